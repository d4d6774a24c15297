"""One room: updates that are delivered alone, and a burst of them; beside peers with the same task.

`net_cpu_us` leaves out what each update's command cost, which peers have no like of: they neither decide nor
store. It is measured before, in a room with nobody but the asker (`command_us`).
"""

from tests.load import ours
from tests.load.bench import Bench
from tests.load.client import Crowd
from tests.load.measuring import Lap, Meter, Row, latency, ratio
from tests.load.peers.catalogue import PEERS, Peer, Unavailable
from tests.load.saying import Say, all_at_once, asking, one_by_one
from tests.load.screens import Wall

WARM_UP = 3
IN_BURST = 20
PEER_BUDGET_S = 20.0


async def run(bench: Bench) -> None:
    for browsers in bench.sizes(smoke=[20], quick=[100, 1000], full=[100, 1000, 5000, 10_000]):
        updates = bench.pick(smoke=3, quick=min(200, max(20, 20_000 // browsers)), full=_updates(browsers))
        await _ours(bench, browsers, updates)
        if bench.with_peers:
            for peer in PEERS:
                await _peer(bench, peer, browsers, updates)


def _updates(browsers: int) -> int:
    """Enough for the clock of processor time, which ticks every 10 ms."""
    return min(200, max(30, 50_000 // browsers))


async def _ours(bench: Bench, browsers: int, updates: int) -> None:
    talks = (ours.talk("LOAD"), ours.talk("ALONE"))
    async with bench.suara(*talks) as suara, Crowd() as crowd:
        (alone,) = await crowd.open([ours.way(suara.port, "ALONE")])
        await one_by_one(crowd, asking(alone), WARM_UP, 1)
        crowd.count_afresh()
        meter = Meter(suara.pid)
        await one_by_one(crowd, asking(alone), 2 * updates, 1)
        command_us = meter.lap().cpu_us / (2 * updates)

        lines = await crowd.open([ours.way(suara.port)] * browsers)
        say = asking(lines[0])
        lap, row = await _paced(bench, crowd, say, updates, browsers, suara.pid)
        without = lap.cpu_us - updates * command_us
        net: Row = {
            "net_cpu_us": ratio(max(without, 0), crowd.tally.stamps),
            "command_us": round(command_us),
        }
        bench.rows.append({"who": "suara", "browsers": browsers, **row, **net})

        tally = crowd.count_afresh()
        meter = Meter(suara.pid)
        await all_at_once(crowd, say, IN_BURST, browsers)
        bench.rows.append(
            {
                "who": "suara, burst",
                "browsers": browsers,
                **_row(bench, crowd, meter.lap(), IN_BURST, browsers),
                "writes_per_update": ratio(tally.syncs, tally.stamps),
            }
        )
        bench.must(len({line.screen for line in lines}) == 1, "browsers ended at different places")


async def _peer(bench: Bench, peer: Peer, browsers: int, updates: int) -> None:
    name: Row = {"who": peer.name, "browsers": browsers}
    try:
        async with peer.running(bench) as serving, Crowd() as crowd:
            wall = Wall()
            lines = await crowd.open([peer.way(serving.port)] * browsers, screen=lambda: wall)
            say = peer.saying(lines[0])
            _, row = await _paced(bench, crowd, say, updates, browsers, *serving.pids)
            bench.rows.append({**name, **row})
    except Unavailable as missing:
        bench.rows.append({**name, "note": str(missing)})


async def _paced(
    bench: Bench, crowd: Crowd, say: Say, updates: int, browsers: int, *pids: int
) -> tuple[Lap, Row]:
    crowd.count_afresh()
    await one_by_one(crowd, say, WARM_UP, browsers)
    crowd.count_afresh()
    meter = Meter(*pids)
    said = await one_by_one(crowd, say, updates, browsers, budget_s=PEER_BUDGET_S)
    lap = meter.lap()
    return lap, _row(bench, crowd, lap, said, browsers)


def _row(bench: Bench, crowd: Crowd, lap: Lap, said: int, browsers: int) -> Row:
    tally = crowd.tally
    return {
        "updates": said,
        "reach": bench.reach(tally.stamps, said * browsers),
        "cpu_us": ratio(lap.cpu_us, tally.stamps),
        "net_cpu_us": None,
        **latency(tally.ages_us),
        "bytes": ratio(tally.bytes, tally.syncs, 0),
        "load_busy": lap.load_busy,
    }
