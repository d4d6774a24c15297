"""Everybody joins at once: handshake, hello, and a full sync of 50 KB; in a new room and after ten polls."""

from tests.load import machine, rooms
from tests.load.ballots import run_polls
from tests.load.bench import Bench, Compared
from tests.load.metrics import Meter, latency, ratio
from tests.load.pool import ClientPool
from tests.processes import Serving

COMPARED = Compared(by=("joins", "polls"), cost="cpu_us_each")
QUESTIONS = 109
TEXT = "{} " + "What does the city do about it, and who decides that? " * 5
POLLS = 10


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=1000, full=10_000)
    for polls in (0, POLLS):
        async with bench.suara(rooms.plan("LOAD", QUESTIONS, TEXT)) as suara:
            await _answer_polls(bench, suara, polls, ballots=bench.pick(smoke=5, quick=1000, full=1000))
            await _joins(bench, suara, browsers, polls)
    first, last = bench.rows[0]["cpu_us_each"], bench.rows[-1]["cpu_us_each"]
    bench.rows[-1]["cpu_of_none"] = ratio(float(last or 0), float(first or 0))


async def _answer_polls(bench: Bench, suara: Serving, polls: int, ballots: int) -> None:
    key = await bench.moderator_key(suara)
    async with ClientPool() as pool:
        (moderator,) = await pool.open([rooms.by_key(suara.port, "LOAD", key)])
        if polls:
            await run_polls(pool, await pool.open([rooms.attendee(suara.port)] * ballots), moderator, polls)


async def _joins(bench: Bench, suara: Serving, browsers: int, polls: int) -> None:
    async with ClientPool() as pool:
        await pool.open([rooms.attendee(suara.port)])  # the room is loaded
        before_kb = machine.rss_kb(suara.pid)
        tally, meter = pool.reset_tally(), Meter(suara.pid)
        clients = await pool.open([rooms.attendee(suara.port)] * browsers)
        lap = meter.lap()
        took_us = [(client.joined_ns - client.started_ns) // 1000 for client in clients]
        complete = [
            screen
            for screen in map(pool.room_screen, clients)
            if (len(screen.votes()), len(screen.polls())) == (QUESTIONS, polls)
        ]
        bench.rows.append(
            {
                "polls": polls,
                "joins": browsers,
                "seconds": round(
                    (max(client.joined_ns for client in clients) - clients[0].started_ns) / 1e9, 2
                ),
                "delivered": bench.delivered(len(complete), browsers),
                "sync_kb": ratio(tally.bytes / 1024, tally.syncs, 1),
                "cpu_us_each": ratio(lap.cpu_us, browsers, 0),
                **latency(took_us),
                "rss_kb_each": ratio(machine.rss_kb(suara.pid) - before_kb, browsers, 1),
                "load_busy": lap.load_busy,
            }
        )
