"""Alembic, run on one of the store's own connections."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from server.store.database import Database

MIGRATE_S = 120.0
LOCK = 0x53756172  # "Suar"; any number will do that nobody else locks in this database


async def migrate(database: Database) -> None:
    """Brings the schema to the newest migration, in one transaction."""
    async with database.writing() as connection:
        with database.deadline(MIGRATE_S):
            if not database.sqlite:  # SQLite's transaction has the whole file to itself already
                await connection.execute(text(f"SET LOCAL statement_timeout = {int(MIGRATE_S * 1000)}"))
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            await connection.run_sync(_upgrade)
            await connection.commit()


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", "server.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
