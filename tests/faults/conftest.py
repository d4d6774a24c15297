"""Whole processes of the live side on a real record, with a room to ask in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from server.conference.creation import create_conference
from server.store import Store, database_url
from tests.live.browser import Browser, over_socket
from tests.live.conftest import PLANS
from tests.processes import SECRET, Serving
from tests.servers import PostgresServer, RedisServer

PATIENCE_S = 15.0


async def seeded(url: str) -> None:
    store = await Store.open(url)
    await store.migrate()
    for plan in PLANS:
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


@pytest.fixture
async def serving(tmp_path: Path) -> AsyncIterator[Serving]:
    """One process on SQLite, with the rooms of `PLANS`."""
    await seeded(database_url("", tmp_path))
    one = Serving(tmp_path)
    try:
        one.start()
        yield one
    finally:
        one.stop()


@pytest.fixture
async def join() -> AsyncIterator[Join]:
    """A browser in the open room of a process, with what one `before` held; all leave at the end."""
    browsers: list[Browser] = []

    async def one(serving: Serving, before: Browser | None = None, **hello: object) -> Browser:
        browser = await over_socket(serving.url, "OPEN")
        browsers.append(browser)
        if before is not None:
            browser.remember(before)
        return await browser.hello(**hello)

    yield one
    for browser in browsers:
        if browser.closed is None:
            await browser.leave()


@pytest.fixture
async def record(postgres_server: PostgresServer, tmp_path: Path) -> str:
    """The address of a PostgreSQL database with rooms in it."""
    address = postgres_server.database()
    await seeded(database_url(address, tmp_path))
    return address


@pytest.fixture
def redis(redis_server: RedisServer) -> Iterator[RedisServer]:
    """Running again afterwards, whatever was done to it."""
    yield redis_server
    redis_server.revive()


@pytest.fixture
def two(record: str, redis: RedisServer, tmp_path: Path) -> Iterator[tuple[Serving, Serving]]:
    """Two processes, as on two machines, on one PostgreSQL and one Redis."""
    given = {"DATABASE_URL": record, "REDIS_URL": redis.url, "SECRET_KEY": SECRET}
    one, other = Serving(tmp_path / "one", **given), Serving(tmp_path / "other", **given)
    try:
        for serving in (one, other):
            serving.launch()
        for serving in (one, other):
            serving.wait()
        yield one, other
    finally:
        one.stop()
        other.stop()
