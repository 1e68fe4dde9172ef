"""Keep links of the same matter as history, and the words of names with their misspellings."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OUTDATED = "fk_petition_same_matter_id_petition"
# Batches know nothing of check constraints; the only one of the table is told them.
CHECKS = (sa.CheckConstraint("head_count >= 1", name=op.f("ck_petition_head_count")),)

KEEP = """
    INSERT INTO same_matter_link
        (agency_id, petition_id, earlier_id, reason, recorded_by_id, recorded_at)
    SELECT agency_id, id, same_matter_id, '', recorded_by_id, recorded_at
    FROM petition WHERE same_matter_id IS NOT NULL AND same_matter_id <> id ORDER BY id
"""
# A petition had room for one link only: the newest that holds.
GIVE_BACK = """
    UPDATE petition SET same_matter_id = (
        SELECT earlier_id FROM same_matter_link AS link
        WHERE link.petition_id = petition.id AND link.undoes_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM same_matter_link AS undo WHERE undo.undoes_id = link.id)
        ORDER BY link.id DESC LIMIT 1)
    WHERE id IN (SELECT petition_id FROM same_matter_link)
"""


def upgrade() -> None:
    op.create_table(
        "same_matter_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_same_matter_link")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_same_matter_link_undoes_id")),
        sa.CheckConstraint(
            "petition_id <> earlier_id", name=op.f("ck_same_matter_link_two_petitions")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_same_matter_link_{column}_{table}")
            )
            for column, table in (
                ("agency_id", "org_unit"),
                ("petition_id", "petition"),
                ("earlier_id", "petition"),
                ("undoes_id", "same_matter_link"),
                ("recorded_by_id", "user_account"),
            )
        ),
    )
    for column in ("petition_id", "earlier_id"):
        op.create_index(op.f(f"ix_same_matter_link_{column}"), "same_matter_link", [column])
    op.execute(KEEP)
    with op.batch_alter_table("petition", table_args=CHECKS) as petition:
        petition.drop_constraint(OUTDATED, type_="foreignkey")
        petition.drop_column("same_matter_id")
    op.create_table(
        "name_spelling",
        sa.Column("spelling", sa.String(30), nullable=False),
        sa.Column("word", sa.String(30), nullable=False),
        sa.PrimaryKeyConstraint("spelling", "word", name=op.f("pk_name_spelling")),
    )
    op.add_column("party", sa.Column("ends_key", sa.String(200), nullable=True))
    op.create_index(op.f("ix_party_ends_key"), "party", ["ends_key"])


def downgrade() -> None:
    op.drop_index(op.f("ix_party_ends_key"), table_name="party")
    op.drop_column("party", "ends_key")
    op.drop_table("name_spelling")
    with op.batch_alter_table("petition", table_args=CHECKS) as petition:
        petition.add_column(sa.Column("same_matter_id", sa.Integer(), nullable=True))
        petition.create_foreign_key(OUTDATED, "petition", ["same_matter_id"], ["id"])
    op.execute(GIVE_BACK)
    op.drop_table("same_matter_link")
