"""The room's row gets all facts about its talk, and changed rooms a number beside the revision."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("abstract", AutoString(), nullable=False, server_default=sa.text("''")),
        sa.Column("place", AutoString(), nullable=False, server_default=sa.text("''")),
        sa.Column("speakers", sa.JSON(), nullable=True),
        sa.Column("url", AutoString(), nullable=True),
        sa.Column("clock", sa.JSON(), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("seen", sa.Integer(), nullable=False, server_default="0"),
    )


def upgrade() -> None:
    op.add_column("conference", sa.Column("seen", sa.Integer(), nullable=False, server_default="0"))
    for column in columns():
        op.add_column("room", column)
    # No default does it: PostgreSQL can't compare JSON, and the tests compare defaults.
    op.execute("UPDATE room SET speakers = '[]'")


def downgrade() -> None:
    for column in reversed(columns()):
        op.drop_column("room", column.name)
    op.drop_column("conference", "seen")
