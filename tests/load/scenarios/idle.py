"""Browsers that do nothing: memory of each, and processor time to keep them connected."""

import asyncio

from tests.load import machine, rooms
from tests.load.bench import Bench, Compared
from tests.load.metrics import Meter
from tests.load.pool import ClientPool

COMPARED = Compared(by=("browsers",), cost="cpu_us_per_s_each")


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=1000, full=10_000)
    seconds = bench.pick(smoke=0.1, quick=8.0, full=45.0)  # in full: twice the interval of pings
    async with bench.suara(rooms.plan("LOAD")) as suara, ClientPool() as pool:
        await pool.open([rooms.attendee(suara.port)])  # the room is loaded, what is imported late is imported
        meter = Meter(suara.pid)
        await asyncio.sleep(seconds / 4)
        alone = meter.lap()
        before_kb = machine.rss_kb(suara.pid)
        await pool.open([rooms.attendee(suara.port)] * browsers)
        grown_kb = machine.rss_kb(suara.pid) - before_kb
        meter = Meter(suara.pid)
        await asyncio.sleep(seconds)
        lap = meter.lap()
        bench.require(pool.closed == 0, f"{pool.closed} of them were closed")
        bench.rows.append(
            {
                "browsers": browsers,
                "kb_each": round(grown_kb / browsers, 1),
                "cpu_us_per_s_each": round(
                    (lap.cpu_us / lap.seconds - alone.cpu_us / alone.seconds) / browsers, 2
                ),
                "cpu_us_per_s_empty": round(alone.cpu_us / alone.seconds),
                "open_at_the_end": sum(client.is_open for client in pool.clients) - 1,
                "seconds": round(lap.seconds, 1),
            }
        )
