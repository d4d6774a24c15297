"""Every scenario without a database server, with twenty browsers: all frames arrive, all tallies agree."""

import sys
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.load import rooms
from tests.load.__main__ import SCENARIOS
from tests.load.bench import Bench
from tests.load.client import LoadError
from tests.load.pool import ClientPool
from tests.load.release import OtherRelease
from tests.load.updates import questions_from, send_one_by_one
from tests.load.votes import VoteTracker, verify_screens
from tests.processes import Serving

NEED_POSTGRESQL = {"reconnect-storm", "two-workers"}
SHORT = {"closed-loop", "fan-out", "join-storm", "visits"}  # with these every module of the load is used


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in SHORT else pytest.mark.long)
        for name in SCENARIOS
        if name not in NEED_POSTGRESQL
    ],
)
async def test_all_that_is_sent_arrives(name: str) -> None:
    bench = Bench("smoke", peers=False)
    await import_module(f"tests.load.scenarios.{name.replace('-', '_')}").run(bench)
    assert bench.faults == []
    assert bench.rows
    assert {row["delivered"] for row in bench.rows if "delivered" in row} <= {1.0}


@pytest.fixture(scope="module")
async def suara() -> AsyncIterator[Serving]:
    async with Bench("smoke").suara(rooms.plan("ASKS"), rooms.plan("VOTES", 1)) as serving:
        yield serving


async def test_missing_frames_are_a_fault(suara: Serving) -> None:
    bench = Bench("smoke")
    async with ClientPool() as pool:
        clients = await pool.open([rooms.attendee(suara.port, "ASKS")] * 3)
        pool.reset_tally()
        assert await send_one_by_one(pool, questions_from(clients[0]), 2, len(clients)) == 2
        assert bench.delivered(pool.tally.stamps, 2 * len(clients)) == 1.0
        assert bench.faults == []
        assert bench.delivered(pool.tally.stamps, 3 * len(clients)) < 1.0
        assert bench.faults == ["6 of 9 arrived"]


async def test_a_vote_that_no_screen_shows_is_a_fault(suara: Serving) -> None:
    bench = Bench("smoke")
    target = rooms.attendee(suara.port, "VOTES")
    async with ClientPool() as pool:
        clients = await pool.open([target] * 2)
        (question,) = before = pool.room_screen(clients[0]).votes()
        votes = VoteTracker(pool, before)
        clients[0].on_reply = votes.on_reply
        votes.send(clients[0], question)
        votes.given.add((clients[1].number, question))  # which was never sent
        await verify_screens(bench, pool, votes, clients, target, settled_s=0.2)
    assert bench.faults == ["a browser that joins now is shown other tallies", "0 of 2 arrived"]


async def test_a_refused_join_ends_the_run(suara: Serving) -> None:
    async with ClientPool() as pool:
        with pytest.raises(LoadError, match="no_room"):
            await pool.open([rooms.attendee(suara.port, "NOROOM")])


@pytest.mark.long
async def test_another_checkout_is_served_by_its_own_commands() -> None:
    release = OtherRelease(Path(__file__).parents[2], Path(sys.executable))
    bench = Bench("smoke", release=release)
    async with bench.suara(rooms.plan("LOAD", 1)) as suara, ClientPool() as pool:
        key = await bench.moderator_key(suara)
        moderator, attendee = await pool.open(
            [rooms.by_key(suara.port, "LOAD", key), rooms.attendee(suara.port)]
        )
        assert [moderator.hello_ok["role"], attendee.hello_ok["role"]] == ["moderator", "attendee"]
        assert len(pool.room_screen(attendee).votes()) == 1


def test_another_checkout_needs_an_environment(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="uv sync"):
        OtherRelease(tmp_path)
