"""Durable votes: each voter sends the next when the last is on disk; the peer only echoes."""

import json

from tests.load import rooms
from tests.load.bench import Bench, Compared
from tests.load.client import Client
from tests.load.metrics import Meter, Row, ratio
from tests.load.peers.catalogue import ECHO
from tests.load.pool import ClientPool
from tests.load.votes import PATIENCE_S, VoteTracker, closed_loop, verify_log, verify_screens

COMPARED = Compared(by=("who",), cost="cpu_us")
QUESTIONS = 30


async def run(bench: Bench) -> None:
    voters = bench.browsers(smoke=20, quick=200, full=1000)
    each = bench.pick(smoke=5, quick=50, full=60)
    async with bench.suara(rooms.plan("LOAD", QUESTIONS)) as suara:
        async with ClientPool() as pool:
            clients = await pool.open([rooms.attendee(suara.port)] * voters)
            votes = VoteTracker(pool, pool.room_screen(clients[0]).votes())
            row = await closed_loop(pool, votes, clients, each, suara.pid)
            row["delivered"] = await verify_screens(bench, pool, votes, clients, rooms.attendee(suara.port))
            bench.rows.append({"who": "suara", **row})
        suara.end()
        verify_log(bench, votes, suara.folder)
    if bench.with_peers:
        async with ECHO.running(bench) as echo, ClientPool() as pool:
            clients = await pool.open([ECHO.target(echo.port)] * voters)
            bench.rows.append({"who": ECHO.name, **await _echoes(bench, pool, clients, each, *echo.pids)})


async def _echoes(bench: Bench, pool: ClientPool, clients: list[Client], each: int, *pids: int) -> Row:
    """The same frames, sent back by the server."""
    vote = json.dumps({"ref": 1000, "do": "question.vote", "id": "q_0123456789abcdef", "on": True})
    left = [each] * len(clients)
    echoed = 0

    def next_one(client: Client, payload: bytes, now_ns: int) -> None:
        nonlocal echoed
        echoed += 1
        left[client.number] -= 1
        if left[client.number]:
            client.send(vote)

    meter = Meter(*pids)
    for client in clients:
        client.on_reply = next_one
        client.send(vote)
    await pool.until(lambda: echoed >= len(clients) * each, PATIENCE_S)
    lap = meter.lap()
    return {
        "voters": len(clients),
        "votes": echoed,
        "per_s": round(echoed / lap.seconds),
        "cpu_us": ratio(lap.cpu_us, echoed),
        "load_busy": lap.load_busy,
        "delivered": bench.delivered(echoed, len(clients) * each),
    }
