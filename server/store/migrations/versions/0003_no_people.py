"""The table of people goes: nothing ever read it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # It would only mark the pages as free, and leave the names in the file.
        op.execute("PRAGMA secure_delete=ON")
    op.drop_table("person")


def downgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("conference", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(["conference"], ["conference.id"], name="fk_person_conference"),
    )
    op.create_index("ix_person_conference", "person", ["conference"])
