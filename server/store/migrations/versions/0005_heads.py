"""A room's row and its snapshot get the batch of the row whose version they hold."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("room", "snapshot"):
        empty = sa.text("''")
        op.add_column(table, sa.Column("batch", AutoString(), nullable=False, server_default=empty))
    # Snapshots of before stay without: they hold no batches, and are of no use any more.
    op.execute(
        "UPDATE room SET batch = COALESCE("
        "(SELECT batch FROM event WHERE event.room = room.id AND event.version = room.version), '')"
    )


def downgrade() -> None:
    for table in ("snapshot", "room"):
        op.drop_column(table, "batch")
