"""What the migrations make is what the tables say, on both databases."""

import anyio
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from server.store import Programme
from server.store.tables import metadata
from tests.store.conftest import OpenStore


async def test_the_migrated_schema_is_the_tables_schema(open_store: OpenStore, url: str) -> None:
    await (await open_store()).migrate()

    def differences(connection: Connection) -> list[object]:
        exactly = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=exactly)
        return list(compare_metadata(context, metadata))

    engine = create_async_engine(url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_many_processes_may_migrate_at_once(open_store: OpenStore) -> None:
    stores = [await open_store() for _ in range(4)]
    async with anyio.create_task_group() as tasks:
        for store in stores:
            tasks.start_soon(store.migrate)
    assert await stores[0].programme() == Programme()
    await stores[0].migrate()
