"""Everybody casts something at a steady pace, and everybody watches: what the storms have in common."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from tests.load import machine, ours, record
from tests.load.bench import Bench
from tests.load.casting import Cast
from tests.load.client import Crowd
from tests.load.line import Line
from tests.load.measuring import Meter, Row, latency, percentile_ms, ratio
from tests.load.voting import Votes, must_be_recorded, settle
from tests.processes import Serving

QUESTIONS = 30
TICK_S = 0.01
TIMED = 1500  # about so many are timed, on every watched screen
Nth = Callable[[int], None]  # casts it
Prepare = Callable[[Serving, Crowd, list[Line]], Awaitable[tuple[Cast, Nth]]]


async def votes(bench: Bench, browsers: int, votes_in_all: int, over_s: float) -> None:
    """Everybody votes for one question after the other."""

    async def prepare(suara: Serving, crowd: Crowd, lines: list[Line]) -> tuple[Cast, Nth]:
        before = crowd.held(lines[0]).votes()
        cast, questions = Votes(crowd, before, timed_every=timed_every(votes_in_all)), sorted(before)

        def nth(n: int) -> None:
            which, line = divmod(n, len(lines))
            # From a different one each, so that all thirty move all the time.
            cast.cast(lines[line], questions[(line + which) % QUESTIONS])

        return cast, nth

    talk = ours.talk("LOAD", QUESTIONS)
    await storm(bench, talk, prepare, what="votes", many=votes_in_all, browsers=browsers, over_s=over_s)


def timed_every(many: int) -> int:
    return max(1, many // TIMED)


async def storm(
    bench: Bench,
    talk: dict[str, Any],
    prepare: Prepare,
    *,
    what: str,
    many: int,
    browsers: int,
    over_s: float,
) -> Cast:
    """Leaves a row, and returns what was cast for whatever else there is to say in it."""
    row: Row = {"browsers": browsers, what: many}
    async with bench.suara(talk) as suara:
        async with Crowd() as crowd:
            lines = await crowd.open([ours.way(suara.port)] * browsers)
            bench.watch_some(lines)
            cast, nth = await prepare(suara, crowd, lines)
            for line in lines:
                line.on_reply = cast.answered
            events = record.length(suara.folder)
            tally, meter = crowd.count_afresh(), Meter(suara.pid)
            await _steadily(cast, nth, many, over_s)
            cast_s = meter.lap().seconds
            await crowd.until(lambda: cast.acknowledged >= cast.sent, 60.0)
            lap = meter.lap()
            reach = await settle(bench, crowd, cast, lines, ours.way(suara.port))
            row |= {
                "in_s": round(cast_s, 2),
                "all_answered_s": round(lap.seconds, 2),
                "reach": reach,
                "ack_p50_ms": percentile_ms(cast.ack_us, 0.5),
                "ack_p99_ms": percentile_ms(cast.ack_us, 0.99),
                **{f"screen_{name}": value for name, value in latency(cast.shown_us).items()},
                "syncs_each": ratio(tally.syncs, browsers),
                "cpu_us_each": ratio(meter.lap().cpu_us, many, 0),  # with all that was told of it
                "server_busy": ratio(lap.cpu_us, lap.seconds * 1e6),
                "load_busy": lap.load_busy,
                "rss_mb": machine.rss_kb(suara.pid) // 1024,
            }
        suara.end()
        row["events"] = record.length(suara.folder) - events
        bench.rows.append(row)
        must_be_recorded(bench, cast, suara.folder)
    return cast


async def _steadily(cast: Cast, nth: Nth, many: int, over_s: float) -> None:
    started_s = time.monotonic()
    while cast.sent < many:
        due = min(many, int((time.monotonic() - started_s) / over_s * many) + 1)
        while cast.sent < due:
            nth(cast.sent)
        await asyncio.sleep(TICK_S)
