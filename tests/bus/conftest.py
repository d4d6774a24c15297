# ruff: noqa: ASYNC110 - only these tests wait for a bus to be degraded, so there is no event for it
"""Two processes' buses on one loop, and what each of them receives."""

# ruff: noqa: ASYNC110 - nobody but these tests waits for a bus to be degraded, so there is no event for it

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from server.bus import Bus, Exchange, MemoryBus, RedisBus
from tests.servers import RedisServer


class Ear:
    """What one process hears. `heard` and `gap` wait for it, and only for what came after the last call."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.messages: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self.gaps: asyncio.Queue[None] = asyncio.Queue()

    async def start(self) -> None:
        await self.bus.start(self.hear, lambda: self.gaps.put_nowait(None))

    def hear(self, topic: str, message: bytes) -> None:
        self.messages.put_nowait((topic, message))

    async def heard(self, count: int = 1) -> list[tuple[str, bytes]]:
        return [await self.messages.get() for _ in range(count)]

    async def hears(self, message: bytes) -> None:
        """Until this one comes, whatever came late before it."""
        while (await self.messages.get())[1] != message:
            pass

    async def away(self) -> None:
        """Until the bus says that it is degraded."""
        while not self.degraded():
            await asyncio.sleep(0)

    def degraded(self) -> bool:
        return self.bus.degraded

    async def gap(self) -> None:
        await self.gaps.get()


NewEar = Callable[[], Awaitable[Ear]]


@pytest.fixture(params=["memory", "redis"])
async def new_ear(request: pytest.FixtureRequest) -> AsyncIterator[NewEar]:
    """Starts one more process on the same bus, whichever kind it is."""
    exchange = Exchange()
    url = "" if request.param == "memory" else request.getfixturevalue("redis_server").url
    ears: list[Ear] = []

    async def new() -> Ear:
        ear = Ear(MemoryBus(exchange) if request.param == "memory" else RedisBus(url))
        ears.append(ear)
        await ear.start()
        return ear

    yield new
    for ear in ears:
        await ear.bus.close()


@pytest.fixture
async def redis_ear(redis_server: RedisServer) -> AsyncIterator[Callable[[], Ear]]:
    """Makes buses that notice silence early; the test starts them. Afterwards Redis runs again."""
    ears: list[Ear] = []

    def new() -> Ear:
        ears.append(Ear(RedisBus(redis_server.url, probe_s=0.05, silence_s=0.5)))
        return ears[-1]

    yield new
    redis_server.revive()
    for ear in ears:
        await ear.bus.close()
