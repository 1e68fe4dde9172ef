"""Keep who may open whose identity, and who was told of an opening."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unseal_permit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        *_keys(
            "unseal_permit",
            agency_id="org_unit",
            case_id="case_file",
            user_id="user_account",
            granted_by_id="user_account",
            revoked_by_id="user_account",
        ),
    )
    op.create_index("ix_unseal_permit_case_id", "unseal_permit", ["case_id", "user_id"])
    op.create_table(
        "unseal_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.UniqueConstraint(
            "grant_id", "recipient_id", name=op.f("uq_unseal_notice_grant_id_recipient_id")
        ),
        *_keys(
            "unseal_notice",
            agency_id="org_unit",
            grant_id="unseal_grant",
            recipient_id="user_account",
            mail_id="mail_message",
        ),
    )
    op.create_index(
        "ix_unseal_notice_recipient", "unseal_notice", ["recipient_id", "acknowledged_at"]
    )
    op.create_index("ix_unseal_notice_mail", "unseal_notice", ["mail_id"])


def downgrade() -> None:
    op.drop_table("unseal_notice")
    op.drop_table("unseal_permit")


def _keys(table: str, **columns: str) -> list[sa.Constraint]:
    foreign = [
        sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}_{of}"))
        for column, of in columns.items()
    ]
    return [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")), *foreign]
