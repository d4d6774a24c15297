"""Updates that everybody receives: one after the other, or many at once."""

import asyncio
import json
import time
from collections.abc import Callable

from tests.load.client import Client
from tests.load.pool import ClientPool
from tests.load.screens import stamp

DELIVERED_S = 60.0  # for one update to reach everybody
QUIET_S = 0.06  # more than the least interval between a room's ticks
SendUpdate = Callable[[], None]


def questions_from(asker: Client, size: int = 0) -> SendUpdate:
    """Asks a question whose text holds its time of sending. Each has a ref that the server does not store."""
    ref = 100

    def send() -> None:
        nonlocal ref
        ref += 1
        text = stamp(time.monotonic_ns(), size)
        asker.send(json.dumps({"do": "question.ask", "ref": ref, "text": text}))

    return send


async def send_one_by_one(
    pool: ClientPool, send: SendUpdate, updates: int, receivers: int, *, budget_s: float = 60.0
) -> int:
    """Sends the next update when all have the last and the room has been quiet for as long as that took.

    Stops early when the budget is spent or an update did not arrive. Returns the number of updates sent.
    """
    tally, started_s = pool.tally, time.monotonic()
    before = tally.stamps
    for sent in range(1, updates + 1):
        began_s = time.monotonic()
        send()
        expected = before + sent * receivers
        if not await pool.until(lambda: tally.stamps >= expected, DELIVERED_S):  # noqa: B023 - awaited here
            return sent
        now_s = time.monotonic()
        if now_s - started_s > budget_s:
            return sent
        await asyncio.sleep(max(QUIET_S, now_s - began_s))
    return updates


async def send_at_once(pool: ClientPool, send: SendUpdate, updates: int, receivers: int) -> None:
    """Returns when all updates have arrived, or after `DELIVERED_S`."""
    tally, expected = pool.tally, pool.tally.stamps + updates * receivers
    for _ in range(updates):
        send()
    await pool.until(lambda: tally.stamps >= expected, DELIVERED_S)
