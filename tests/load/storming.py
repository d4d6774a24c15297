"""Votes at a steady pace, from everybody to everybody: what the two vote scenarios have in common."""

import asyncio
import time

from tests.load import machine, ours
from tests.load.bench import Bench
from tests.load.client import Crowd
from tests.load.line import Line
from tests.load.measuring import Meter, latency, percentile_ms, ratio
from tests.load.voting import Votes, must_be_recorded, settle

QUESTIONS = 30
TICK_S = 0.01
TIMED_VOTES = 1500  # about so many are timed, on every watched screen


async def storm(bench: Bench, browsers: int, votes_in_all: int, over_s: float) -> None:
    async with bench.suara(ours.talk("LOAD", QUESTIONS)) as suara:
        url = ours.sqlite(suara.folder)
        async with Crowd() as crowd:
            lines = await crowd.open([ours.way(suara.port)] * browsers)
            bench.watch_some(lines)
            votes = Votes(
                crowd, crowd.held(lines[0]).votes(), timed_every=max(1, votes_in_all // TIMED_VOTES)
            )
            for line in lines:
                line.on_reply = votes.answered
            events = await ours.events(url)
            tally, meter = crowd.count_afresh(), Meter(suara.pid)
            await _cast(crowd, votes, lines, votes_in_all, over_s)
            cast_s = meter.lap().seconds
            await crowd.until(lambda: votes.acknowledged >= votes.sent, 60.0)
            lap = meter.lap()
            reach = await settle(bench, crowd, votes, lines, ours.way(suara.port))
            bench.rows.append(
                {
                    "browsers": browsers,
                    "votes": votes.sent,
                    "in_s": round(cast_s, 2),
                    "all_answered_s": round(lap.seconds, 2),
                    "reach": reach,
                    "ack_p50_ms": percentile_ms(votes.ack_us, 0.5),
                    "ack_p99_ms": percentile_ms(votes.ack_us, 0.99),
                    **{f"screen_{name}": value for name, value in latency(votes.shown_us).items()},
                    "syncs_each": ratio(tally.syncs, browsers),
                    "server_busy": ratio(lap.cpu_us, lap.seconds * 1e6),
                    "load_busy": lap.load_busy,
                    "rss_mb": machine.rss_kb(suara.pid) // 1024,
                }
            )
        suara.end()
        bench.rows[-1]["events"] = await ours.events(url) - events
        await must_be_recorded(bench, votes, url)


async def _cast(crowd: Crowd, votes: Votes, lines: list[Line], many: int, over_s: float) -> None:
    """Evenly over the time; everybody votes for one question after the other."""
    questions = sorted(crowd.held(lines[0]).votes())
    started_s = time.monotonic()
    while votes.sent < many:
        due = min(many, int((time.monotonic() - started_s) / over_s * many) + 1)
        while votes.sent < due:
            which, line = divmod(votes.sent, len(lines))
            # From a different one each, so that all thirty move all the time.
            votes.cast(lines[line], questions[(line + which) % QUESTIONS])
        await asyncio.sleep(TICK_S)
