"""Alembic, run in one of the store's own transactions."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection, text

from server.store.database import Database
from server.store.errors import StoreUnavailable

MIGRATE_S = 120.0
LOCK = 0x53756172  # "Suar"; any number will do that nobody else locks in this database


WITHOUT_ZEROS = {"0001", "0002", "0003", "0004", "0005"}
"""The migrations whose releases left what they deleted in free pages of the file."""


async def migrate(database: Database) -> None:
    """Brings the schema to the newest migration, in one transaction.

    Before that, a file of an early release is written anew, without what was deleted from it. If the process
    ends between the two, both are done by the next one.
    """
    if await database.read(_revision) in WITHOUT_ZEROS:
        await database.rewrite(MIGRATE_S)
    try:
        await database.write(_upgrade, within_s=MIGRATE_S)
    except CommandError as error:  # it knows no such migration: after going back to an older release
        raise StoreUnavailable(f"{database.name} was made by a newer release than this one.") from error


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's transaction has the whole file to itself already
        connection.execute(text(f"SET LOCAL statement_timeout = {int(MIGRATE_S * 1000)}"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = Config()
    config.set_main_option("script_location", "server.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
