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


@pytest.fixture
def steady() -> Clock:
    """The monotonic clock, which nobody sets."""
    return Clock()


async def start_on(start: Start, wall: Clock, steady: Clock, **given: bool) -> Process:
    return await start(now=wall, steady_s=lambda: steady.now.timestamp(), **given)


@pytest.mark.parametrize("step_s", [3600, -3600])
async def test_a_clock_that_is_set_while_a_poll_is_open_does_not_move_its_end(
    start: Start, clock: Clock, steady: Clock, step_s: float
) -> None:
    process = await start_on(start, clock, steady)
    moderator, person = await process.join("moderator"), await process.join()
    poll = await opened(moderator, "choice", person, limit_s=20)
    clock.forward(step_s)
    steady.forward(21.999)
    look(process)
    await person.ok("poll.answer", id=poll, answer="o1")
    assert await closings(process) == []
    steady.forward(0.001)
    assert await person.no("poll.answer", id=poll, answer="o2") == "closed"
    look(process)
    await closed(poll, moderator, person)


@pytest.mark.parametrize("step_s", [3600, -3600])
async def test_after_the_poll_the_clock_that_was_set_counts(
    start: Start, clock: Clock, steady: Clock, step_s: float
) -> None:
    process = await start_on(start, clock, steady)
    moderator = await process.join("moderator")
    poll = await opened(moderator, "choice", limit_s=20)
    clock.forward(step_s)
    await moderator.ok("poll.close", id=poll)
    again = await opened(moderator, "choice", limit_s=20)
    until = BEGAN + timedelta(seconds=step_s + 20)
    assert moderator.items[again]["closes_at"] == f"{until:%Y-%m-%dT%H:%M:%SZ}"
    steady.forward(21.999)
    await moderator.ok("poll.answer", id=again, answer="o1")


async def test_a_process_that_starts_after_the_clock_was_set_back_gives_no_more_than_the_limit(
    start: Start, clock: Clock, steady: Clock
) -> None:
    before = await start_on(start, clock, steady, linked=False)
    moderator = await before.join("moderator")
    poll = await opened(moderator, "choice", limit_s=20)
    await moderator.leave()
    clock.forward(-3600)
    process = await start_on(start, clock, steady, linked=False)
    person = await process.join()
    await person.ok("poll.answer", id=poll, answer="o1")
    steady.forward(22)
    assert await person.no("poll.answer", id=poll, answer="o2") == "closed"
    look(process)
    await closed(poll, person)


async def test_a_second_poll_does_not_set_the_clock_of_the_first(
    start: Start, clock: Clock, steady: Clock
) -> None:
    process = await start_on(start, clock, steady)
    moderator = await process.join("moderator")
    first = await opened(moderator, "choice", limit_s=60)
    clock.forward(-3600)
    steady.forward(30)
    second = await opened(moderator, "choice", limit_s=60)
    steady.forward(32)
    look(process)
    await closed(first, moderator)
    assert moderator.items[second]["state"] == "open"
    steady.forward(30)
    look(process)
    await closed(second, moderator)
