"""PostgreSQL keeps no examples of what is stored about ballots.

`ANALYZE`, which the server does by itself, copies values of a column into its statistics. There, `pg_stats`
would show rows of the log as they were before their ballots left them.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = {"event": ("data", "VARCHAR"), "ballot_box": ("ballots", "VARCHAR"), "snapshot": ("data", "BYTEA")}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, (column, type_) in COLUMNS.items():
        # The type is the one that it has: this rewrites nothing, and deletes the statistics of before.
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {type_}")
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    raise NotImplementedError("Earlier releases don't know what leaves the log.")
