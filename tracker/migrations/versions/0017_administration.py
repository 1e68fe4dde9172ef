"""Keep proposals of roles, an agency's settings, reviews of accounts, and when somebody came."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _accounts()
    _proposals()
    _settings()
    _reviews()


def _accounts() -> None:
    """Add what is known of an account; those that are there count from today."""
    for column in (
        sa.Column("standing_since", _moment(), nullable=True),
        sa.Column("standing_reason", sa.String(300), nullable=False, server_default=""),
        sa.Column("last_signed_in_at", _moment(), nullable=True),
        sa.Column("idle_warned_on", sa.Date(), nullable=True),
    ):
        op.add_column("user_account", column)
    accounts = sa.table("user_account", sa.column("standing_since", _moment()))
    today = datetime.now(UTC)  # noqa: TID251 - a migration asks the machine itself
    op.execute(accounts.update().values(standing_since=today))


def _proposals() -> None:
    op.create_table(
        "role_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("extends_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", _moment(), nullable=False),
        sa.Column("lapses_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", _moment(), nullable=True),
        sa.Column("decision_note", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(
            ["extends_id"],
            ["membership.id"],
            name=op.f("fk_role_proposal_extends_id_membership"),
            ondelete="SET NULL",
        ),
        *_keys(
            "role_proposal", agency_id="org_unit", user_id="user_account", unit_id="org_unit",
            proposed_by_id="user_account", decided_by_id="user_account",
        ),
    )  # fmt: skip
    op.create_index("ix_role_proposal_waiting", "role_proposal", ["agency_id", "state"])
    op.create_index(op.f("ix_role_proposal_user_id"), "role_proposal", ["user_id"])


def _settings() -> None:
    op.create_table(
        "agency_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("postal_address", sa.String(300), nullable=False),
        sa.Column("contact_phone", sa.String(40), nullable=False),
        sa.Column("contact_email", sa.String(200), nullable=False),
        sa.Column("idle_days", sa.Integer(), nullable=False),
        sa.Column("idle_warning_days", sa.Integer(), nullable=False),
        sa.Column("consent_days", sa.Integer(), nullable=False),
        sa.UniqueConstraint("agency_id", name=op.f("uq_agency_settings_agency_id")),
        *_keys("agency_settings", agency_id="org_unit"),
    )


def _reviews() -> None:
    op.create_table(
        "account_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("started_at", _moment(), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(500), nullable=False),
        *_keys(
            "account_review", agency_id="org_unit", started_by_id="user_account",
            signed_by_id="user_account",
        ),
    )  # fmt: skip
    op.create_index("ix_account_review_agency", "account_review", ["agency_id", "id"])
    op.create_table(
        "account_review_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(80), nullable=False),
        sa.Column("full_name", sa.String(120), nullable=False),
        sa.Column("department", sa.String(200), nullable=False),
        sa.Column("roles_held", sa.String(1000), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("was_active", sa.Boolean(), nullable=False),
        sa.Column("standing_since", _moment(), nullable=True),
        sa.Column("last_signed_in_at", _moment(), nullable=True),
        sa.Column("verdict", sa.String(32), nullable=True),
        sa.Column("remark", sa.String(300), nullable=False),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("judged_at", _moment(), nullable=True),
        sa.UniqueConstraint(
            "review_id", "user_id", name=op.f("uq_account_review_line_review_id_user_id")
        ),
        *_keys(
            "account_review_line", agency_id="org_unit", review_id="account_review",
            user_id="user_account", judged_by_id="user_account",
        ),
    )  # fmt: skip


def downgrade() -> None:
    for table in ("account_review_line", "account_review", "agency_settings", "role_proposal"):
        op.drop_table(table)
    for column in ("idle_warned_on", "last_signed_in_at", "standing_reason", "standing_since"):
        op.drop_column("user_account", column)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _keys(table: str, **targets: str) -> list[sa.Constraint]:
    return [
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
            )
            for column, target in targets.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
