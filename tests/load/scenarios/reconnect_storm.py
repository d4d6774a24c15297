"""One of two processes is killed while questions arrive: all browsers return to the other and miss nothing.

Browsers return at a random moment within `SPREAD_S`, as pages do, with the `at` of their screens.
"""

import asyncio
import random
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load import rooms
from tests.load.bench import Bench, Postgres
from tests.load.client import Client
from tests.load.metrics import percentile_ms, ratio
from tests.load.pool import ClientPool
from tests.load.updates import questions_from

PER_S = 4  # questions
BEFORE_S = 4.0  # of questions before the kill, to compare with
SPREAD_S = 5.0
BACK_S = 120.0


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=500, full=10_000)
    with (
        bench.postgres() as postgres,
        bench.redis() as redis,
        TemporaryDirectory(prefix="suara-load-") as folder,
    ):
        url = postgres.database()
        await bench.seed(url, rooms.plan("LOAD"))
        async with (
            bench.serving(Path(folder, "doomed"), url=url, REDIS_URL=redis.url) as doomed,
            bench.serving(Path(folder, "other"), url=url, REDIS_URL=redis.url) as other,
            ClientPool() as pool,
        ):
            ports = (other.port, doomed.port)  # the first client asks, and is not disconnected
            clients = await pool.open(rooms.attendee(ports[i % 2]) for i in range(browsers))
            tally, questions = pool.reset_tally(), _Questions(clients[0])
            flow = asyncio.create_task(questions.ask_steadily(), name="questions")
            returning = _Returning(pool, other.port)
            pool.on_disconnect = returning.disconnected
            before = await _reads_in(postgres, BEFORE_S)

            reads, killed_s = postgres.reads(), time.monotonic()
            doomed.end(signal.SIGKILL)
            half = browsers // 2
            all_back = await pool.until(lambda: returning.all_open(half), BACK_S)
            bench.require(all_back, f"{sum(client.is_open for client in clients)} of {browsers} have joined")
            seconds = time.monotonic() - killed_s
            during = tuple(now - then for now, then in zip(postgres.reads(), reads, strict=True))
            flow.cancel()
            expected = questions.asked * browsers
            await pool.until(lambda: tally.stamps >= expected, BACK_S)
            joins_us = [(client.joined_ns - client.started_ns) // 1000 for client in returning.clients]
            bench.rows.append(
                {
                    "browsers": browsers,
                    "came_back": sum(client.is_open for client in returning.clients),
                    "all_back_s": round(seconds, 2),
                    "delivered": bench.delivered(tally.stamps, expected),
                    "join_p50_ms": percentile_ms(joins_us, 0.5),
                    "join_p99_ms": percentile_ms(joins_us, 0.99),
                    "questions": questions.asked,
                    "reads_per_s_before": ratio(before[0], BEFORE_S, 1),
                    "reads_per_s_during": ratio(during[0], seconds, 1),
                    "log_reads_during": during[1],
                }
            )
            bench.require(
                len({client.screen for client in clients}) == 1, "browsers ended on different screens"
            )


class _Returning:
    """Connects clients that lost their server to the other one."""

    def __init__(self, pool: ClientPool, port: int) -> None:
        self.clients: list[Client] = []
        self._pool = pool
        self._port = port

    def all_open(self, many: int) -> bool:
        return len(self.clients) == many and all(client.is_open for client in self.clients)

    def disconnected(self, client: Client) -> None:
        self.clients.append(client)
        target = rooms.returning(self._port, client)
        wait_s = random.uniform(0, SPREAD_S)
        asyncio.get_running_loop().call_later(wait_s, self._pool.enqueue, client, target)


class _Questions:
    """Asks a few questions each second."""

    def __init__(self, asker: Client) -> None:
        self.asked = 0
        self._send = questions_from(asker)

    async def ask_steadily(self) -> None:
        while True:
            self._send()
            self.asked += 1
            await asyncio.sleep(1 / PER_S)


async def _reads_in(postgres: Postgres, seconds: float) -> tuple[int, ...]:
    first = postgres.reads()
    await asyncio.sleep(seconds)
    return tuple(now - then for now, then in zip(postgres.reads(), first, strict=True))
