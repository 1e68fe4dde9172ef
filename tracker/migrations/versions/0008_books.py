"""Close the book of receptions day by day, and put entries right without overwriting them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "book_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("book_day", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("first_code", sa.String(length=24), nullable=True),
        sa.Column("last_code", sa.String(length=24), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopening_reason", sa.String(length=500), server_default="", nullable=False),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reopened_by_id IS NULL)",
            name=op.f("ck_book_closing_reopened"),
        ),
        *_refers("book_closing", agency_id="org_unit", unit_id="org_unit"),
        *_refers("book_closing", closed_by_id="user_account", reopened_by_id="user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_closing")),
    )
    op.create_index(
        "uq_book_closing_unit_id_book_day",
        "book_closing",
        ["unit_id", "book_day"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.create_index("ix_book_closing_agency_day", "book_closing", ["agency_id", "book_day", "id"])
    op.create_table(
        "entry_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("entry_field", sa.String(length=32), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=False),
        sa.Column("new_value", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("after_closing", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        *_refers("entry_correction", agency_id="org_unit", visit_id="visit"),
        *_refers("entry_correction", corrected_by_id="user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_correction")),
    )
    op.create_index("ix_entry_correction_visit", "entry_correction", ["visit_id", "id"])


def downgrade() -> None:
    op.drop_table("entry_correction")
    op.drop_table("book_closing")


def _refers(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
        )
        for column, target in targets.items()
    ]
