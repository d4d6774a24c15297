"""One room: updates that are delivered alone, and a burst of them. Peers have the same task.

`net_cpu_us` leaves out the cost of each update's command, because peers neither decide nor store. That cost
is measured in turn, in a room with nobody but the asker (`command_us`). With a hundred browsers the figure is
the small difference of two large numbers, and less certain than with a thousand.
"""

from tests.load import rooms
from tests.load.bench import Bench, Compared
from tests.load.metrics import Lap, Meter, Row, latency, ratio
from tests.load.peers.catalogue import PEERS, Peer, Unavailable
from tests.load.pool import ClientPool
from tests.load.screens import EchoScreen
from tests.load.updates import SendUpdate, questions_from, send_at_once, send_one_by_one

COMPARED = Compared(by=("who", "browsers"), cost="cpu_us")
WARM_UP = 3
IN_BURST = 20
PEER_BUDGET_S = 20.0


async def run(bench: Bench) -> None:
    for browsers in bench.sizes(smoke=[20], quick=[100, 1000], full=[100, 1000, 5000, 10_000]):
        updates = bench.pick(smoke=3, quick=min(200, max(20, 20_000 // browsers)), full=_updates(browsers))
        await _suara(bench, browsers, updates)
        if bench.with_peers:
            for peer in PEERS:
                await _peer(bench, peer, browsers, updates)


def _updates(browsers: int) -> int:
    """Enough for a mean of many deliveries, whatever the size."""
    return min(200, max(30, 50_000 // browsers))


async def _suara(bench: Bench, browsers: int, updates: int) -> None:
    plans = (rooms.plan("LOAD"), rooms.plan("ALONE"))
    async with bench.suara(*plans) as suara, ClientPool() as alone, ClientPool() as pool:
        (asker,) = await alone.open([rooms.attendee(suara.port, "ALONE")])
        clients = await pool.open([rooms.attendee(suara.port)] * browsers)
        sends = questions_from(asker), questions_from(clients[0])
        await send_one_by_one(alone, sends[0], WARM_UP, 1)
        await send_one_by_one(pool, sends[1], WARM_UP, browsers)

        tally, laps, command_laps, sent = pool.reset_tally(), [], [], 0
        blocks = bench.pick(smoke=1, quick=4, full=4)
        for _ in range(blocks):  # in turn, so that both meet the same load of the machine
            command_laps.append(await _block(alone, sends[0], updates // blocks, 1, suara.pid))
            laps.append(await _block(pool, sends[1], updates // blocks, browsers, suara.pid))
            sent += updates // blocks
        lap = Lap.sum(laps)
        command_us = Lap.sum(command_laps).cpu_us / sent
        row = _row(bench, pool, lap, sent, browsers)
        row["net_cpu_us"] = ratio(max(lap.cpu_us - sent * command_us, 0), tally.stamps)
        row["command_us"] = round(command_us)
        bench.rows.append({"who": "suara", "browsers": browsers, **row})

        tally = pool.reset_tally()
        lap = await _block(pool, sends[1], IN_BURST, browsers, suara.pid, burst=True)
        row = _row(bench, pool, lap, IN_BURST, browsers)
        row["writes_per_update"] = ratio(tally.syncs, tally.stamps)
        bench.rows.append({"who": "suara, burst", "browsers": browsers, **row})
        bench.require(len({client.screen for client in clients}) == 1, "browsers ended on different screens")


async def _block(
    pool: ClientPool, send: SendUpdate, updates: int, receivers: int, pid: int, *, burst: bool = False
) -> Lap:
    meter = Meter(pid)
    await (send_at_once if burst else send_one_by_one)(pool, send, updates, receivers)
    return meter.lap()


async def _peer(bench: Bench, peer: Peer, browsers: int, updates: int) -> None:
    name: Row = {"who": peer.name, "browsers": browsers}
    try:
        async with peer.running(bench) as serving, ClientPool() as pool:
            screen = EchoScreen()
            clients = await pool.open([peer.target(serving.port)] * browsers, screen=lambda: screen)
            send = peer.updates_from(clients[0])
            await send_one_by_one(pool, send, WARM_UP, browsers)
            pool.reset_tally()
            meter = Meter(*serving.pids)
            sent = await send_one_by_one(pool, send, updates, browsers, budget_s=PEER_BUDGET_S)
            bench.rows.append({**name, **_row(bench, pool, meter.lap(), sent, browsers)})
    except Unavailable as missing:
        bench.rows.append({**name, "note": str(missing)})


def _row(bench: Bench, pool: ClientPool, lap: Lap, sent: int, browsers: int) -> Row:
    tally = pool.tally
    return {
        "updates": sent,
        "delivered": bench.delivered(tally.stamps, sent * browsers),
        "cpu_us": ratio(lap.cpu_us, tally.stamps),
        "net_cpu_us": None,
        **latency(tally.ages_us),
        "bytes": ratio(tally.bytes, tally.syncs, 0),
        "load_busy": lap.load_busy,
    }
