"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conference",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("slug", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("zones", AutoString(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conference"),
        sa.UniqueConstraint("slug", name="uq_conference_slug"),
    )
    op.create_table(
        "room",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("conference", AutoString(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("track", AutoString(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("stream", AutoString(), nullable=True),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_room"),
        sa.ForeignKeyConstraint(["conference"], ["conference.id"], name="fk_room_conference"),
        sa.UniqueConstraint("code", name="uq_room_code"),
    )
    op.create_index("ix_room_conference", "room", ["conference"])
    op.create_table(
        "link",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("conference", AutoString(), nullable=False),
        sa.Column("room", AutoString(), nullable=True),
        sa.Column("role", AutoString(), nullable=False),
        sa.Column("label", AutoString(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.ForeignKeyConstraint(["conference"], ["conference.id"], name="fk_link_conference"),
        sa.ForeignKeyConstraint(["room"], ["room.id"], name="fk_link_room"),
    )
    op.create_index("ix_link_conference", "link", ["conference"])
    op.create_index("ix_link_room", "link", ["room"])
    op.create_table(
        "person",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("conference", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(["conference"], ["conference.id"], name="fk_person_conference"),
    )
    op.create_index("ix_person_conference", "person", ["conference"])
    op.create_table(
        "event",
        sa.Column("room", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("type", AutoString(), nullable=False),
        sa.Column("shape", sa.Integer(), nullable=False),
        sa.Column("data", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("person", AutoString(), nullable=True),
        sa.Column("do", AutoString(), nullable=True),
        sa.Column("ref", AutoString(), nullable=True),
        sa.Column("ok", AutoString(), nullable=True),
        sa.Column("batch", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("room", "version", name="pk_event"),
        sa.ForeignKeyConstraint(["room"], ["room.id"], name="fk_event_room"),
        sa.UniqueConstraint("room", "ref", "person", "do", name="uq_event_room_ref_person_do"),
    )
    op.create_index("ix_event_batch", "event", ["batch"])


def downgrade() -> None:
    for table in ("event", "person", "link", "room", "conference"):
        op.drop_table(table)
