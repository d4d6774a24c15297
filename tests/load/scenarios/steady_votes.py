"""A thousand votes a second for a minute, over thirty questions, with everybody watching."""

from tests.load.bench import Bench, Compared
from tests.load.storm import votes

COMPARED = Compared(by=("browsers",), cost="cpu_us_each")


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=500, full=10_000)
    seconds = bench.pick(smoke=0.1, quick=10.0, full=60.0)
    per_s = bench.pick(smoke=400, quick=1000, full=1000)
    # Nobody votes twice for a question.
    many = min(int(per_s * seconds), browsers * 30)
    await votes(bench, browsers, votes_in_all=many, over_s=seconds)
