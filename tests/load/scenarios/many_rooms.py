"""Two hundred rooms of fifty: the same deliveries as in one large room, spread over many.

Compare `net_cpu_us` with fan-out's: it leaves out the commands, of which there are many more to a delivery.
"""

from tests.load import ours
from tests.load.bench import Bench, Compared
from tests.load.client import Crowd
from tests.load.measuring import Meter, latency, ratio
from tests.load.saying import asking

COMPARED = Compared(by=("rooms", "browsers"), cost="cpu_us")
EACH = 50


async def run(bench: Bench) -> None:
    each = bench.pick(smoke=5, quick=EACH, full=EACH)
    rooms = max(1, bench.browsers(smoke=20, quick=1000, full=10_000) // each)
    rounds = bench.pick(smoke=1, quick=3, full=3)
    codes = [f"R{i:04}" for i in range(rooms)]
    async with bench.suara(*(ours.talk(code) for code in codes)) as suara, Crowd() as crowd:
        askers = await crowd.open(ours.way(suara.port, code) for code in codes)
        says = [asking(asker) for asker in askers]
        for say in says:
            say()  # what a room does once
        await crowd.until(lambda: crowd.tally.stamps >= rooms, 60.0)

        async def everywhere(hearers: int) -> int:
            """One update in each room, one room after the other; their processor time together."""
            crowd.count_afresh()
            meter = Meter(suara.pid)
            for _ in range(rounds):
                for say in says:
                    before = crowd.tally.stamps
                    say()
                    await crowd.until(lambda: crowd.tally.stamps >= before + hearers, 60.0)  # noqa: B023
            return meter.lap().cpu_us

        alone_us = await everywhere(1)
        await crowd.open(ours.way(suara.port, code) for code in codes for _ in range(each - 1))
        cpu_us = await everywhere(each)
        tally = crowd.tally
        bench.rows.append(
            {
                "rooms": rooms,
                "browsers": rooms * each,
                "updates": rooms * rounds,
                "reach": bench.reach(tally.stamps, rooms * rounds * each),
                "cpu_us": ratio(cpu_us, tally.stamps),
                "net_cpu_us": ratio(max(cpu_us - alone_us, 0), tally.stamps),
                **latency(tally.ages_us),
            }
        )
