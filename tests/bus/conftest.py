"""The buses of two processes on one event loop, and the messages that each receives."""

# ruff: noqa: ASYNC110 - only these tests wait for a bus to be degraded, so there is no event for it

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from server.bus import Bus, Exchange, MemoryBus, RedisBus
from tests.servers import RedisServer


class Receiver:
    """One process's bus. `receive` and `gap` wait for messages and gaps that came after the last call."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.messages: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self.gaps: asyncio.Queue[None] = asyncio.Queue()

    async def start(self) -> None:
        await self.bus.start(self.put, lambda: self.gaps.put_nowait(None))

    def put(self, topic: str, message: bytes) -> None:
        self.messages.put_nowait((topic, message))

    async def receive(self, count: int = 1) -> list[tuple[str, bytes]]:
        return [await self.messages.get() for _ in range(count)]

    async def receive_until(self, message: bytes) -> None:
        """Waits for this message, and drops late ones before it."""
        while (await self.messages.get())[1] != message:
            pass

    async def wait_until_degraded(self) -> None:
        while not self.degraded():
            await asyncio.sleep(0)

    def degraded(self) -> bool:
        return self.bus.degraded

    async def gap(self) -> None:
        await self.gaps.get()


NewReceiver = Callable[[], Awaitable[Receiver]]


@pytest.fixture(params=["memory", "redis"])
async def new_receiver(request: pytest.FixtureRequest) -> AsyncIterator[NewReceiver]:
    """Starts one more process on the same bus, for each kind of bus."""
    exchange = Exchange()
    url = "" if request.param == "memory" else request.getfixturevalue("redis_server").url
    receivers: list[Receiver] = []

    async def new() -> Receiver:
        receiver = Receiver(MemoryBus(exchange) if request.param == "memory" else RedisBus(url))
        receivers.append(receiver)
        await receiver.start()
        return receiver

    yield new
    for receiver in receivers:
        await receiver.bus.close()


@pytest.fixture
async def redis_receiver(redis_server: RedisServer) -> AsyncIterator[Callable[[], Receiver]]:
    """Makes buses that notice silence early; the test starts them. Afterwards Redis runs again."""
    receivers: list[Receiver] = []

    def new() -> Receiver:
        receivers.append(Receiver(RedisBus(redis_server.url, probe_s=0.05, silence_s=0.5)))
        return receivers[-1]

    yield new
    redis_server.revive()
    for receiver in receivers:
        await receiver.bus.close()
