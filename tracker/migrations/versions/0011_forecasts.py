"""Keep what is learnt from closed cases, and the forecast of each open duty."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "forecast_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.Column("trained_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("numbers", JSON, nullable=False),
        sa.Column("backtest", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_model")),
        sa.UniqueConstraint(
            "agency_id", "duty", "version", name=op.f("uq_forecast_model_agency_id_duty_version")
        ),
        *_keys("forecast_model", agency_id="org_unit"),
    )
    op.create_table(
        "forecast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(24), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("alarm", sa.String(32), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("advice", JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast")),
        sa.UniqueConstraint(
            "case_id", "rule", "started_by", name=op.f("uq_forecast_case_id_rule_started_by")
        ),
        sa.CheckConstraint(
            "probability >= 0 AND probability <= 1", name=op.f("ck_forecast_probability")
        ),
        *_keys("forecast", agency_id="org_unit", case_id="case_file", model_id="forecast_model"),
    )
    op.create_index("ix_forecast_agency_probability", "forecast", ["agency_id", "probability"])
    op.create_index(op.f("ix_forecast_model_id"), "forecast", ["model_id"])
    op.create_table(
        "step_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("typical", sa.Integer(), nullable=False),
        sa.Column("slow", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("learnt_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_time")),
        sa.UniqueConstraint(
            "agency_id",
            "rule",
            "kind",
            "state",
            name=op.f("uq_step_time_agency_id_rule_kind_state"),
        ),
        *_keys("step_time", agency_id="org_unit"),
    )


def downgrade() -> None:
    for table in ("step_time", "forecast", "forecast_model"):
        op.drop_table(table)


def _keys(table: str, **parents: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}_{parent}")
        )
        for column, parent in parents.items()
    ]
