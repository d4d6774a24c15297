"""A room with a long log compared with a new one: time to load it, by log or snapshot, and cost of votes."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from server.domain.model.events import VotesCast
from server.store import Room, Store, database_url
from server.store import Row as LogRow
from server.wire import write_event
from tests.load import machine, record, rooms
from tests.load.bench import Bench
from tests.load.metrics import Row
from tests.load.pool import ClientPool
from tests.load.votes import VoteTracker, closed_loop, verify_log, verify_screens

NEW = 30  # questions of the new room
IN_ONE_EVENT = 50
IN_ONE_APPEND = 1000


async def run(bench: Bench) -> None:
    questions = bench.pick(smoke=30, quick=200, full=500)
    people = bench.pick(smoke=20, quick=250, full=1000)  # each votes for every question
    voters = bench.browsers(smoke=20, quick=100, full=200)
    each = bench.pick(smoke=2, quick=30, full=60)
    async with bench.suara(rooms.plan("SHORT", NEW), rooms.plan("LONG", questions)) as suara:
        suara.end()
        await _write_history(suara.folder, people)
        for by, codes in (("log", ("SHORT", "LONG")), ("snapshot", ("LONG",))):
            with bench.on_core(0):
                suara.start()
            trackers = {}
            async with ClientPool() as pool:
                for code in codes:
                    row, trackers[code] = await _room(bench, pool, suara.port, suara.pid, code, voters, each)
                    row["events"] = record.length(suara.folder, code)
                    bench.rows.append({"room": code, "by": by, **row})
                if bench.scale != "smoke":  # its log is too short for one
                    bench.require(await _has_snapshot(suara.folder), "no snapshot was taken")
            suara.end()
            for code, votes in trackers.items():
                verify_log(bench, votes, suara.folder, code)


async def _has_snapshot(folder: Path) -> bool:
    """Waits for a snapshot, which is due within a heartbeat or two."""
    async with _store(folder) as (store, room):
        for _ in range(100):
            if await store.snapshot(room.id) is not None:
                return True
            await asyncio.sleep(0.1)
    return False


async def _room(
    bench: Bench, pool: ClientPool, port: int, pid: int, code: str, voters: int, each: int
) -> tuple[Row, VoteTracker]:
    before_kb, began_s = machine.rss_kb(pid), time.monotonic()
    (first,) = await pool.open([rooms.attendee(port, code)])
    loaded_s = time.monotonic() - began_s
    before = pool.room_screen(first).votes()
    row: Row = {
        "questions": len(before),
        "votes_before": sum(before.values()),
        "loaded_in_s": round(loaded_s, 2),
        "rss_grown_mb": (machine.rss_kb(pid) - before_kb) // 1024,
    }
    clients = await pool.open([rooms.attendee(port, code)] * voters)
    votes = VoteTracker(pool, before)
    row |= await closed_loop(pool, votes, clients, each, pid)
    row["delivered"] = await verify_screens(bench, pool, votes, clients, rooms.attendee(port, code))
    return row, votes


@asynccontextmanager
async def _store(folder: Path) -> AsyncIterator[tuple[Store, Room]]:
    """The store, and its record of the room with the long log."""
    store = await Store.open(database_url("", folder))
    try:
        [programme] = await store.programmes()
        yield store, next(room for room in programme.rooms if room.code == "LONG")
    finally:
        await store.close()


async def _write_history(folder: Path, people: int) -> None:
    """Writes all votes into the log as if they had been cast a few at a time."""
    async with _store(folder) as (store, room):
        questions = [*record.votes(folder, "LONG")]
        events = list(_votes_cast(questions, people))
        for start in range(0, len(events), IN_ONE_APPEND):
            after = (await store.heads([room.id])).rooms[room.id].named
            rows = [
                LogRow(after.version + 1 + i, *write_event(event), datetime.now(UTC))
                for i, event in enumerate(events[start : start + IN_ONE_APPEND])
            ]
            assert await store.append(room.id, after, rows, f"past {start}")


def _votes_cast(questions: list[str], people: int) -> Iterator[VotesCast]:
    votes = [(f"past-{person}", question, True) for person in range(people) for question in questions]
    for start in range(0, len(votes), IN_ONE_EVENT):
        yield VotesCast(votes=tuple(votes[start : start + IN_ONE_EVENT]))
