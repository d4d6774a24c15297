"""The same room on one process and on two, with PostgreSQL and Redis, which are counted apart."""

from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load import machine, rooms
from tests.load.bench import Bench, Compared
from tests.load.metrics import Meter, Row, latency, ratio
from tests.load.pool import ClientPool
from tests.load.updates import questions_from, send_one_by_one

COMPARED = Compared(by=("processes", "browsers"), cost="cpu_us")
WARM_UP = 3


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=500, full=5000)
    updates = bench.pick(smoke=3, quick=50, full=50)
    with bench.postgres() as postgres, bench.redis() as redis:
        for processes in (1, 2):
            url = postgres.database()
            await bench.seed(url, rooms.plan("LOAD"), rooms.plan("ALONE"))
            bench.rows.append(await _measure(bench, processes, browsers, updates, url, redis.url, redis.pid))


async def _measure(
    bench: Bench, processes: int, browsers: int, updates: int, url: str, redis_url: str, redis: int
) -> Row:
    async with AsyncExitStack() as stack:
        serving = []
        for _ in range(processes):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="suara-load-")))
            one = bench.serving(folder, url=url, REDIS_URL=redis_url)
            serving.append(await stack.enter_async_context(one))
        pool = await stack.enter_async_context(ClientPool())
        pids = [each.pid for each in serving]
        # One browser on each process, so that all of them serve the room.
        alone = await pool.open(rooms.attendee(each.port, "ALONE") for each in serving)
        await send_one_by_one(pool, questions_from(alone[0]), WARM_UP, processes)
        pool.reset_tally()
        meter = Meter(*pids)
        await send_one_by_one(pool, questions_from(alone[0]), 2 * updates, processes)
        command_us = meter.lap().cpu_us / (2 * updates)

        targets = [rooms.attendee(serving[i % processes].port) for i in range(browsers)]
        clients = await pool.open(targets)
        send = questions_from(clients[0])
        pool.reset_tally()
        await send_one_by_one(pool, send, WARM_UP, browsers)
        tally, meter, redis_us = pool.reset_tally(), Meter(*pids), machine.cpu_us(redis)
        sent = await send_one_by_one(pool, send, updates, browsers)
        lap, redis_us = meter.lap(), machine.cpu_us(redis) - redis_us
        row: Row = {
            "processes": processes,
            "browsers": browsers,
            "updates": sent,
            "delivered": bench.delivered(tally.stamps, sent * browsers),
            "cpu_us": ratio(lap.cpu_us, tally.stamps),
            "net_cpu_us": ratio(max(lap.cpu_us - sent * command_us, 0), tally.stamps),
            "redis_us_per_update": ratio(redis_us, sent, 0),
            **latency(tally.ages_by_port[serving[0].port]),
        }
        there = latency(tally.ages_by_port[serving[-1].port]) if processes == 2 else {}
        return {**row, **{f"other_{name}": value for name, value in there.items()}}
