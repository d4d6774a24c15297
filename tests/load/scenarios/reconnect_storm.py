"""One of two processes is killed while questions come in: all are back on the other, with nothing missed.

Browsers come back at a random moment of `SPREAD_S`, as pages do, with the place where they stood.
"""

import asyncio
import random
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load import ours
from tests.load.bench import Bench, Postgres
from tests.load.client import Crowd
from tests.load.line import Line
from tests.load.measuring import percentile_ms, ratio
from tests.load.saying import asking

PER_S = 4  # questions
BEFORE_S = 4.0  # of them before the kill, to compare with
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
        await bench.seed(url, ours.talk("LOAD"))
        async with (
            bench.serving(Path(folder, "doomed"), url=url, REDIS_URL=redis.url) as doomed,
            bench.serving(Path(folder, "other"), url=url, REDIS_URL=redis.url) as other,
            Crowd() as crowd,
        ):
            ports = (other.port, doomed.port)  # the first, who asks, stays
            lines = await crowd.open(ours.way(ports[i % 2]) for i in range(browsers))
            tally, questions = crowd.count_afresh(), _Questions(lines[0])
            flow = asyncio.create_task(questions.keep_coming(), name="questions")
            back = _Back(crowd, other.port)
            crowd.on_lost = back.lost
            before = await _reads_in(postgres, BEFORE_S)

            reads, killed_s = postgres.reads(), time.monotonic()
            doomed.end(signal.SIGKILL)
            half = browsers // 2
            all_back = await crowd.until(
                lambda: len(back.lines) == half and all(line.is_open for line in back.lines), BACK_S
            )
            bench.must(all_back, f"{sum(line.is_open for line in lines)} of {browsers} are in")
            seconds = time.monotonic() - killed_s
            during = tuple(now - then for now, then in zip(postgres.reads(), reads, strict=True))
            flow.cancel()
            expected = questions.asked * browsers
            await crowd.until(lambda: tally.stamps >= expected, BACK_S)
            joins_us = [(line.ready_ns - line.started_ns) // 1000 for line in back.lines]
            bench.rows.append(
                {
                    "browsers": browsers,
                    "came_back": sum(line.is_open for line in back.lines),
                    "all_back_s": round(seconds, 2),
                    "reach": bench.reach(tally.stamps, expected),
                    "join_p50_ms": percentile_ms(joins_us, 0.5),
                    "join_p99_ms": percentile_ms(joins_us, 0.99),
                    "questions": questions.asked,
                    "reads_per_s_before": ratio(before[0], BEFORE_S, 1),
                    "reads_per_s_during": ratio(during[0], seconds, 1),
                    "log_reads_during": during[1],
                }
            )
            bench.must(len({line.screen for line in lines}) == 1, "browsers ended at different places")


class _Back:
    """Sends those whose server is gone to the other."""

    def __init__(self, crowd: Crowd, port: int) -> None:
        self.lines: list[Line] = []
        self._crowd = crowd
        self._port = port

    def lost(self, line: Line) -> None:
        self.lines.append(line)
        way = ours.way_back(self._port, line)
        wait_s = random.uniform(0, SPREAD_S)
        asyncio.get_running_loop().call_later(wait_s, self._crowd.admit, line, way)


class _Questions:
    """Somebody asks, a few times a second."""

    def __init__(self, asker: Line) -> None:
        self.asked = 0
        self._say = asking(asker)

    async def keep_coming(self) -> None:
        while True:
            self._say()
            self.asked += 1
            await asyncio.sleep(1 / PER_S)


async def _reads_in(postgres: Postgres, seconds: float) -> tuple[int, ...]:
    first = postgres.reads()
    await asyncio.sleep(seconds)
    return tuple(now - then for now, then in zip(postgres.reads(), first, strict=True))
