"""Two hundred rooms of fifty: the same deliveries as in one large room, spread over many.

Compare `net_cpu_us` with fan-out's. It leaves out the commands, of which there are many more per delivery.
"""

from tests.load import rooms
from tests.load.bench import Bench, Compared
from tests.load.metrics import Meter, latency, ratio
from tests.load.pool import ClientPool
from tests.load.updates import questions_from

COMPARED = Compared(by=("rooms", "browsers"), cost="cpu_us")
EACH = 50


async def run(bench: Bench) -> None:
    each = bench.pick(smoke=5, quick=EACH, full=EACH)
    many = max(1, bench.browsers(smoke=20, quick=1000, full=10_000) // each)
    rounds = bench.pick(smoke=1, quick=3, full=3)
    codes = [f"R{i:04}" for i in range(many)]
    async with bench.suara(*(rooms.plan(code) for code in codes)) as suara, ClientPool() as pool:
        askers = await pool.open(rooms.attendee(suara.port, code) for code in codes)
        sends = [questions_from(asker) for asker in askers]
        for send in sends:
            send()  # so that what happens once per room is over
        await pool.until(lambda: pool.tally.stamps >= many, 60.0)

        async def everywhere(receivers: int) -> int:
            """Processor time of one update in each room, one room after the other."""
            pool.reset_tally()
            meter = Meter(suara.pid)
            for _ in range(rounds):
                for send in sends:
                    before = pool.tally.stamps
                    send()
                    await pool.until(lambda: pool.tally.stamps >= before + receivers, 60.0)  # noqa: B023
            return meter.lap().cpu_us

        alone_us = await everywhere(1)
        await pool.open(rooms.attendee(suara.port, code) for code in codes for _ in range(each - 1))
        cpu_us = await everywhere(each)
        tally = pool.tally
        bench.rows.append(
            {
                "rooms": many,
                "browsers": many * each,
                "updates": many * rounds,
                "delivered": bench.delivered(tally.stamps, many * rounds * each),
                "cpu_us": ratio(cpu_us, tally.stamps),
                "net_cpu_us": ratio(max(cpu_us - alone_us, 0), tally.stamps),
                **latency(tally.ages_us),
            }
        )
