"""Processes killed and networks cut in the middle of ballots: every acknowledged one counts, exactly once."""

import asyncio
import signal
from functools import partial

from tests.faults.answering import Answering, counted, until_all_agree
from tests.faults.conftest import Database, Join, moderators_key
from tests.faults.folders import events, link_key
from tests.live.browser import Browser
from tests.live.polls import opened
from tests.processes import Serving
from tests.servers import RedisServer

ENDLESS = {"show": "always", "floor": 0, "ceiling": 10**6, "unit": ""}


async def test_killed_in_the_middle_of_ballots_each_acknowledged_one_is_there_once_after_a_start(
    serving: Serving, join: Join, room: str
) -> None:
    moderator = await join(serving, key=link_key(serving.folder, "moderator", room))
    people = [await join(serving) for _ in range(8)]
    poll = await opened(moderator, "estimate", *people, **ENDLESS)
    answering = Answering(people, poll)
    await answering.until_each_reached(12)
    serving.end(signal.SIGKILL)
    await answering.over()

    serving.start()
    again = [await join(serving, token=each.token) for each in people]
    came_on = [await came_back(join, serving, each) for each in people]
    rows = [row["data"] for row in events(serving.folder, room) if row["type"] == "BallotsCast"]
    await until_all_agree(poll, counted(rows, poll), *again, *came_on)
    assert len(counted(rows, poll)) == len(people)
    for before, fresh, since in zip(people, again, came_on, strict=True):
        acknowledged = answering.acknowledged[before.ok_of_hello["person"]]
        kept = fresh.mine["ballots"][poll]
        assert kept in (acknowledged, acknowledged + 1), "the last may have been stored and not yet told"
        assert (since.items, since.mine) == (fresh.items, fresh.mine)
    await again[0].ok("poll.answer", id=poll, answer=10**6)


async def came_back(join: Join, serving: Serving, before: Browser) -> Browser:
    """With all that it held, from where it stood."""
    again: Browser = await join(serving, before, token=before.token, since=before.at)
    return again


Two = tuple[Serving, Serving]


def rows_of(database: Database, room: str) -> list[str]:
    rows = database.rows(
        "SELECT data FROM event JOIN room ON room.id = room"
        " WHERE code = %s AND type = 'BallotsCast' ORDER BY event.version",
        room,
    )
    return [str(data) for (data,) in rows]


def knows(browser: Browser, ballots: dict[str, int]) -> bool:
    return bool(browser.mine["ballots"] == ballots)


async def test_ballots_from_two_processes_at_once_come_to_one_exact_tally_on_both(
    two: Two, join: Join, room: str, database: Database, redis: RedisServer
) -> None:
    """Of people who are on both, too; and while Redis goes away in the middle of it."""
    one, other = two
    moderator = await join(one, key=moderators_key(database, room))
    here = [await join(one) for _ in range(6)]
    twins = [await join(other, token=each.token) for each in here[:3]]
    there = [*twins, *[await join(other) for _ in range(3)]]
    everybody = [moderator, *here, *there]
    poll = await opened(moderator, "estimate", *everybody, **ENDLESS)

    async def in_turn(browser: Browser, first: int) -> None:
        for number in range(first, first + 15):
            await browser.ok("poll.answer", id=poll, answer=number)

    rounds = [in_turn(each, 100 * n) for n, each in enumerate((*here, *there))]
    halves = asyncio.gather(*rounds)
    redis.kill()
    await halves
    redis.start()
    ballots = counted(rows_of(database, room), poll)
    assert len(ballots) == 9, "one of each person, wherever they are"
    await until_all_agree(poll, ballots, *everybody)
    for tab, twin in zip(here[:3], twins, strict=True):
        mine = (await join(one, token=tab.token)).mine["ballots"]
        for each in (tab, twin):
            await each.until(partial(knows, ballots=mine))


async def test_what_a_killed_process_acknowledged_the_other_counts_once(
    two: Two, join: Join, room: str, database: Database
) -> None:
    one, other = two
    moderator = await join(other, key=moderators_key(database, room))
    people = [await join(one) for _ in range(5)]
    poll = await opened(moderator, "estimate", *people, **ENDLESS)
    answering = Answering(people, poll)
    await answering.until_each_reached(10)
    one.end(signal.SIGKILL)
    await answering.over()
    moved = [await came_back(join, other, each) for each in people]
    ballots = counted(rows_of(database, room), poll)
    await until_all_agree(poll, ballots, moderator, *moved)
    for before, now in zip(people, moved, strict=True):
        acknowledged = answering.acknowledged[before.ok_of_hello["person"]]
        assert now.mine["ballots"][poll] in (acknowledged, acknowledged + 1)
    assert len(ballots) == len(people)
