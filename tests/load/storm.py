"""Everybody sends commands at a steady pace, and everybody watches."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from tests.load import machine, record, rooms
from tests.load.bench import Bench
from tests.load.client import Client
from tests.load.metrics import Meter, Row, latency, percentile_ms, ratio
from tests.load.pool import ClientPool
from tests.load.release import Plan
from tests.load.tracker import CommandTracker
from tests.load.votes import VoteTracker, verify_log, verify_screens
from tests.processes import Serving

QUESTIONS = 30
TICK_S = 0.01
TIMED = 1500  # commands that are timed on every sampled screen, about
SendNth = Callable[[int], None]
Prepare = Callable[[Serving, ClientPool, list[Client]], Awaitable[tuple[CommandTracker, SendNth]]]


async def votes(bench: Bench, browsers: int, votes_in_all: int, over_s: float) -> None:
    """Everybody votes for one question after the other."""

    async def prepare(
        suara: Serving, pool: ClientPool, clients: list[Client]
    ) -> tuple[CommandTracker, SendNth]:
        before = pool.room_screen(clients[0]).votes()
        tracker, questions = VoteTracker(pool, before, timed_every=timed_every(votes_in_all)), sorted(before)

        def send_nth(n: int) -> None:
            which, client = divmod(n, len(clients))
            # Each begins with another question, so that all thirty move all the time.
            tracker.send(clients[client], questions[(client + which) % QUESTIONS])

        return tracker, send_nth

    plan = rooms.plan("LOAD", QUESTIONS)
    await storm(bench, plan, prepare, what="votes", many=votes_in_all, browsers=browsers, over_s=over_s)


def timed_every(many: int) -> int:
    return max(1, many // TIMED)


async def storm(
    bench: Bench, plan: Plan, prepare: Prepare, *, what: str, many: int, browsers: int, over_s: float
) -> CommandTracker:
    """Leaves a row. `many` commands are sent within `over_s` seconds; `what` is their column's name."""
    row: Row = {"browsers": browsers, what: many}
    async with bench.suara(plan) as suara:
        async with ClientPool() as pool:
            clients = await pool.open([rooms.attendee(suara.port)] * browsers)
            bench.sample(clients)
            tracker, send_nth = await prepare(suara, pool, clients)
            for client in clients:
                client.on_reply = tracker.on_reply
            events = record.length(suara.folder)
            tally, meter = pool.reset_tally(), Meter(suara.pid)
            await _send_steadily(tracker, send_nth, many, over_s)
            sent_s = meter.lap().seconds
            await pool.until(lambda: tracker.acknowledged >= tracker.sent, 60.0)
            lap = meter.lap()
            delivered = await verify_screens(bench, pool, tracker, clients, rooms.attendee(suara.port))
            row |= {
                "in_s": round(sent_s, 2),
                "all_answered_s": round(lap.seconds, 2),
                "delivered": delivered,
                "ack_p50_ms": percentile_ms(tracker.ack_us, 0.5),
                "ack_p99_ms": percentile_ms(tracker.ack_us, 0.99),
                **{f"screen_{name}": value for name, value in latency(tracker.shown_us).items()},
                "syncs_each": ratio(tally.syncs, browsers),
                "cpu_us_each": ratio(meter.lap().cpu_us, many, 0),  # with all deliveries
                "server_busy": ratio(lap.cpu_us, lap.seconds * 1e6),
                "load_busy": lap.load_busy,
                "rss_mb": machine.rss_kb(suara.pid) // 1024,
            }
        suara.end()
        row["events"] = record.length(suara.folder) - events
        bench.rows.append(row)
        verify_log(bench, tracker, suara.folder)
    return tracker


async def _send_steadily(tracker: CommandTracker, send_nth: SendNth, many: int, over_s: float) -> None:
    started_s = time.monotonic()
    while tracker.sent < many:
        due = min(many, int((time.monotonic() - started_s) / over_s * many) + 1)
        while tracker.sent < due:
            send_nth(tracker.sent)
        await asyncio.sleep(TICK_S)
