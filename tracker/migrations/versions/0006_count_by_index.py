"""Let the counts of my work and of the board be read from the indexes alone."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OWNERS = ("agency", "handler", "unit")
BOARDS = ("agency", "unit")
BY_DUE = ("due_on", "id", "at_risk_from", "urgent_from", "case_id")
ON_THE_CLOCK = ("is_running = 1", "is_running")
MET, LATE = ("met_on IS NOT NULL",) * 2, ("met_on > due_on",) * 2


def upgrade() -> None:
    for owner in OWNERS:
        _index_anew(owner, "due", (*BY_DUE, "is_running"), ON_THE_CLOCK)
    for owner in BOARDS:
        _index_anew(owner, "met", ("nature", "met_on"), MET)
        _index(f"ix_obligation_{owner}_late", (f"{owner}_id", "nature", "met_on"), LATE)
    paused = ("is_paused = 1", "is_paused")
    _index("ix_case_agency_paused", ("agency_id", "due_on", "id"), paused, table="case_file")


def downgrade() -> None:
    op.drop_index("ix_case_agency_paused", "case_file")
    for owner in BOARDS:
        op.drop_index(f"ix_obligation_{owner}_late", "obligation")
        _index_anew(owner, "met", ("met_on", "nature", "due_on"), MET)
    for owner in OWNERS:
        _index_anew(owner, "due", BY_DUE, ON_THE_CLOCK)


def _index_anew(owner: str, what: str, columns: tuple[str, ...], where: tuple[str, str]) -> None:
    name = f"ix_obligation_{owner}_{what}"
    op.drop_index(name, "obligation")
    _index(name, (f"{owner}_id", *columns), where)


def _index(
    name: str, columns: tuple[str, ...], where: tuple[str, str], table: str = "obligation"
) -> None:
    on_sqlite, on_postgresql = map(sa.text, where)
    op.create_index(
        name, table, list(columns), sqlite_where=on_sqlite, postgresql_where=on_postgresql
    )
