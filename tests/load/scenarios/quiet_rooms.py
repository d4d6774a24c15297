"""A room of twenty where somebody votes or asks five times a second: server time of one command.

Blocks of votes, of questions and of nothing take turns. The cost of as long a time without commands is taken
off the cost of the commands, which includes their delivery to all browsers.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Iterable
from itertools import count

from tests.load import machine, ours
from tests.load.bench import Bench, Compared
from tests.load.client import Crowd
from tests.load.line import Failed, Line
from tests.load.measuring import latency, ratio
from tests.load.screens import stamp
from tests.load.voting import Votes, must_be_recorded, settle
from tests.processes import Serving

COMPARED = Compared(by=("store", "command"), cost="cpu_ms")
EVERY_S = 0.2
WARM_UP = 5
ARRIVED_S = 30.0
Send = Callable[[], None]
Pids = Callable[[], Iterable[int]]


async def run(bench: Bench) -> None:
    async with bench.suara(ours.talk("LOAD", 1)) as suara:
        votes = await _measure(bench, "SQLite", suara, database=tuple)
        suara.end()
        must_be_recorded(bench, votes, suara.folder)
    if bench.scale != "smoke":
        with bench.postgres() as postgres:
            async with bench.suara(ours.talk("LOAD", 1), url=postgres.database()) as suara:
                await _measure(bench, "PostgreSQL", suara, database=lambda: postgres.pids)


async def _measure(bench: Bench, store: str, suara: Serving, *, database: Pids) -> Votes:
    """`database` tells the processes of a database server, whose time is counted apart."""
    blocks = bench.pick(smoke=1, quick=2, full=5)
    many = bench.pick(smoke=3, quick=40, full=50)  # commands of a block
    browsers = bench.browsers(smoke=20, quick=20, full=20)
    async with Crowd() as crowd:
        lines = await crowd.open([ours.way(suara.port)] * browsers)
        votes = Votes(crowd, crowd.held(lines[0]).votes())
        sends = {"vote": _voting(crowd, lines[1:], votes), "question": _asking(lines[0])}
        costs = {kind: _Cost(crowd, suara, database) for kind in ("idle", *sends)}
        every_s = bench.pick(smoke=0.0, quick=EVERY_S, full=EVERY_S)
        for send in sends.values():
            await _Cost(crowd, suara, database).block(send, WARM_UP, every_s)
        for _ in range(blocks):
            for kind, send in sends.items():
                await costs["idle"].block(None, many, every_s)
                await costs[kind].block(send, many, every_s)
        reach = await settle(bench, crowd, votes, lines, ours.way(suara.port))
    idle = costs.pop("idle")
    for kind, cost in costs.items():
        bench.rows.append(
            {
                "store": store,
                "command": kind,
                "browsers": browsers,
                "commands": cost.times,
                "reach": reach,
                "cpu_ms": ratio(cost.server_us / cost.times - idle.server_us / idle.times, 1000, 3),
                "idle_ms": ratio(idle.server_us / idle.times, 1000, 3),
                "database_cpu_ms": ratio(
                    cost.database_us / cost.times - idle.database_us / idle.times, 1000, 3
                ),
                **latency(cost.arrived_us),
            }
        )
    return votes


class _Cost:
    """Processor time of commands of one kind, and how long each took until it was on all screens."""

    def __init__(self, crowd: Crowd, suara: Serving, database: Pids) -> None:
        self.times = self.server_us = self.database_us = 0
        self.arrived_us: list[int] = []
        self._crowd = crowd
        self._suara = suara
        self._database = database

    async def block(self, send: Send | None, many: int, every_s: float) -> None:
        """So many commands, or as long a time without any. Raises `Failed` if one does not arrive."""
        server_us, database_us = self._used_us()
        started_s = time.monotonic()
        for number in range(1, many + 1):
            if send is not None:
                await self._command(send)
            await asyncio.sleep(max(0.0, started_s + number * every_s - time.monotonic()))
        self.times += many
        now_us = self._used_us()
        self.server_us += now_us[0] - server_us
        self.database_us += now_us[1] - database_us

    async def _command(self, send: Send) -> None:
        tally = self._crowd.count_afresh()
        sent_ns = time.monotonic_ns()
        send()
        if not await self._crowd.until(lambda: tally.syncs >= len(self._crowd.lines), ARRIVED_S):
            raise Failed(f"a command reached {tally.syncs} of {len(self._crowd.lines)} browsers")
        self.arrived_us.append((time.monotonic_ns() - sent_ns) // 1000)

    def _used_us(self) -> tuple[int, int]:
        return machine.cpu_us(self._suara.pid), machine.cpu_us(*self._database())


def _voting(crowd: Crowd, lines: list[Line], votes: Votes) -> Send:
    """Votes of one after the other for the one question, given and taken back by turns."""
    (question,) = crowd.held(lines[0]).votes()
    numbers = count()
    for line in lines:
        line.on_reply = votes.answered

    def send() -> None:
        turn, which = divmod(next(numbers), len(lines))
        votes.cast(lines[which], question, on=turn % 2 == 0)

    return send


def _asking(line: Line) -> Send:
    """Questions with refs as a page makes them, by which the same question cannot be asked twice."""

    def send() -> None:
        text = stamp(time.monotonic_ns())
        line.send(json.dumps({"do": "question.ask", "ref": secrets.token_hex(10), "text": text}))

    return send
