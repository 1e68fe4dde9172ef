"""Keep the schedule: hours, rules, planned sessions, postings, reasons of short months."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "regular_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.String(length=32), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_regular_hours_hours")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_regular_hours_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_regular_hours_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regular_hours")),
    )
    op.create_index(op.f("ix_regular_hours_agency_id"), "regular_hours", ["agency_id"])

    op.create_table(
        "duty_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_duty_reason_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user_account.id"],
            name=op.f("fk_duty_reason_recorded_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_duty_reason_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_reason")),
        sa.UniqueConstraint(
            "unit_id", "year", "month", name=op.f("uq_duty_reason_unit_id_year_month")
        ),
    )
    op.create_index(op.f("ix_duty_reason_agency_id"), "duty_reason", ["agency_id"])

    op.create_table(
        "periodic_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("pattern", sa.String(length=32), nullable=False),
        sa.Column("day_of_month", sa.Integer(), nullable=True),
        sa.Column("week", sa.String(length=32), nullable=True),
        sa.Column("weekday", sa.String(length=32), nullable=True),
        sa.Column("presider_id", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("participants", sa.String(length=500), nullable=False),
        sa.Column("content", sa.String(length=500), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_periodic_rule_hours")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_periodic_rule_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["presider_id"],
            ["user_account.id"],
            name=op.f("fk_periodic_rule_presider_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_periodic_rule_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periodic_rule")),
    )
    op.create_index(op.f("ix_periodic_rule_agency_id"), "periodic_rule", ["agency_id"])

    op.create_table(
        "planned_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("nominal_on", sa.Date(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("other_points", sa.String(length=500), nullable=False),
        sa.Column("presider_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.String(length=32), nullable=False),
        sa.Column("participants", sa.String(length=500), nullable=False),
        sa.Column("content", sa.String(length=500), nullable=False),
        sa.Column("ground", sa.String(length=32), nullable=True),
        sa.Column("online_ground", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("day_off_agreed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("moved_from_id", sa.Integer(), nullable=True),
        sa.Column("is_postponed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("change_reason", sa.String(length=500), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("tested_on", sa.Date(), nullable=True),
        sa.Column("connected_at", sa.Time(), nullable=True),
        sa.Column("reception_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_planned_session_hours")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_planned_session_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["moved_from_id"],
            ["planned_session.id"],
            name=op.f("fk_planned_session_moved_from_id_planned_session"),
        ),
        sa.ForeignKeyConstraint(
            ["presider_id"],
            ["user_account.id"],
            name=op.f("fk_planned_session_presider_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["reception_id"],
            ["reception.id"],
            name=op.f("fk_planned_session_reception_id_reception"),
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["periodic_rule.id"], name=op.f("fk_planned_session_rule_id_periodic_rule")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_planned_session_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_session")),
        sa.UniqueConstraint("moved_from_id", name=op.f("uq_planned_session_moved_from_id")),
        sa.UniqueConstraint("reception_id", name=op.f("uq_planned_session_reception_id")),
        sa.UniqueConstraint(
            "rule_id", "nominal_on", name=op.f("uq_planned_session_rule_id_nominal_on")
        ),
        sa.UniqueConstraint("uid", "sequence", name=op.f("uq_planned_session_uid_sequence")),
    )
    op.create_index("ix_planned_session_agency_day", "planned_session", ["agency_id", "planned_on"])

    op.create_table(
        "posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_posting_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user_account.id"],
            name=op.f("fk_posting_recorded_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["planned_session.id"],
            name=op.f("fk_posting_session_id_planned_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint("session_id", "place", name=op.f("uq_posting_session_id_place")),
    )


def downgrade() -> None:
    op.drop_table("posting")
    op.drop_table("planned_session")
    op.drop_table("periodic_rule")
    op.drop_table("duty_reason")
    op.drop_table("regular_hours")
