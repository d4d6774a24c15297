"""Ballots of sealed rounds get boxes, and the rows that ballots leave get an index."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballot_box",
        sa.Column("room", AutoString(), nullable=False),
        sa.Column("poll", AutoString(), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("box", AutoString(), nullable=False),
        sa.Column("ballots", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["room"], ["room.id"], name=op.f("fk_ballot_box_room_room")),
        sa.PrimaryKeyConstraint("room", "poll", "round", "box", name=op.f("pk_ballot_box")),
        sqlite_with_rowid=False,
    )
    cast = sa.text("type = 'BallotsCast'")
    op.create_index(
        "ix_event_ballots", "event", ["room", "version"], sqlite_where=cast, postgresql_where=cast
    )


def downgrade() -> None:
    raise NotImplementedError("Ballots that have left the log can't come back into it.")
