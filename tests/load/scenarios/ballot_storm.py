"""Everybody answers a poll within two seconds and watches the results; compared with as many votes."""

from tests.load import rooms
from tests.load.ballots import BallotTracker, open_poll
from tests.load.bench import Bench, Compared
from tests.load.client import Client
from tests.load.metrics import latency, ratio
from tests.load.pool import ClientPool
from tests.load.storm import SendNth, storm, timed_every, votes
from tests.processes import Serving

COMPARED = Compared(by=("what",), cost="cpu_us_each")


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=1000, full=10_000)
    over_s = bench.pick(smoke=0.1, quick=2.0, full=2.0)
    await votes(bench, browsers, votes_in_all=browsers, over_s=over_s)
    for show in ("always", "answered"):
        await _ballots(bench, browsers, show, over_s)
    whats = ("votes", "ballots, always", "ballots, answered")
    costs = [row["cpu_us_each"] for row in bench.rows]
    bench.rows[:] = [
        {"what": what, **row, "cpu_of_votes": ratio(float(cost or 0), float(costs[0] or 0))}
        for what, row, cost in zip(whats, bench.rows, costs, strict=True)
    ]


async def _ballots(bench: Bench, browsers: int, show: str, over_s: float) -> None:
    async def prepare(
        suara: Serving, pool: ClientPool, clients: list[Client]
    ) -> tuple[BallotTracker, SendNth]:
        key = await bench.moderator_key(suara)
        (moderator,) = await pool.open([rooms.by_key(suara.port, "LOAD", key)])
        poll = await open_poll(pool, clients, moderator, show)
        moderator.close()
        ballots = BallotTracker(pool, poll, timed_every=timed_every(browsers))
        return ballots, lambda n: ballots.send(clients[n], ballots.options[n % len(ballots.options)])

    plan = rooms.plan("LOAD")
    sent = await storm(bench, plan, prepare, what="ballots", many=browsers, browsers=browsers, over_s=over_s)
    assert isinstance(sent, BallotTracker)
    bench.require(show == "always" or len(sent.own_us) > 0, "no sampled browser was shown the results")
    bench.rows[-1] |= {f"own_{name}": value for name, value in latency(sent.own_us).items()}
