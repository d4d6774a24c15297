"""Every test here runs on SQLite and on PostgreSQL, each time in a new and migrated database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from server.store import Store, database_url
from tests.store.growing import WAYS, Grow
from tests.store.sample import CONFERENCE, FIRST, ROOM

OpenStore = Callable[..., Awaitable[Store]]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any tables."""
    given = "" if request.param == "sqlite" else request.getfixturevalue("postgres_server").database()
    return database_url(given, tmp_path)


@pytest.fixture
async def open_store(url: str) -> AsyncIterator[OpenStore]:
    """Opens one more store on the same database, as another process would; closes all at the end."""
    stores: list[Store] = []

    async def open_one(*, read_only: bool = False) -> Store:
        stores.append(await Store.open(url, read_only=read_only))
        return stores[-1]

    yield open_one
    for store in stores:
        await store.close()


@pytest.fixture
async def store(open_store: OpenStore) -> Store:
    """Migrated, with one conference and one room whose log has one row."""
    store = await open_store()
    await store.migrate()
    await store.add_conference(CONFERENCE, [(ROOM, [FIRST])])
    return store


@pytest.fixture(params=WAYS)
def grow(request: pytest.FixtureRequest) -> Grow:
    way: Grow = request.param
    return way
