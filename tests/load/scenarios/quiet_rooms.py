"""A room of twenty where somebody votes or asks five times a second: server time of one command.

Blocks of votes, of questions and of nothing take turns. The cost of as long a time without commands is taken
off the cost of the commands, which includes their delivery to all browsers. Pages ask with a ref that is
stored, so that a question that is sent twice is asked once; programs may ask without.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Iterable
from itertools import count

from tests.load import machine, rooms
from tests.load.bench import Bench, Compared
from tests.load.client import Client, LoadError
from tests.load.metrics import latency, ratio
from tests.load.pool import ClientPool
from tests.load.screens import stamp
from tests.load.votes import VoteTracker, verify_log, verify_screens
from tests.processes import Serving

COMPARED = Compared(by=("store", "command"), cost="cpu_ms")
EVERY_S = 0.2
WARM_UP = 5
ARRIVED_S = 30.0
Send = Callable[[], None]
Pids = Callable[[], Iterable[int]]


async def run(bench: Bench) -> None:
    async with bench.suara(rooms.plan("LOAD", 1)) as suara:
        votes = await _measure(bench, "SQLite", suara, database=tuple)
        suara.end()
        verify_log(bench, votes, suara.folder)
    if bench.scale != "smoke":
        with bench.postgres() as postgres:
            async with bench.suara(rooms.plan("LOAD", 1), url=postgres.database()) as suara:
                await _measure(bench, "PostgreSQL", suara, database=lambda: postgres.pids)


async def _measure(bench: Bench, store: str, suara: Serving, *, database: Pids) -> VoteTracker:
    """`database` returns the processes of a database server, whose time is counted apart."""
    blocks = bench.pick(smoke=1, quick=2, full=5)
    many = bench.pick(smoke=3, quick=40, full=50)  # commands of a block
    browsers = bench.browsers(smoke=20, quick=20, full=20)
    async with ClientPool() as pool:
        clients = await pool.open([rooms.attendee(suara.port)] * browsers)
        votes = VoteTracker(pool, pool.room_screen(clients[0]).votes())
        sends = {"vote": _voting(pool, clients[1:], votes), **_questions(clients[0])}
        costs = {kind: _Cost(pool, suara, database) for kind in ("idle", *sends)}
        every_s = bench.pick(smoke=0.0, quick=EVERY_S, full=EVERY_S)
        for send in sends.values():
            await _Cost(pool, suara, database).block(send, WARM_UP, every_s)
        for _ in range(blocks):
            for kind, send in sends.items():
                await costs["idle"].block(None, many, every_s)
                await costs[kind].block(send, many, every_s)
        delivered = await verify_screens(bench, pool, votes, clients, rooms.attendee(suara.port))
    idle = costs.pop("idle")
    for kind, cost in costs.items():
        bench.rows.append(
            {
                "store": store,
                "command": kind,
                "browsers": browsers,
                "commands": cost.times,
                "delivered": delivered,
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

    def __init__(self, pool: ClientPool, suara: Serving, database: Pids) -> None:
        self.times = self.server_us = self.database_us = 0
        self.arrived_us: list[int] = []
        self._pool = pool
        self._suara = suara
        self._database = database

    async def block(self, send: Send | None, many: int, every_s: float) -> None:
        """So many commands, or as long a time without any. Raises `LoadError` if one does not arrive."""
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
        tally = self._pool.reset_tally()
        sent_ns = time.monotonic_ns()
        send()
        if not await self._pool.until(lambda: tally.syncs >= len(self._pool.clients), ARRIVED_S):
            raise LoadError(f"a command reached {tally.syncs} of {len(self._pool.clients)} browsers")
        self.arrived_us.append((time.monotonic_ns() - sent_ns) // 1000)

    def _used_us(self) -> tuple[int, int]:
        return machine.cpu_us(self._suara.pid), machine.cpu_us(*self._database())


def _voting(pool: ClientPool, clients: list[Client], votes: VoteTracker) -> Send:
    """Votes of one client after the other for the one question, given and taken back by turns."""
    (question,) = pool.room_screen(clients[0]).votes()
    numbers = count()
    for client in clients:
        client.on_reply = votes.on_reply

    def send() -> None:
        turn, which = divmod(next(numbers), len(clients))
        votes.send(clients[which], question, on=turn % 2 == 0)

    return send


def _questions(client: Client) -> dict[str, Send]:
    """Questions with a number as ref, which is not stored, and with a text, which is."""

    def ask(ref: int | str) -> None:
        text = stamp(time.monotonic_ns())
        client.send(json.dumps({"do": "question.ask", "ref": ref, "text": text}))

    numbers = count(1000)
    return {
        "question": lambda: ask(next(numbers)),
        "question, ref stored": lambda: ask(secrets.token_hex(10)),
    }
