"""Say of a visit who came for whom on which papers; keep notices of refusal and papers taken."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from tracker.records.base import Json, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added and dropped in place: to make the tables anew would lose what refers to them.
    for column in _of_visits():
        op.add_column("visit", column)
    op.add_column("party", _of_parties())
    op.create_table("visit_representative", *_representative())
    op.create_table("refusal_notice", *_notice())
    op.create_table("paper_receipt", *_receipt())
    op.create_index(op.f("ix_paper_receipt_visit_id"), "paper_receipt", ["visit_id"])
    op.create_table("received_paper", *_paper())


def downgrade() -> None:
    for table in ("received_paper", "paper_receipt", "refusal_notice", "visit_representative"):
        op.drop_table(table)
    op.drop_column("party", "acting_as")
    for column in reversed(_of_visits()):
        op.drop_column("visit", column.name)


def _of_visits() -> list[sa.Column[Any]]:
    return [
        sa.Column("identity_paper", sa.String(32), nullable=True),
        sa.Column("identity_number", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=True),
        sa.Column("ground_complete_on", sa.Date(), nullable=True),
        sa.Column("acting_as", sa.String(32), nullable=True),
        sa.Column("acting_name", sa.String(200), nullable=True),
        sa.Column("acting_address", sa.String(300), nullable=True),
        sa.Column("acting_number", sa.LargeBinary(), nullable=True),
        sa.Column("authorisation", sa.String(300), nullable=False, server_default=""),
        sa.Column("papers_shown", Json, nullable=False, server_default="[]"),
        sa.Column("appointed_on", sa.Date(), nullable=True),
        sa.Column("appointed_by_all", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("appointment", sa.String(300), nullable=False, server_default=""),
    ]


def _of_parties() -> sa.Column[Any]:
    return sa.Column("acting_as", sa.String(32), nullable=True)


def _representative() -> list[Any]:
    table = "visit_representative"
    return [
        *_key(table),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(200), nullable=False),
        sa.Column("identity_number", sa.LargeBinary(), nullable=True),
        _refers(table, "visit_id", "visit"),
        sa.UniqueConstraint("visit_id", "position", name=op.f(f"uq_{table}_visit_id_position")),
    ]


def _notice() -> list[Any]:
    table = "refusal_notice"
    return [
        *_key(table),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.String(200), nullable=False),
        sa.Column("signer_post", sa.String(120), nullable=False),
        sa.Column("superior", sa.String(200), nullable=False),
        sa.Column("signed_at", sa.String(120), nullable=False),
        sa.Column("identity_issued", sa.String(200), nullable=False),
        sa.Column("recipients", sa.String(500), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        _refers(table, "visit_id", "visit"),
        _refers(table, "recorded_by_id", "user_account"),
        sa.UniqueConstraint("visit_id", name=op.f(f"uq_{table}_visit_id")),
    ]


def _receipt() -> list[Any]:
    table = "paper_receipt"
    return [
        *_key(table),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", sa.Time(), nullable=True),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("giver", sa.String(200), nullable=True),
        sa.Column("identity_issued", sa.String(200), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        _refers(table, "visit_id", "visit"),
        _refers(table, "receiver_id", "user_account"),
        sa.CheckConstraint("copies >= 1", name=op.f(f"ck_{table}_copies")),
    ]


def _paper() -> list[Any]:
    table = "received_paper"
    return [
        *_key(table),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("condition", sa.String(32), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("return_note", sa.String(300), nullable=False),
        sa.Column("returned_by_id", sa.Integer(), nullable=True),
        _refers(table, "receipt_id", "paper_receipt"),
        _refers(table, "returned_by_id", "user_account"),
        sa.CheckConstraint("pages >= 1", name=op.f(f"ck_{table}_pages")),
        sa.UniqueConstraint("receipt_id", "position", name=op.f(f"uq_{table}_receipt_id_position")),
    ]


def _key(table: str) -> list[Any]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _refers(table, "agency_id", "org_unit"),
    ]


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
