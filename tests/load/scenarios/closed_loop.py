"""Durable votes: each voter sends the next when the last is on disk; beside a server that only echoes."""

import json

from tests.load import ours
from tests.load.bench import Bench, Compared
from tests.load.client import Crowd
from tests.load.line import Line
from tests.load.measuring import Meter, Row, ratio
from tests.load.peers.catalogue import ECHO
from tests.load.voting import PATIENCE_S, Votes, closed_loop, must_be_recorded, settle

COMPARED = Compared(by=("who",), cost="cpu_us")
QUESTIONS = 30


async def run(bench: Bench) -> None:
    voters = bench.browsers(smoke=20, quick=200, full=1000)
    each = bench.pick(smoke=5, quick=50, full=60)
    async with bench.suara(ours.talk("LOAD", QUESTIONS)) as suara:
        async with Crowd() as crowd:
            lines = await crowd.open([ours.way(suara.port)] * voters)
            votes = Votes(crowd, crowd.held(lines[0]).votes())
            row = await closed_loop(crowd, votes, lines, each, suara.pid)
            row["reach"] = await settle(bench, crowd, votes, lines, ours.way(suara.port))
            bench.rows.append({"who": "suara", **row})
        suara.end()
        must_be_recorded(bench, votes, suara.folder)
    if bench.with_peers:
        async with ECHO.running(bench) as echo, Crowd() as crowd:
            lines = await crowd.open([ECHO.way(echo.port)] * voters)
            bench.rows.append({"who": ECHO.name, **await _echoes(bench, crowd, lines, each, *echo.pids)})


async def _echoes(bench: Bench, crowd: Crowd, lines: list[Line], each: int, *pids: int) -> Row:
    """The same frames to and fro."""
    asked = json.dumps({"ref": 1000, "do": "question.vote", "id": "q_0123456789abcdef", "on": True})
    left = [each] * len(lines)
    heard = 0

    def next_one(line: Line, payload: bytes, now_ns: int) -> None:
        nonlocal heard
        heard += 1
        left[line.number] -= 1
        if left[line.number]:
            line.send(asked)

    meter = Meter(*pids)
    for line in lines:
        line.on_reply = next_one
        line.send(asked)
    await crowd.until(lambda: heard >= len(lines) * each, PATIENCE_S)
    lap = meter.lap()
    return {
        "voters": len(lines),
        "votes": heard,
        "per_s": round(heard / lap.seconds),
        "cpu_us": ratio(lap.cpu_us, heard),
        "load_busy": lap.load_busy,
        "reach": bench.reach(heard, len(lines) * each),
    }
