"""First visits: the page, every file it names, then the socket with hello and a full sync of 50 KB."""

from collections import Counter

from tests.load import ours
from tests.load.bench import Bench, Compared
from tests.load.client import Crowd
from tests.load.measuring import Meter, latency, ratio
from tests.load.page import files_of_first_visit
from tests.load.scenarios.join_storm import QUESTIONS, TEXT
from tests.load.visit import Visits

COMPARED = Compared(by=("visits",), cost="cpu_ms")
WITHIN_S = 300.0


async def run(bench: Bench) -> None:
    for many in bench.sizes(smoke=[20], quick=[1000], full=[1000, 10_000]):
        await _visits(bench, many)


async def _visits(bench: Bench, many: int) -> None:
    async with bench.suara(ours.talk("LOAD", QUESTIONS, TEXT)) as suara, Crowd() as crowd:
        files = files_of_first_visit(suara.port, "/LOAD")
        visits = Visits(crowd, suara.port, files, ours.way(suara.port))
        await visits.run(1, WITHIN_S)  # the room is loaded, what is imported late is imported
        tally, meter, before = crowd.count_afresh(), Meter(suara.pid), visits.answered
        lines = await visits.run(many, WITHIN_S)
        lap = meter.lap()
        requests = visits.answered - before
        whole = [line for line in lines if len(crowd.held(line).votes()) == QUESTIONS]
        heads, bodies = sum(visits.head_bytes.values()), sum(visits.body_bytes.values())
        bench.must(requests == many * len(files), f"{requests} of {many * len(files)} files arrived")
        bench.rows.append(
            {
                "visits": many,
                "reach": bench.reach(len(whole), many),
                "requests": len(files),
                "kb": round((heads + bodies) / 1000, 1),
                "head_kb": round(heads / 1000, 1),
                "body_kb": round(bodies / 1000, 1),
                "sync_kb": ratio(tally.bytes / 1000, tally.syncs, 1),
                "cpu_ms": ratio(lap.cpu_us / 1000, many, 3),
                "per_s": round(many / lap.seconds),
                **latency([(line.ready_ns - visits.started_ns[line.number]) // 1000 for line in lines]),
                "server_busy": ratio(lap.cpu_us, lap.seconds * 1e6),
                "load_busy": lap.load_busy,
            }
        )
    kinds = Counter(file.kind for file in files)
    bench.note("fetched: " + ", ".join(f"{kind} {n}" for kind, n in kinds.items()))
