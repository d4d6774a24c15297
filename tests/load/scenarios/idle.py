"""Browsers that are there and do nothing: memory for each, and what keeping them costs."""

import asyncio

from tests.load import machine, ours
from tests.load.bench import Bench, Compared
from tests.load.client import Crowd
from tests.load.measuring import Meter

COMPARED = Compared(by=("browsers",), cost="cpu_us_per_s_each")


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=1000, full=10_000)
    seconds = bench.pick(smoke=0.1, quick=8.0, full=45.0)  # in full: twice the interval of pings
    async with bench.suara(ours.talk("LOAD")) as suara, Crowd() as crowd:
        await crowd.open([ours.way(suara.port)])  # the room is loaded, what is imported late is imported
        meter = Meter(suara.pid)
        await asyncio.sleep(seconds / 4)
        alone = meter.lap()
        before_kb = machine.rss_kb(suara.pid)
        await crowd.open([ours.way(suara.port)] * browsers)
        grown_kb = machine.rss_kb(suara.pid) - before_kb
        meter = Meter(suara.pid)
        await asyncio.sleep(seconds)
        lap = meter.lap()
        bench.must(crowd.closed == 0, f"{crowd.closed} of them were closed")
        bench.rows.append(
            {
                "browsers": browsers,
                "kb_each": round(grown_kb / browsers, 1),
                "cpu_us_per_s_each": round(
                    (lap.cpu_us / lap.seconds - alone.cpu_us / alone.seconds) / browsers, 2
                ),
                "cpu_us_per_s_empty": round(alone.cpu_us / alone.seconds),
                "open_at_the_end": sum(line.is_open for line in crowd.lines) - 1,
                "seconds": round(lap.seconds, 1),
            }
        )
