"""Everybody votes within two seconds, and everybody watches the tallies."""

from tests.load.bench import Bench, Compared
from tests.load.storm import votes

COMPARED = Compared(by=("browsers",), cost="cpu_us_each")


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=1000, full=10_000)
    await votes(bench, browsers, votes_in_all=browsers, over_s=bench.pick(smoke=0.1, quick=2.0, full=2.0))
