"""Whole processes of the live side on a real database, with a room to ask in for every test."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from server.conference.creation import create_conference
from server.conference.plans import ConferencePlan
from server.store import Store, database_url
from server.tokens import Keyring
from tests.live.browser import Browser, over_socket
from tests.live.conftest import AT_ONCE, HOUR, PLANS
from tests.processes import SECRET, Serving
from tests.servers import PostgresServer, RedisServer

PATIENCE_S = 15.0
ROOMS = [f"ROOM{number}" for number in range(8)]
_MANY = ConferencePlan.model_validate(
    {
        "conference": {"slug": "many", "title": "A room for every test"},
        "rooms": [
            {**HOUR, "code": code, "title": code, "state": "open", "settings": AT_ONCE} for code in ROOMS
        ],
    }
)


async def seeded(url: str) -> None:
    store = await Store.open(url)
    await store.migrate()
    for plan in (*PLANS, _MANY):
        await create_conference(store, plan, datetime.now(UTC))
    await store.close()


async def ready(serving: Serving) -> dict[str, Any]:
    async with httpx2.AsyncClient() as client:
        status: dict[str, Any] = (await client.get(f"{serving.url}/readyz")).json()
        return status


async def until_ready_says(serving: Serving, status: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while (await ready(serving))["status"] != status:
            pass


Join = Callable[..., Any]


@dataclass(frozen=True)
class Database:
    """A PostgreSQL database with rooms in it."""

    url: str
    server: PostgresServer

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        return self.server.execute(statement, *values, database=self.url.rpartition("/")[2])


def moderators_key(database: Database, room: str) -> str:
    [[link]] = database.rows(
        "SELECT link.id FROM link JOIN room ON room.id = link.room"
        " WHERE code = %s AND link.role = 'moderator'",
        room,
    )
    return Keyring(SECRET).link_key(str(link))


async def new_database(server: PostgresServer, folder: Path) -> Database:
    url = server.database()
    await seeded(database_url(url, folder))
    return Database(url, server)


# ---- shared by the tests of a file: each has a room of its own, and starts again what another has ended


@pytest.fixture(scope="module")
def unused_rooms() -> Iterator[str]:
    return iter(ROOMS)


@pytest.fixture
def room(unused_rooms: Iterator[str]) -> str:
    """The code of a room that nobody has been in."""
    return next(unused_rooms)


@pytest.fixture(scope="module")
async def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with rooms."""
    folder = tmp_path_factory.mktemp("data")
    await seeded(database_url("", folder))
    return folder


@pytest.fixture(scope="module")
def on_sqlite(folder: Path) -> Iterator[Serving]:
    serving = Serving(folder)
    yield serving
    serving.stop()


@pytest.fixture
def serving(on_sqlite: Serving) -> Serving:
    """One process on SQLite."""
    on_sqlite.start_if_ended()
    return on_sqlite


@pytest.fixture(scope="module")
async def database(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Database:
    return await new_database(postgres_server, tmp_path_factory.mktemp("unused"))


@pytest.fixture
def redis(redis_server: RedisServer) -> Iterator[RedisServer]:
    """Running again afterwards, whatever was done to it."""
    yield redis_server
    redis_server.revive()


@pytest.fixture(scope="module")
def on_two_machines(
    database: Database, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Serving, Serving]]:
    given = {"DATABASE_URL": database.url, "REDIS_URL": redis_server.url, "SECRET_KEY": SECRET}
    one, other = [Serving(tmp_path_factory.mktemp(name), **given) for name in ("one", "other")]
    yield one, other
    one.stop()
    other.stop()


@pytest.fixture
def two(on_two_machines: tuple[Serving, Serving], redis: RedisServer) -> tuple[Serving, Serving]:
    """Two processes, as on two machines, on one PostgreSQL and one Redis."""
    Serving.start_all_ended(*on_two_machines)
    return on_two_machines


@pytest.fixture
async def join(room: str) -> AsyncIterator[Join]:
    """A browser in the test's room of a process, with what one `before` held; all leave at the end."""
    browsers: list[Browser] = []

    async def one(serving: Serving, before: Browser | None = None, **hello: object) -> Browser:
        browser = await over_socket(serving.url, room)
        browsers.append(browser)
        if before is not None:
            browser.remember(before)
        return await browser.hello(**hello)

    yield one
    for browser in browsers:
        if browser.closed is None:
            await browser.leave()
