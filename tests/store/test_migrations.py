"""What the migrations make is what the tables say, on both databases."""

import anyio
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from server.store import Programme, StoreUnavailable
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


async def test_a_database_of_a_newer_release_is_refused_and_left_alone(
    open_store: OpenStore, url: str
) -> None:
    store = await open_store()
    await store.migrate()
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match=r"was made by a newer release than this one\.$"):
        await store.migrate()
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    await engine.dispose()


async def test_many_processes_may_migrate_at_once(open_store: OpenStore) -> None:
    stores = [await open_store() for _ in range(4)]
    async with anyio.create_task_group() as tasks:
        for store in stores:
            tasks.start_soon(store.migrate)
    assert await stores[0].programme() == Programme()
    await stores[0].migrate()
