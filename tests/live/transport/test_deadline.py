"""A deadline that is moved often, by a clock of the test's own."""

import asyncio
from collections.abc import Callable

import pytest

from server.live.transport.deadline import Deadline


class Clock:
    """The time, and the timers that were started."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.started: list[asyncio.TimerHandle] = []

    def time(self) -> float:
        return self.now_s

    def call_later(self, delay: float, callback: Callable[[], object], /) -> asyncio.TimerHandle:
        loop = asyncio.get_running_loop()
        self.started.append(asyncio.TimerHandle(self.now_s + delay, callback, (), loop))
        return self.started[-1]

    def advance(self, to_s: float) -> None:
        """Runs every timer that is due by then, at its own time."""
        while due := [timer for timer in self.started if not timer.cancelled() and timer.when() <= to_s]:
            timer = min(due)
            self.now_s = timer.when()
            timer._run()
            timer.cancel()
        self.now_s = to_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def met() -> list[float]:
    return []


@pytest.fixture
def deadline(clock: Clock, met: list[float]) -> Deadline:
    return Deadline(clock, 5.0, lambda: met.append(clock.now_s))


async def test_it_is_met_once(clock: Clock, deadline: Deadline, met: list[float]) -> None:
    deadline.set(30.0)
    clock.advance(29.9)
    assert met == []
    clock.advance(100.0)
    assert met == [30.0]


async def test_the_last_one_counts(clock: Clock, deadline: Deadline, met: list[float]) -> None:
    deadline.set(30.0)
    clock.advance(1.0)
    deadline.set(5.0)
    clock.advance(5.9)
    assert met == []
    clock.advance(60.0)
    assert met == [6.0]


async def test_a_near_one_is_not_late(clock: Clock, deadline: Deadline, met: list[float]) -> None:
    deadline.set(30.0)
    deadline.set(0.5)
    clock.advance(60.0)
    assert met == [0.5]


async def test_a_cleared_one_is_never_met(clock: Clock, deadline: Deadline, met: list[float]) -> None:
    deadline.set(5.0)
    deadline.clear()
    clock.advance(60.0)
    assert met == []
    deadline.set(5.0)
    clock.advance(120.0)
    assert met == [65.0]


async def test_many_requests_start_one_timer(clock: Clock, deadline: Deadline) -> None:
    for _ in range(100):
        deadline.set(30.0)
        deadline.set(5.0)
    assert len(clock.started) == 1


async def test_no_timer_is_left_at_the_end(clock: Clock, deadline: Deadline, met: list[float]) -> None:
    deadline.set(5.0)
    deadline.stop()
    assert [timer.cancelled() for timer in clock.started] == [True]
    clock.advance(60.0)
    assert met == []
