"""Keep-alive pings, by a timing wheel that the tests advance."""

import asyncio
from collections.abc import Callable

import pytest

from server.live.transport.keepalive import SLOTS, PingWheel
from tests.live.conftest import Process, Start


@pytest.fixture
def wheel() -> PingWheel:
    """Its own clock is slower than any test."""
    return PingWheel(every_s=1e6)


@pytest.fixture
async def process(wheel: PingWheel, start: Start) -> Process:
    return await start(socket=True, wheel=wheel)


def once_round(wheel: PingWheel) -> None:
    for _ in range(SLOTS):
        wheel.advance()


class Socket:
    def __init__(self, done: Callable[["Socket"], None] = lambda socket: None) -> None:
        self.pings = 0
        self._done = done

    def ping(self) -> None:
        self.pings += 1
        self._done(self)


async def test_everybody_is_pinged_once_a_round(wheel: PingWheel) -> None:
    sockets = [Socket() for _ in range(3 * SLOTS)]
    for number, socket in enumerate(sockets):
        wheel.add(socket)
        if number % 3 == 2:
            wheel.advance()
    assert {socket.pings for socket in sockets[3:]} == {0}, "a whole round away, whenever they came"
    for each in (1, 2):
        before = sum(socket.pings for socket in sockets)
        once_round(wheel)
        assert sum(socket.pings for socket in sockets) - before == len(sockets), each
    for socket in sockets:
        wheel.remove(socket)
    wheel.remove(sockets[0])
    assert len(wheel) == 0


async def test_whoever_goes_takes_others_along_without_harm(wheel: PingWheel) -> None:
    """A ping that cuts off one socket may end another one."""
    others: list[Socket] = []

    def leave(_: Socket) -> None:
        while others:
            wheel.remove(others.pop())

    others += [Socket(leave) for _ in range(3)]
    everyone = list(others)
    for socket in everyone:
        wheel.add(socket)
    once_round(wheel)
    assert [socket.pings for socket in everyone] == [1, 0, 0]
    assert len(wheel) == 0


async def test_the_wheel_turns_by_itself_while_there_is_anybody() -> None:
    wheel = PingWheel(every_s=0.01)
    pinged = asyncio.Event()
    socket = Socket(lambda it: pinged.set())
    wheel.add(socket)
    async with asyncio.timeout(10):
        await pinged.wait()
    assert wheel._timer is not None
    wheel.remove(socket)
    assert wheel._timer is None, "an idle process is not woken"


async def test_whoever_answers_stays(process: Process, wheel: PingWheel) -> None:
    browser = await process.join()
    for _ in range(5):
        once_round(wheel)
        assert await browser.ok("ping") == {}


async def test_whoever_says_nothing_for_a_round_is_cut_off(process: Process, wheel: PingWheel) -> None:
    browser = await process.join()
    assert len(wheel) == 1
    once_round(wheel)
    once_round(wheel)  # with no pause in which an answer could be read
    assert await browser.close_code() == 1006
    assert len(wheel) == 0
