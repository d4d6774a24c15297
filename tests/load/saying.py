"""Updates: one after the other, each delivered alone; or many at once."""

import asyncio
import json
import time
from collections.abc import Callable

from tests.load.client import Crowd
from tests.load.line import Line
from tests.load.screens import stamp

ALL_HERE_S = 60.0  # for one update to reach everybody
APART_S = 0.06  # more than the least interval between a room's ticks, so that it is quiet
Say = Callable[[], None]


def asking(asker: Line, size: int = 0) -> Say:
    """A question that says when it was asked. Every one has its own ref, which nothing remembers."""
    ref = 100

    def say() -> None:
        nonlocal ref
        ref += 1
        text = stamp(time.monotonic_ns(), size)
        asker.send(json.dumps({"do": "question.ask", "ref": ref, "text": text}))

    return say


async def one_by_one(crowd: Crowd, say: Say, updates: int, hearers: int, *, budget_s: float = 60.0) -> int:
    """Says the next when everybody has the last, and the room has been quiet for as long as that took.

    Stops early when the budget is spent, or one did not get through. Returns how many were said.
    """
    tally, started_s = crowd.tally, time.monotonic()
    before = tally.stamps
    for said in range(1, updates + 1):
        began_s = time.monotonic()
        say()
        expected = before + said * hearers
        if not await crowd.until(lambda: tally.stamps >= expected, ALL_HERE_S):  # noqa: B023 - awaited here
            return said
        now_s = time.monotonic()
        if now_s - started_s > budget_s:
            return said
        await asyncio.sleep(max(APART_S, now_s - began_s))
    return updates


async def all_at_once(crowd: Crowd, say: Say, updates: int, hearers: int) -> None:
    tally, expected = crowd.tally, crowd.tally.stamps + updates * hearers
    for _ in range(updates):
        say()
    await crowd.until(lambda: tally.stamps >= expected, ALL_HERE_S)
