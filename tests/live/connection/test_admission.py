"""Newcomers while the process is seconds behind, on a clock that stands still until it is moved."""

import asyncio
from collections.abc import Callable

import pytest

from server.domain.model.refusal import Refused
from server.live.connection.admission import BEHIND_S, FRESH_S, LATEST_S, PACE_PER_S, SOONEST_S, Admission
from tests.live.conftest import Process, Start


class Clock:
    """Moved by hand; or with `slow_turns`, at the end of each turn that is measured."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.slow_turns = False
        self._began = False

    def read(self) -> float:
        if self.slow_turns:
            self._began = not self._began
            self.now_s += 0 if self._began else BEHIND_S + 0.1
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["asgi", "socket"])
async def either(request: pytest.FixtureRequest, start: Start, clock: Clock) -> Process:
    return await start(socket=request.param == "socket", clock=clock.read)


def sent_away(admission: Admission) -> float | None:
    """The seconds after which they may come back; `None` if they are let in."""
    try:
        admission.check()
    except Refused as refused:
        return float(refused.details["retry_after_s"])
    return None


async def turn() -> None:
    await asyncio.sleep(0)


async def slow_turn(admission: Admission, clock: Clock) -> None:
    assert sent_away(admission) is None
    clock.now_s += BEHIND_S + 0.1
    await turn()


async def test_however_many_come_they_are_let_in_while_the_process_keeps_up(clock: Clock) -> None:
    admission = Admission(clock=clock.read)
    for _ in range(100):
        assert {sent_away(admission) for _ in range(1000)} == {None}
        clock.now_s += BEHIND_S - 0.1
        await turn()


async def test_in_a_turn_that_takes_seconds_newcomers_are_sent_away(clock: Clock) -> None:
    admission = Admission(clock=clock.read)
    assert sent_away(admission) is None
    clock.now_s += BEHIND_S + 0.1
    assert sent_away(admission)
    await turn()
    assert sent_away(admission), "and right after it"
    await turn()
    assert sent_away(admission) is None, "until a turn was quick"


async def test_a_slow_turn_is_forgotten(clock: Clock) -> None:
    admission = Admission(clock=clock.read)
    await slow_turn(admission, clock)
    clock.now_s += FRESH_S
    assert sent_away(admission) is None


def always(chance: float) -> Callable[[], float]:
    return lambda: chance


async def test_the_more_are_sent_away_the_further_apart_they_come_back(clock: Clock) -> None:
    first, last = Admission(always(0.0), clock.read), Admission(always(1.0), clock.read)
    await slow_turn(first, clock)
    assert {sent_away(first) for _ in range(5 * PACE_PER_S)} == {SOONEST_S}
    await slow_turn(last, clock)
    latest = [sent_away(last) or 0 for _ in range(5 * PACE_PER_S)]
    assert latest == sorted(latest)
    assert latest[0] == 2 * SOONEST_S
    assert latest[-1] == 2 * SOONEST_S + 5
    assert max(sent_away(last) or 0 for _ in range(100 * PACE_PER_S)) == SOONEST_S + LATEST_S


async def test_those_who_were_to_come_back_by_now_no_longer_count(clock: Clock) -> None:
    admission = Admission(always(1.0), clock.read)
    await slow_turn(admission, clock)
    for _ in range(5 * PACE_PER_S):
        sent_away(admission)
    await turn()
    clock.now_s += 5
    await slow_turn(admission, clock)
    assert sent_away(admission) == pytest.approx(2 * SOONEST_S, abs=0.01)


# ---- over a connection


async def test_a_visitor_is_told_when_to_come_back_and_a_moderator_is_let_in(
    either: Process, clock: Clock
) -> None:
    clock.slow_turns = True
    known = await either.join()
    for came in ({}, {"token": known.token}):
        visitor = await either.connect()
        refused = (await visitor.say("hello", **came))["no"]
        assert refused["code"] == "overloaded"
        assert SOONEST_S <= refused["retry_after_s"] <= 3 * SOONEST_S
        assert await visitor.close_code() == 4429
    await either.join("moderator")
    assert await known.ok("ping") == {}, "those who are in notice nothing"
    clock.slow_turns = False
    clock.now_s += FRESH_S
    await either.back(known)
