"""Keep jobs, the ladder of reminders, who was told, and the mail that told it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNSEEN = sa.text("acknowledged_at IS NULL AND closed_on IS NULL")
SEEN = sa.text("acknowledged_at IS NOT NULL")


def upgrade() -> None:
    _jobs()
    _ladder()
    _mail()
    _reminders()


def _jobs() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("payload", _json(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", _moment(), nullable=False),
        sa.Column("run_after", _moment(), nullable=False),
        sa.Column("handed_on_at", _moment(), nullable=True),
        sa.Column("lease_until", _moment(), nullable=True),
        sa.Column("started_at", _moment(), nullable=True),
        sa.Column("finished_at", _moment(), nullable=True),
        sa.Column("error", sa.String(500), nullable=False),
        sa.Column("outcome", _json(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_job_kind_key")),
        *_keys("job", asked_by_id="user_account"),
    )
    op.create_index("ix_job_state", "job", ["state", "run_after"])
    op.create_index("ix_job_kind", "job", ["kind", "id"])


def _ladder() -> None:
    op.create_table(
        "ladder_rung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("rung", sa.String(32), nullable=False),
        sa.Column("before", _json(), nullable=False),
        sa.Column("after", _json(), nullable=False),
        sa.UniqueConstraint(
            "agency_id", "kind", "rung", name=op.f("uq_ladder_rung_agency_id_kind_rung")
        ),
        *_keys("ladder_rung", agency_id="org_unit"),
    )
    op.create_table(
        "digest_hour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.UniqueConstraint("agency_id", name=op.f("uq_digest_hour_agency_id")),
        *_keys("digest_hour", agency_id="org_unit"),
    )


def _mail() -> None:
    op.create_table(
        "mail_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _moment(), nullable=True),
        sa.Column("fault", sa.String(32), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("created_at", _moment(), nullable=False),
        sa.Column("sent_at", _moment(), nullable=True),
        sa.UniqueConstraint("recipient_id", "day", name=op.f("uq_mail_message_recipient_id_day")),
        *_keys("mail_message", agency_id="org_unit", recipient_id="user_account"),
    )


def _reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(24), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(32), nullable=False),
        sa.Column("meant_for_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("told_at", _moment(), nullable=False),
        sa.Column("acknowledged_at", _moment(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.UniqueConstraint(
            "case_id", "rule", "started_by", "due_on", "days", "meant_for_id",
            name=op.f("uq_reminder_case_id_rule_started_by_due_on_days_meant_for_id"),
        ),
        *_keys(
            "reminder", agency_id="org_unit", case_id="case_file", meant_for_id="user_account",
            recipient_id="user_account", mail_id="mail_message",
        ),
    )  # fmt: skip
    op.create_index(
        "ix_reminder_unseen", "reminder", ["recipient_id", "due_on", "id"],
        sqlite_where=UNSEEN, postgresql_where=UNSEEN,
    )  # fmt: skip
    op.create_index(
        "ix_reminder_seen", "reminder", ["recipient_id", "id"],
        sqlite_where=SEEN, postgresql_where=SEEN,
    )  # fmt: skip
    op.create_index("ix_reminder_mail", "reminder", ["mail_id"])


def _json() -> Any:
    return sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _keys(table: str, **targets: str) -> Sequence[sa.Constraint]:
    """Give the primary key of a table and its references, named as the models name them."""
    return (
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
            )
            for column, target in targets.items()
        ),
    )


def downgrade() -> None:
    op.drop_table("reminder")
    op.drop_table("mail_message")
    op.drop_table("digest_hour")
    op.drop_table("ladder_rung")
    op.drop_table("job")
