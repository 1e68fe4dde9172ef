"""Let the share in time by kind find the cases of met duties without reading the duties."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BOARDS = ("agency", "unit")
BY_MET = ("nature", "met_on")
MET, LATE = "met_on IS NOT NULL", "met_on > due_on"


def upgrade() -> None:
    for owner in BOARDS:
        _index_anew(owner, "met", (*BY_MET, "case_id"), MET)
        _index_anew(owner, "late", (*BY_MET, "due_on", "case_id"), LATE)


def downgrade() -> None:
    for owner in BOARDS:
        _index_anew(owner, "late", BY_MET, LATE)
        _index_anew(owner, "met", BY_MET, MET)


def _index_anew(owner: str, what: str, columns: tuple[str, ...], where: str) -> None:
    name = f"ix_obligation_{owner}_{what}"
    op.drop_index(name, "obligation")
    op.create_index(
        name,
        "obligation",
        [f"{owner}_id", *columns],
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
