"""Keep requests of data subjects, breaches and the texts of the record of processing."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("detected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("found_by", sa.String(length=200), nullable=False),
        sa.Column("affected", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("records", sa.Integer(), nullable=True),
        sa.Column("harm", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column(
            "traits", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("people IS NULL OR people >= 0", name=op.f("ck_data_breach_people")),
        sa.CheckConstraint("records IS NULL OR records >= 0", name=op.f("ck_data_breach_records")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_data_breach_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user_account.id"],
            name=op.f("fk_data_breach_recorded_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_breach")),
        sa.UniqueConstraint("code", name=op.f("uq_data_breach_code")),
    )
    with op.batch_alter_table("data_breach", schema=None) as batch_op:
        batch_op.create_index(
            "ix_data_breach_agency_open",
            ["agency_id", "is_open", "detected_at", "id"],
            unique=False,
        )

    op.create_table(
        "processing_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_processing_text_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user_account.id"],
            name=op.f("fk_processing_text_recorded_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processing_text")),
    )
    with op.batch_alter_table("processing_text", schema=None) as batch_op:
        batch_op.create_index(
            "ix_processing_text_agency", ["agency_id", "activity", "part", "id"], unique=False
        )

    op.create_table(
        "breach_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("document_number", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_breach_step_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["breach_id"], ["data_breach.id"], name=op.f("fk_breach_step_breach_id_data_breach")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user_account.id"],
            name=op.f("fk_breach_step_recorded_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_step")),
    )
    with op.batch_alter_table("breach_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_step_breach_id"), ["breach_id"], unique=False)

    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("logged_unit_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("asked_right", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("proof", sa.String(length=32), nullable=False),
        sa.Column("proof_note", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_data_request_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_data_request_case_id_case_file")
        ),
        sa.ForeignKeyConstraint(
            ["logged_unit_id"],
            ["org_unit.id"],
            name=op.f("fk_data_request_logged_unit_id_org_unit"),
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_data_request_petition_id_petition")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user_account.id"],
            name=op.f("fk_data_request_recorded_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_data_request_unit_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_data_request_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
        sa.UniqueConstraint("code", name=op.f("uq_data_request_code")),
    )
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.create_index(
            "ix_data_request_agency_state",
            ["agency_id", "state", "received_on", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_data_request_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_request_name_key"), ["name_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_data_request_petition_id"), ["petition_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_data_request_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "data_request_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("legal_date", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("refusal_reason", sa.String(length=32), nullable=True),
        sa.Column("document_number", sa.String(length=80), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["org_unit.id"], name=op.f("fk_data_request_step_agency_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user_account.id"],
            name=op.f("fk_data_request_step_recorded_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["data_request.id"],
            name=op.f("fk_data_request_step_request_id_data_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request_step")),
    )
    with op.batch_alter_table("data_request_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_data_request_step_request_id"), ["request_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("data_request_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_request_step_request_id"))

    op.drop_table("data_request_step")
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_request_visit_id"))
        batch_op.drop_index(batch_op.f("ix_data_request_petition_id"))
        batch_op.drop_index(batch_op.f("ix_data_request_name_key"))
        batch_op.drop_index(batch_op.f("ix_data_request_case_id"))
        batch_op.drop_index("ix_data_request_agency_state")

    op.drop_table("data_request")
    with op.batch_alter_table("breach_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_breach_step_breach_id"))

    op.drop_table("breach_step")
    with op.batch_alter_table("processing_text", schema=None) as batch_op:
        batch_op.drop_index("ix_processing_text_agency")

    op.drop_table("processing_text")
    with op.batch_alter_table("data_breach", schema=None) as batch_op:
        batch_op.drop_index("ix_data_breach_agency_open")

    op.drop_table("data_breach")
