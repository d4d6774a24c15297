"""Everybody comes at once: handshake, hello, and a full sync of 50 KB; and where ten polls were answered."""

from tests.load import machine, ours
from tests.load.balloting import live_through
from tests.load.bench import Bench, Compared
from tests.load.client import Crowd
from tests.load.measuring import Meter, latency, ratio
from tests.processes import Serving

COMPARED = Compared(by=("joins", "polls"), cost="cpu_us_each")
QUESTIONS = 109
TEXT = "{} " + "What does the city do about it, and who decides that? " * 5
POLLS = 10


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=1000, full=10_000)
    for polls in (0, POLLS):
        async with bench.suara(ours.talk("LOAD", QUESTIONS, TEXT)) as suara:
            await _answered(bench, suara, polls, ballots=bench.pick(smoke=5, quick=1000, full=1000))
            await _joins(bench, suara, browsers, polls)
    first, last = bench.rows[0]["cpu_us_each"], bench.rows[-1]["cpu_us_each"]
    bench.rows[-1]["cpu_of_none"] = ratio(float(last or 0), float(first or 0))


async def _answered(bench: Bench, suara: Serving, polls: int, ballots: int) -> None:
    key = await bench.moderator_key(suara)
    async with Crowd() as crowd:
        (moderator,) = await crowd.open([ours.way_by_link(suara.port, "LOAD", key)])
        if polls:
            await live_through(crowd, await crowd.open([ours.way(suara.port)] * ballots), moderator, polls)


async def _joins(bench: Bench, suara: Serving, browsers: int, polls: int) -> None:
    async with Crowd() as crowd:
        await crowd.open([ours.way(suara.port)])  # the room is loaded
        before_kb = machine.rss_kb(suara.pid)
        tally, meter = crowd.count_afresh(), Meter(suara.pid)
        lines = await crowd.open([ours.way(suara.port)] * browsers)
        lap = meter.lap()
        took_us = [(line.ready_ns - line.started_ns) // 1000 for line in lines]
        whole = [
            held
            for held in map(crowd.held, lines)
            if (len(held.votes()), len(held.polls())) == (QUESTIONS, polls)
        ]
        bench.rows.append(
            {
                "polls": polls,
                "joins": browsers,
                "seconds": round((max(line.ready_ns for line in lines) - lines[0].started_ns) / 1e9, 2),
                "reach": bench.reach(len(whole), browsers),
                "sync_kb": ratio(tally.bytes / 1024, tally.syncs, 1),
                "cpu_us_each": ratio(lap.cpu_us, browsers, 0),
                **latency(took_us),
                "rss_kb_each": ratio(machine.rss_kb(suara.pid) - before_kb, browsers, 1),
                "load_busy": lap.load_busy,
            }
        )
