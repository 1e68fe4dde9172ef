"""Keep sessions on the server, count failures in a row, add the second factor and old passwords."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("earlier_passwords", JSON, server_default="[]", nullable=False)
        )
    # The age of passwords was not kept: their time begins today.
    op.execute("UPDATE user_account SET password_set_at = CURRENT_TIMESTAMP")
    _change_attempts()
    op.create_table(
        "sign_in_lock",
        sa.Column("login_digest", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("login_digest", name=op.f("pk_sign_in_lock")),
    )
    _create_sessions()
    _create_second_factors()


def downgrade() -> None:
    op.drop_table("second_factor")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_session_user")
    op.drop_table("sign_in_session")
    op.drop_table("sign_in_lock")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_address")
        batch_op.drop_column("failure")
        batch_op.drop_column("device")
        batch_op.add_column(
            sa.Column("ok", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_column("earlier_passwords")
        batch_op.drop_column("must_change_password")
        batch_op.drop_column("password_set_at")


def _change_attempts() -> None:
    """Keep failures alone: what went well is a session from now on."""
    op.execute(sa.text("DELETE FROM sign_in_attempt WHERE ok = :yes").bindparams(yes=True))
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_column("ok")
        batch_op.add_column(
            sa.Column("device", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("failure", sa.String(length=32), server_default="password", nullable=False)
        )
        batch_op.create_index("ix_sign_in_attempt_address", ["address", "at"], unique=False)


def _create_sessions() -> None:
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_sign_in_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_session_token_digest")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_session_user", ["user_id", "started_at"], unique=False)


def _create_second_factors() -> None:
    op.create_table(
        "second_factor",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("recovery_digests", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_second_factor_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_second_factor_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_factor")),
    )
