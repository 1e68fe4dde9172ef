"""Say what kind of agency a unit is, and keep the other date of a change of law."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added and dropped in place: to make the tables anew would lose what refers to them.
    profile = sa.Column("profile", sa.String(32), nullable=False, server_default="department")
    op.add_column("org_unit", profile)
    op.add_column("obligation", sa.Column("transition_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("obligation", "transition_on")
    op.drop_column("org_unit", "profile")
