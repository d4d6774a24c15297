"""Processes of the live side on this test's loop, on one SQLite file, and pretend browsers before them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from server.bus import Exchange, MemoryBus
from server.conference.creation import create_conference
from server.conference.plans import ConferencePlan
from server.domain.model.limits import Limits
from server.live.transport.keepalive import PingWheel
from server.live.tuning import Tuning
from server.run.app import Suara, running
from server.run.serving import Server, configured, listen
from server.run.settings import read
from server.store import Link, Row
from server.store import Room as RoomRecord
from tests.live.browser import Browser, over_asgi, over_socket
from tests.live.lines import AsgiLine
from tests.servers import free_port

HOUR = {"starts_at": "2020-12-16T08:00:00Z", "ends_at": "2020-12-16T09:00:00Z"}
AT_ONCE = {"premoderated": False}


def _plan(slug: str, *talks: dict[str, Any]) -> ConferencePlan:
    gathering = {"slug": slug, "title": "Urban Data"}
    return ConferencePlan.model_validate(
        {"conference": gathering, "rooms": [{**HOUR, **talk} for talk in talks]}
    )


PLANS = (
    _plan(
        "here",
        {"code": "OPEN", "title": "Everything shows at once", "state": "open", "settings": AT_ONCE},
        {"code": "WAIT", "title": "Moderators read first", "state": "open"},
        {"code": "SHUT", "title": "Over", "state": "closed"},
    ),
    _plan("elsewhere", {"code": "ELSE", "title": "Another conference", "state": "open", "settings": AT_ONCE}),
)


class Process:
    """One process, and what connects to it: over ASGI, or over a socket if it has an address."""

    def __init__(self, suara: Suara, url: str | None) -> None:
        self.suara = suara
        self.url = url
        self.browsers: list[Browser] = []

    def record(self, code: str = "OPEN") -> RoomRecord:
        record = self.suara.directory.room(code)
        assert record is not None
        return record

    def link(self, role: str, code: str = "OPEN") -> Link:
        record = self.record(code)
        links = self.suara.directory.links.values()
        of_conference = [each for each in links if each.conference == record.conference and not each.revoked]
        return next(each for each in of_conference if each.role == role and each.room in (record.id, None))

    def key(self, role: str, code: str = "OPEN") -> str:
        return self.suara.keyring.link_key(self.link(role, code).id)

    async def log(self, code: str = "OPEN") -> list[Row]:
        return await self.suara.store.read(self.record(code).id, 0)

    async def connect(self, code: str = "OPEN", **given: Any) -> Browser:
        """Connected, and nothing said yet."""
        if self.url is None:
            browser = await over_asgi(self.suara.asgi, code, **given)
        else:
            browser = await over_socket(self.url, code, **given)
        self.browsers.append(browser)
        return browser

    async def join(self, role: str = "attendee", code: str = "OPEN", **hello: object) -> Browser:
        """Welcomed, with the role's link, and synced."""
        key = {} if role == "attendee" else {"key": self.key(role, code)}
        return await (await self.connect(code)).hello(**key, **hello)

    async def back(self, browser: Browser, code: str = "OPEN", **hello: object) -> Browser:
        """The same person again: in one more tab, or with `since` from where that browser stood."""
        again = await self.connect(code)
        if "since" in hello:
            again.remember(browser)
        return await again.hello(token=browser.token, **hello)

    async def leave(self) -> None:
        for browser in self.browsers:
            if browser.closed is None:
                await browser.leave()


Start = Callable[..., Awaitable[Process]]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _seconds(now: Callable[[], datetime]) -> float:
    return now().timestamp()


@asynccontextmanager
async def starting(folder: Path) -> AsyncIterator[Start]:
    """Starts processes on one SQLite file and ends them all; `plans` are the conferences in it.

    Processes over a socket send pings by the `wheel`, if there is one.
    """
    exchange = Exchange()
    processes: list[Process] = []
    async with AsyncExitStack() as stack:

        async def one(
            *,
            socket: bool = False,
            linked: bool = True,
            rate_limit: bool = False,
            limits: Limits | None = None,
            tuning: Tuning | None = None,
            now: Callable[[], datetime] | None = None,
            clock: Callable[[], float] = monotonic,
            steady_s: Callable[[], float] | None = None,
            wheel: PingWheel | None = None,
            plans: Sequence[ConferencePlan] = PLANS,
            **given: Any,
        ) -> Process:
            if steady_s is None:  # a test that moves the time lets it pass on all clocks
                steady_s = monotonic if now is None else partial(_seconds, now)
            now = now or _utc_now
            alone = {"data": folder, "database_url": "", "redis_url": "", "port": free_port()}
            settings = read(**alone, rate_limit=rate_limit, **given)
            bus = MemoryBus(exchange if linked else None)
            suara = await stack.enter_async_context(
                running(
                    settings, bus=bus, limits=limits, tuning=tuning, now=now, clock=clock, steady_s=steady_s
                )
            )
            if not processes:
                for plan in plans:
                    await create_conference(suara.store, plan, now())
                await suara.directory.load()
            url = await stack.enter_async_context(serving(suara, wheel)) if socket else None
            processes.append(Process(suara, url))
            stack.push_async_callback(processes[-1].leave)
            return processes[-1]

        yield one


def marked_tuning(request: pytest.FixtureRequest) -> Tuning:
    """As the marks `tuning` of a test and its module have it. A heart beats fast if they do not say how."""
    fields: dict[str, Any] = {"heartbeat_s": 0.05}
    for mark in reversed([*request.node.iter_markers("tuning")]):  # the test's own last
        fields |= mark.kwargs
    return Tuning(**fields)


@pytest.fixture
async def start(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Start]:
    """Starts one more process on the same record, linked to the others."""
    async with starting(tmp_path) as one:
        yield partial(one, tuning=marked_tuning(request))


@pytest.fixture(scope="module")
async def shared_process(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Process]:
    """One for many tests, where each leaves it as it was."""
    async with starting(tmp_path_factory.mktemp("shared")) as one:
        yield await one()


@pytest.fixture
async def process(start: Start) -> Process:
    return await start()


@pytest.fixture(params=["asgi", "socket"])
async def either(request: pytest.FixtureRequest, start: Start) -> Process:
    """Over plain ASGI, and over uvicorn with our own protocol."""
    return await start(socket=request.param == "socket")


@asynccontextmanager
async def serving(suara: Suara, wheel: PingWheel | None = None) -> AsyncIterator[str]:
    """uvicorn on this loop, until the block ends; then it drains as after a signal."""
    up = asyncio.Event()
    server = Server(configured(suara, wheel), suara.rooms, up.set)
    task = asyncio.create_task(server._serve([listen(suara.settings, shared=False)]), name="uvicorn")
    async with asyncio.timeout(10):
        await up.wait()
    yield f"http://127.0.0.1:{suara.settings.port}"
    server.should_exit = True
    async with asyncio.timeout(15):
        await task


def direct(browser: Browser) -> AsgiLine:
    """The line of a browser over ASGI, for messages that no page sends."""
    assert isinstance(browser.line, AsgiLine)
    return browser.line
