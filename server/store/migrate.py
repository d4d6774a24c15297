"""Alembic, run in one of the store's own transactions."""

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text

from server.store.database import Database
from server.store.errors import StoreUnavailable

MIGRATE_S = 120.0
LOCK = 0x53756172  # "Suar"; any number will do that nobody else locks in this database


async def migrate(database: Database) -> None:
    """Brings the schema to the newest migration, in one transaction."""
    try:
        await database.write(_upgrade, within_s=MIGRATE_S)
    except CommandError as error:  # it knows no such migration: after going back to an older release
        raise StoreUnavailable(f"{database.name} was made by a newer release than this one.") from error


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's transaction has the whole file to itself already
        connection.execute(text(f"SET LOCAL statement_timeout = {int(MIGRATE_S * 1000)}"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = Config()
    config.set_main_option("script_location", "server.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
