"""Rooms that nobody needs leave memory; whoever comes, at whatever moment, finds a room that lives."""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest

from server.live.tuning import Tuning
from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.connection.test_longpoll import Poller
from tests.live.lines import PATIENCE_S
from tests.live.polls import opened
from tests.live.rooms.test_commits import from_the_future

IDLE = timedelta(seconds=Tuning().idle_s)
NEAR = timedelta(seconds=Tuning().boundary_s)
MOMENT = timedelta(seconds=1)
ENDS = datetime(2020, 12, 16, 9, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = ENDS + timedelta(hours=3)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def process(start: Start, clock: Clock) -> Process:
    return await start(now=clock)


async def leave(process: Process, *browsers: Browser) -> None:
    """Returns when the room has noticed."""
    before = process.suara.rooms.browsers
    for browser in browsers:
        await browser.leave()
    async with asyncio.timeout(PATIENCE_S):
        while process.suara.rooms.browsers != before - len(browsers):  # noqa: ASYNC110 - nothing tells when
            await asyncio.sleep(0)


async def let_go(process: Process, clock: Clock, after: timedelta = IDLE) -> int:
    """The number of rooms still in memory when so much time has passed."""
    clock.now += after
    await process.suara.rooms.release_idle()
    return process.suara.rooms.served


async def test_a_room_is_let_go_ten_minutes_after_the_last_browser_and_is_the_same_when_loaded_anew(
    process: Process, clock: Clock
) -> None:
    asker = await process.join()
    question = (await asker.ok("question.ask", text="Still here?"))["id"]
    assert await let_go(process, clock, timedelta(days=1)) == 1
    await leave(process, asker)
    assert await let_go(process, clock, IDLE - MOMENT) == 1
    assert await let_go(process, clock, MOMENT) == 0
    again = await process.back(asker, since=asker.at)
    assert question in again.items
    assert await again.ok("question.vote", id=question, on=True) == {"votes": 1}


async def test_whoever_polls_now_and_then_keeps_it(process: Process, clock: Clock) -> None:
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as web:
        poller = Poller(web, "OPEN")
        await poller.hello()
        for _ in range(3):
            assert await let_go(process, clock, IDLE - MOMENT) == 1
            await poller.say({"do": "ping", "ref": 2})
    assert await let_go(process, clock) == 0


async def test_a_poll_that_closes_by_itself_keeps_it(process: Process, clock: Clock) -> None:
    moderator = await process.join("moderator")
    poll = await opened(moderator, "choice", limit_s=3600)
    await leave(process, moderator)
    assert await let_go(process, clock) == 1
    moderator = await process.join("moderator")
    await moderator.ok("poll.close", id=poll)
    await leave(process, moderator)
    assert await let_go(process, clock) == 0


@pytest.mark.parametrize(
    ("boundary", "clock_of_room"),
    [
        (timedelta(), None),
        (timedelta(hours=-1), None),
        (timedelta(hours=-3), {"opens_before_min": 120}),
        (timedelta(hours=2), {"closes_after_min": 120}),
    ],
    ids=["ends", "starts", "opens", "closes"],
)
async def test_a_boundary_of_the_talk_keeps_it_for_a_quarter_of_an_hour_before_and_after(
    process: Process, clock: Clock, boundary: timedelta, clock_of_room: dict[str, int] | None
) -> None:
    organiser = await process.join("organiser")
    await organiser.ok("room.describe", clock=clock_of_room)
    await leave(process, organiser)
    clock.now = ENDS + boundary - NEAR - IDLE
    await process.suara.rooms.enter(process.record())
    assert await let_go(process, clock) == 1
    assert await let_go(process, clock, 2 * NEAR) == 1
    assert await let_go(process, clock, IDLE - MOMENT) == 1
    assert await let_go(process, clock, MOMENT) == 0


async def test_what_others_commit_reaches_a_room_that_was_loaded_anew(start: Start, clock: Clock) -> None:
    one, other = await start(now=clock), await start(now=clock)
    elsewhere = await other.join("moderator")
    await leave(one, await one.join())
    assert await let_go(one, clock) == 0
    here = await one.join()
    await elsewhere.ok("announce", text="Welcome back")
    await here.until(lambda it: it.items["room"].get("announcement") == "Welcome back")


def announced(text: str, browser: Browser) -> bool:
    return browser.items["room"].get("announcement") == text


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.mark.tuning(heartbeat_s=3600.0)  # a heartbeat that catches up would keep the room
@pytest.mark.parametrize("loaded", [True, False])
async def test_who_joins_at_the_very_moment_is_in_a_room_that_lives(
    process: Process, clock: Clock, loaded: bool
) -> None:
    """The room is let go at each turn of the loop in which a join may be under way."""
    for late in range(60):
        await process.suara.rooms.enter(process.record())
        if not loaded:
            assert await let_go(process, clock) == 0
        joining = asyncio.create_task(process.join())
        await turns(late)
        await let_go(process, clock)
        browser, moderator = await joining, await process.join("moderator")
        await moderator.ok("announce", text=f"{late}")
        await browser.until(partial(announced, f"{late}"))
        await leave(process, moderator, browser)


async def test_who_comes_back_from_a_process_that_is_ahead_is_in_a_room_that_lives(
    start: Start, clock: Clock
) -> None:
    """As above, while the log is read up to where they stood."""
    alone: dict[str, Any] = {"now": clock, "linked": False, "tuning": Tuning(heartbeat_s=3600.0)}
    ahead, behind = await start(**alone), await start(**alone)
    moderator, visitor = await ahead.join("moderator"), await ahead.join()
    for late in range(40):
        await behind.suara.rooms.enter(behind.record())
        await moderator.ok("announce", text=f"{late}")
        await visitor.until(partial(announced, f"{late}"))
        joining = asyncio.create_task(behind.back(visitor, since=visitor.at))
        await turns(late)
        await let_go(behind, clock)
        browser, other = await joining, await behind.join("moderator")
        assert "full" not in browser.came("sync")[0]["sync"]
        await other.ok("announce", text=f"after {late}")
        await browser.until(partial(announced, f"after {late}"))
        await leave(behind, other, browser)


async def test_what_is_sent_at_the_very_moment_is_stored_and_answered(process: Process, clock: Clock) -> None:
    """By somebody who polls, and so is in the room only while a request is under way."""
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as web:
        poller = Poller(web, "OPEN")
        await poller.hello()
        for late in range(60):
            clock.now += IDLE
            asking = asyncio.create_task(poller.say({"do": "question.ask", "ref": 2, "text": f"{late}?"}))
            await turns(late)
            clock.now += IDLE
            await process.suara.rooms.release_idle()
            [reply] = await asking
            assert "ok" in reply, reply
            poller.at = None
    await (watcher := await process.join()).leave()
    assert {f"{late}?" for late in range(60)} <= watcher.questions.keys()


async def test_two_rooms_are_let_go_one_by_one_and_the_heartbeat_asks_for_the_others(
    process: Process, clock: Clock, tmp_path: Path
) -> None:
    stays = await process.join(code="WAIT")
    for code in ("OPEN", "SHUT"):
        await leave(process, await process.join(code=code))
    assert process.suara.rooms.served == 3
    assert await let_go(process, clock) == 1
    assert await stays.ok("ping") == {}


async def test_a_room_that_can_not_be_read_is_let_go_as_well(process: Process, clock: Clock) -> None:
    visitor = await process.join()
    await visitor.ok("question.ask", text="Read by a later release?")
    await from_the_future(process)
    assert await visitor.close_code() == 1012
    assert await let_go(process, clock, IDLE - MOMENT) == 1
    assert await (await process.connect()).no("hello") == "reload"
    assert await let_go(process, clock, MOMENT) == 0


async def test_a_wall_clock_that_is_set_lets_no_room_go_and_keeps_none(start: Start, clock: Clock) -> None:
    steady = Clock()
    process = await start(now=clock, steady_s=lambda: steady.now.timestamp())
    await leave(process, await process.join())
    assert await let_go(process, clock, timedelta(days=1)) == 1
    clock.now -= timedelta(days=2)
    assert await let_go(process, steady, IDLE) == 0
