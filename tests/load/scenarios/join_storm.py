"""Everybody comes at once: handshake, hello, and a full sync of 50 KB each."""

from tests.load import machine, ours
from tests.load.bench import Bench
from tests.load.client import Crowd
from tests.load.measuring import Meter, latency, ratio

QUESTIONS = 109
TEXT = "{} " + "What does the city do about it, and who decides that? " * 5


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=1000, full=10_000)
    async with bench.suara(ours.talk("LOAD", QUESTIONS, TEXT)) as suara, Crowd() as crowd:
        await crowd.open([ours.way(suara.port)])  # the room is loaded
        before_kb = machine.rss_kb(suara.pid)
        tally, meter = crowd.count_afresh(), Meter(suara.pid)
        lines = await crowd.open([ours.way(suara.port)] * browsers)
        lap = meter.lap()
        took_us = [(line.ready_ns - line.started_ns) // 1000 for line in lines]
        whole = [line for line in lines if len(crowd.held(line).votes()) == QUESTIONS]
        bench.rows.append(
            {
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
