"""Every scenario that needs no database server, with twenty browsers: all arrives, all tallies agree."""

from collections.abc import AsyncIterator
from importlib import import_module

import pytest

from tests.load import ours
from tests.load.__main__ import SCENARIOS
from tests.load.bench import Bench
from tests.load.client import Crowd
from tests.load.line import Failed
from tests.load.saying import asking, one_by_one
from tests.load.voting import Votes, settle
from tests.processes import Serving

NEED_POSTGRESQL = {"reconnect-storm", "two-workers"}


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name not in NEED_POSTGRESQL])
async def test_all_that_is_sent_arrives(name: str) -> None:
    bench = Bench("smoke", peers=False)
    await import_module(f"tests.load.scenarios.{name.replace('-', '_')}").run(bench)
    assert bench.wrong == []
    assert bench.rows
    assert {row["reach"] for row in bench.rows if "reach" in row} <= {1.0}


@pytest.fixture(scope="module")
async def suara() -> AsyncIterator[Serving]:
    async with Bench("smoke").suara(ours.talk("ASKS"), ours.talk("VOTES", 1)) as serving:
        yield serving


async def test_what_did_not_arrive_is_said(suara: Serving) -> None:
    bench = Bench("smoke")
    async with Crowd() as crowd:
        lines = await crowd.open([ours.way(suara.port, "ASKS")] * 3)
        crowd.count_afresh()
        assert await one_by_one(crowd, asking(lines[0]), 2, len(lines)) == 2
        assert bench.reach(crowd.tally.stamps, 2 * len(lines)) == 1.0
        assert bench.wrong == []
        assert bench.reach(crowd.tally.stamps, 3 * len(lines)) < 1.0
        assert bench.wrong == ["6 of 9 arrived"]


async def test_a_vote_that_no_screen_shows_is_said(suara: Serving) -> None:
    bench = Bench("smoke")
    way = ours.way(suara.port, "VOTES")
    async with Crowd() as crowd:
        lines = await crowd.open([way] * 2)
        (question,) = before = crowd.held(lines[0]).votes()
        votes = Votes(crowd, before)
        lines[0].on_reply = votes.answered
        votes.cast(lines[0], question)
        votes.holding.add((lines[1].number, question))  # which was never sent
        await settle(bench, crowd, votes, lines, way, settled_s=0.2)
    assert bench.wrong == ["a browser that comes now is shown other tallies", "0 of 2 arrived"]


async def test_whoever_is_not_let_in_ends_the_run(suara: Serving) -> None:
    async with Crowd() as crowd:
        with pytest.raises(Failed, match="no_room"):
            await crowd.open([ours.way(suara.port, "NOROOM")])
