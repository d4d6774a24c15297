"""One room: updates that are delivered alone, and a burst of them; beside peers with the same task.

`net_cpu_us` leaves out what each update's command cost, which peers have no like of: they neither decide nor
store. It is measured by turns, in a room with nobody but the asker (`command_us`). With a hundred browsers it
is the small difference of two large numbers, and says less than with a thousand.
"""

from tests.load import ours
from tests.load.bench import Bench, Compared
from tests.load.client import Crowd
from tests.load.measuring import Lap, Meter, Row, latency, ratio
from tests.load.peers.catalogue import PEERS, Peer, Unavailable
from tests.load.saying import Say, all_at_once, asking, one_by_one
from tests.load.screens import Wall

COMPARED = Compared(by=("who", "browsers"), cost="cpu_us")
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
    async with bench.suara(*talks) as suara, Crowd() as alone, Crowd() as crowd:
        (asker,) = await alone.open([ours.way(suara.port, "ALONE")])
        lines = await crowd.open([ours.way(suara.port)] * browsers)
        says = asking(asker), asking(lines[0])
        await one_by_one(alone, says[0], WARM_UP, 1)
        await one_by_one(crowd, says[1], WARM_UP, browsers)

        tally, laps, command_laps, said = crowd.count_afresh(), [], [], 0
        blocks = bench.pick(smoke=1, quick=4, full=4)
        for _ in range(blocks):  # by turns, so that both have the same weather
            command_laps.append(await _block(alone, says[0], updates // blocks, 1, suara.pid))
            laps.append(await _block(crowd, says[1], updates // blocks, browsers, suara.pid))
            said += updates // blocks
        lap = Lap.sum(laps)
        command_us = Lap.sum(command_laps).cpu_us / said
        row = _row(bench, crowd, lap, said, browsers)
        row["net_cpu_us"] = ratio(max(lap.cpu_us - said * command_us, 0), tally.stamps)
        row["command_us"] = round(command_us)
        bench.rows.append({"who": "suara", "browsers": browsers, **row})

        tally = crowd.count_afresh()
        lap = await _block(crowd, says[1], IN_BURST, browsers, suara.pid, burst=True)
        row = _row(bench, crowd, lap, IN_BURST, browsers)
        row["writes_per_update"] = ratio(tally.syncs, tally.stamps)
        bench.rows.append({"who": "suara, burst", "browsers": browsers, **row})
        bench.must(len({line.screen for line in lines}) == 1, "browsers ended at different places")


async def _block(crowd: Crowd, say: Say, updates: int, hearers: int, pid: int, *, burst: bool = False) -> Lap:
    meter = Meter(pid)
    await (all_at_once if burst else one_by_one)(crowd, say, updates, hearers)
    return meter.lap()


async def _peer(bench: Bench, peer: Peer, browsers: int, updates: int) -> None:
    name: Row = {"who": peer.name, "browsers": browsers}
    try:
        async with peer.running(bench) as serving, Crowd() as crowd:
            wall = Wall()
            lines = await crowd.open([peer.way(serving.port)] * browsers, screen=lambda: wall)
            say = peer.saying(lines[0])
            await one_by_one(crowd, say, WARM_UP, browsers)
            crowd.count_afresh()
            meter = Meter(*serving.pids)
            said = await one_by_one(crowd, say, updates, browsers, budget_s=PEER_BUDGET_S)
            bench.rows.append({**name, **_row(bench, crowd, meter.lap(), said, browsers)})
    except Unavailable as missing:
        bench.rows.append({**name, "note": str(missing)})


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
