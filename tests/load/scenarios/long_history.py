"""A room with a long past beside a new one: how soon it is there, by log or snapshot, and what votes cost."""

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
from tests.load import machine, ours, record
from tests.load.bench import Bench
from tests.load.client import Crowd
from tests.load.measuring import Row
from tests.load.voting import Votes, closed_loop, must_be_recorded, settle

NEW = 30  # questions of the room with no past
IN_ONE_EVENT = 50
IN_ONE_TURN = 1000


async def run(bench: Bench) -> None:
    questions = bench.pick(smoke=30, quick=200, full=500)
    people = bench.pick(smoke=20, quick=250, full=1000)  # every one of whom votes for every question
    voters = bench.browsers(smoke=20, quick=100, full=200)
    each = bench.pick(smoke=2, quick=30, full=60)
    async with bench.suara(ours.talk("NEW", NEW), ours.talk("LONG", questions)) as suara:
        suara.end()
        await _live_through(suara.folder, people)
        for by, codes in (("log", ("NEW", "LONG")), ("snapshot", ("LONG",))):
            with bench.on_core(0):
                suara.start()
            cast = {}
            async with Crowd() as crowd:
                for code in codes:
                    row, cast[code] = await _room(bench, crowd, suara.port, suara.pid, code, voters, each)
                    row["events"] = record.length(suara.folder, code)
                    bench.rows.append({"room": code, "by": by, **row})
                if bench.scale != "smoke":  # whose past is too short for one
                    bench.must(await _has_snapshot(suara.folder), "no snapshot was taken")
            suara.end()
            for code, votes in cast.items():
                must_be_recorded(bench, votes, suara.folder, code)


async def _has_snapshot(folder: Path) -> bool:
    """What is due is taken within a heartbeat or two."""
    async with _store(folder) as (store, room):
        for _ in range(100):
            if await store.snapshot(room.id) is not None:
                return True
            await asyncio.sleep(0.1)
    return False


async def _room(
    bench: Bench, crowd: Crowd, port: int, pid: int, code: str, voters: int, each: int
) -> tuple[Row, Votes]:
    before_kb, began_s = machine.rss_kb(pid), time.monotonic()
    (first,) = await crowd.open([ours.way(port, code)])
    there_s = time.monotonic() - began_s
    held = crowd.held(first).votes()
    row: Row = {
        "questions": len(held),
        "votes_before": sum(held.values()),
        "there_in_s": round(there_s, 2),
        "rss_grown_mb": (machine.rss_kb(pid) - before_kb) // 1024,
    }
    lines = await crowd.open([ours.way(port, code)] * voters)
    votes = Votes(crowd, held)
    row |= await closed_loop(crowd, votes, lines, each, pid)
    row["reach"] = await settle(bench, crowd, votes, lines, ours.way(port, code))
    return row, votes


@asynccontextmanager
async def _store(folder: Path) -> AsyncIterator[tuple[Store, Room]]:
    """With what the store knows of the room that has a past."""
    store = await Store.open(database_url("", folder))
    try:
        programme = await store.programme()
        yield store, next(room for room in programme.rooms if room.code == "LONG")
    finally:
        await store.close()


async def _live_through(folder: Path, people: int) -> None:
    """All those votes, as if they had been cast a few at a time."""
    async with _store(folder) as (store, room):
        questions = [*record.votes(folder, "LONG")]
        events = list(_past(questions, people))
        for start in range(0, len(events), IN_ONE_TURN):
            async with store.turn(room.id, 0) as turn:
                rows = [
                    LogRow(turn.version + 1 + i, *write_event(event), datetime.now(UTC))
                    for i, event in enumerate(events[start : start + IN_ONE_TURN])
                ]
                await turn.append(rows, batch=f"past {start}", state=room.state)


def _past(questions: list[str], people: int) -> Iterator[VotesCast]:
    votes = [(f"past-{person}", question, True) for person in range(people) for question in questions]
    for start in range(0, len(votes), IN_ONE_EVENT):
        yield VotesCast(votes=tuple(votes[start : start + IN_ONE_EVENT]))
