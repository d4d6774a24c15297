"""Everybody answers a poll within two seconds, and watches the results; beside as many votes."""

from tests.load import ours
from tests.load.balloting import Ballots, launch
from tests.load.bench import Bench, Compared
from tests.load.client import Crowd
from tests.load.line import Line
from tests.load.measuring import latency, ratio
from tests.load.storming import Nth, storm, timed_every, votes
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
    async def prepare(suara: Serving, crowd: Crowd, lines: list[Line]) -> tuple[Ballots, Nth]:
        key = await bench.moderator_key(suara)
        (moderator,) = await crowd.open([ours.way_by_link(suara.port, "LOAD", key)])
        poll = await launch(crowd, lines, moderator, show)
        moderator.close()
        cast = Ballots(crowd, poll, timed_every=timed_every(browsers))
        return cast, lambda n: cast.cast(lines[n], cast.options[n % len(cast.options)])

    talk = ours.talk("LOAD")
    cast = await storm(bench, talk, prepare, what="ballots", many=browsers, browsers=browsers, over_s=over_s)
    assert isinstance(cast, Ballots)
    bench.must(show == "always" or len(cast.own_us) > 0, "nobody watched came to see the results")
    bench.rows[-1] |= {f"own_{name}": value for name, value in latency(cast.own_us).items()}
