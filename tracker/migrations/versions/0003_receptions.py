"""Say in what capacity, form and place a reception is held, when, and whether nobody came."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added and dropped in place: to make the table anew would lose what refers to it.
    for column in _columns():
        op.add_column("reception", column)


def downgrade() -> None:
    for column in reversed(_columns()):
        op.drop_column("reception", column.name)


def _columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("capacity", sa.String(32), nullable=False, server_default="assigned"),
        sa.Column("form", sa.String(32), nullable=False, server_default="in_person"),
        sa.Column("begins_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("place", sa.String(200), nullable=False, server_default=""),
        sa.Column("nobody_came", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]
