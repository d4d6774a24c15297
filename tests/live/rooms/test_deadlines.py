"""Timed polls close by the server's clock, whoever is there and whatever happened to a process."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from server.store import StoreUnavailable
from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.lines import PATIENCE_S
from tests.live.polls import opened
from tests.live.rooms.test_snapshots import EAGER, taken

BEGAN = datetime(2020, 12, 16, 8, tzinfo=UTC)


class Clock:
    """Ours: it stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def look(*processes: Process, code: str = "OPEN") -> None:
    """As when a timer goes off: nothing else tells a process that our clock has moved."""
    for process in processes:
        process.suara.rooms._rooms[process.record(code).id].deadlines._wait()


async def closed(poll: str, *browsers: Browser) -> None:
    for browser in browsers:
        await browser.until(lambda it: it.items[poll]["state"] == "closed")


async def closings(process: Process) -> list[tuple[str, str | None]]:
    return [
        (json.loads(row.data)["id"], row.person) for row in await process.log() if row.type == "PollClosed"
    ]


async def test_it_takes_answers_until_two_seconds_after_its_time_and_then_closes_by_itself(
    start: Start, clock: Clock
) -> None:
    process = await start(now=clock)
    moderator, person = await process.join("moderator"), await process.join()
    poll = await opened(moderator, "choice", person, limit_s=20, show="closed")
    assert person.items[poll]["closes_at"] == "2020-12-16T08:00:20Z"
    clock.forward(21.999)
    look(process)
    await person.ok("poll.answer", id=poll, answer="o1")
    assert await closings(process) == []
    clock.forward(0.001)
    assert await person.no("poll.answer", id=poll, answer="o2") == "closed"
    look(process)
    await closed(poll, moderator, person)
    assert person.results(poll) == {"o1": 1, "o2": 0, "o3": 0}
    assert await closings(process) == [(poll, None)], "signed by nobody"


async def test_of_two_the_one_that_ends_first_is_waited_for_and_opening_again_gives_all_the_time(
    start: Start, clock: Clock
) -> None:
    process = await start(now=clock)
    moderator = await process.join("moderator")
    long, short = [await opened(moderator, "choice", limit_s=limit_s) for limit_s in (60, 5)]
    clock.forward(7)
    look(process)
    await closed(short, moderator)
    assert moderator.items[long]["state"] == "open"
    await moderator.ok("poll.open", id=short)
    await moderator.until(lambda it: it.items[short].get("closes_at") == "2020-12-16T08:00:12Z")
    await moderator.ok("poll.close", id=short)
    clock.forward(60)
    look(process)
    await closed(long, moderator)
    assert await closings(process) == [(short, None), (short, (await moderators(process))[0]), (long, None)]


async def moderators(process: Process) -> list[str]:
    return [row.person for row in await process.log() if row.type == "PollCreated" and row.person]


async def test_two_processes_close_it_once(start: Start, clock: Clock) -> None:
    one, other = await start(now=clock), await start(now=clock)
    moderator, person = await one.join("moderator"), await other.join()
    poll = await opened(moderator, "choice", person, limit_s=20)
    clock.forward(22)
    look(one, other)
    await closed(poll, moderator, person)
    await moderator.ok("ping")
    assert await closings(one) == [(poll, None)]


@pytest.mark.parametrize(
    "folded",
    [False, pytest.param(True, marks=EAGER)],
    ids=["from the log", "from a snapshot of all of it"],
)
async def test_what_ended_while_no_process_ran_is_closed_when_the_first_comes_in(
    start: Start, clock: Clock, folded: bool
) -> None:
    before = await start(now=clock, linked=False)
    moderator = await before.join("moderator")
    poll = await opened(moderator, "choice", limit_s=20, show="closed")
    await moderator.ok("poll.answer", id=poll, answer="o3")
    if folded:
        await taken(before)
    await moderator.leave()
    clock.forward(3600)
    person = await (await start(now=clock, linked=False)).join()
    await closed(poll, person)
    assert person.results(poll) == {"o1": 0, "o2": 0, "o3": 1}
    assert await closings(before) == [(poll, None)]


async def test_a_closing_that_can_not_be_stored_is_tried_again(
    start: Start, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = await start(now=clock)
    moderator = await process.join("moderator")
    poll = await opened(moderator, "choice", limit_s=20)
    clock.forward(22)
    store = process.suara.store
    asked = asyncio.Event()
    append = store.append

    async def away(*given: object) -> bool:
        asked.set()
        raise StoreUnavailable("The database is away.")

    monkeypatch.setattr(store, "append", away)
    look(process)
    async with asyncio.timeout(PATIENCE_S):
        await asked.wait()
    monkeypatch.setattr(store, "append", append)
    await closed(poll, moderator)
