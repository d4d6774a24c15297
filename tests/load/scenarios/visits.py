"""First visits: the page, every file it names, then the socket with hello and a full sync of 50 KB."""

from collections import Counter

from tests.load import rooms
from tests.load.bench import Bench, Compared
from tests.load.metrics import Meter, latency, ratio
from tests.load.page import files_of_first_visit
from tests.load.pool import ClientPool
from tests.load.scenarios.join_storm import QUESTIONS, TEXT
from tests.load.visit import Visits

COMPARED = Compared(by=("visits",), cost="cpu_ms")
WITHIN_S = 300.0


async def run(bench: Bench) -> None:
    for many in bench.sizes(smoke=[20], quick=[1000], full=[1000, 10_000]):
        await _visits(bench, many)


async def _visits(bench: Bench, many: int) -> None:
    async with bench.suara(rooms.plan("LOAD", QUESTIONS, TEXT)) as suara, ClientPool() as pool:
        files = files_of_first_visit(suara.port, "/LOAD")
        visits = Visits(pool, suara.port, files, rooms.attendee(suara.port))
        await visits.run(1, WITHIN_S)  # the room is loaded, what is imported late is imported
        tally, meter, before = pool.reset_tally(), Meter(suara.pid), visits.answered
        clients = await visits.run(many, WITHIN_S)
        lap = meter.lap()
        requests = visits.answered - before
        complete = [client for client in clients if len(pool.room_screen(client).votes()) == QUESTIONS]
        heads, bodies = sum(visits.head_bytes.values()), sum(visits.body_bytes.values())
        bench.require(requests == many * len(files), f"{requests} of {many * len(files)} files arrived")
        bench.rows.append(
            {
                "visits": many,
                "delivered": bench.delivered(len(complete), many),
                "requests": len(files),
                "kb": round((heads + bodies) / 1000, 1),
                "head_kb": round(heads / 1000, 1),
                "body_kb": round(bodies / 1000, 1),
                "sync_kb": ratio(tally.bytes / 1000, tally.syncs, 1),
                "cpu_ms": ratio(lap.cpu_us / 1000, many, 3),
                "per_s": round(many / lap.seconds),
                **latency(
                    [(client.joined_ns - visits.started_ns[client.number]) // 1000 for client in clients]
                ),
                "server_busy": ratio(lap.cpu_us, lap.seconds * 1e6),
                "load_busy": lap.load_busy,
            }
        )
    kinds = Counter(file.kind for file in files)
    bench.note("fetched: " + ", ".join(f"{kind} {n}" for kind, n in kinds.items()))
