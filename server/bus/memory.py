"""The bus of a single process; several on one Exchange act as several processes on one loop."""

import asyncio

import structlog

from server.bus.contract import OnGap, OnMessage

log = structlog.get_logger(__name__)


class Exchange:
    """What connects memory buses: topics, and who follows them."""

    def __init__(self) -> None:
        self.followers: dict[str, set[MemoryBus]] = {}


class MemoryBus:
    degraded = False

    def __init__(self, exchange: Exchange | None = None) -> None:
        self._exchange = exchange or Exchange()
        self._on_message: OnMessage | None = None

    async def start(self, on_message: OnMessage, on_gap: OnGap) -> None:
        self._on_message = on_message  # nothing is ever lost here, so there is never a gap to tell

    async def close(self) -> None:
        self._on_message = None
        for followers in self._exchange.followers.values():
            followers.discard(self)

    def publish(self, topic: str, message: bytes) -> None:
        others = self._exchange.followers.get(topic, set()) - {self}
        for other in others:
            # Not at once: with a real bus nothing is received inside the call that publishes.
            asyncio.get_running_loop().call_soon(other._receive, topic, message)

    async def subscribe(self, topic: str) -> None:
        self._exchange.followers.setdefault(topic, set()).add(self)

    async def unsubscribe(self, topic: str) -> None:
        followers = self._exchange.followers.get(topic, set())
        followers.discard(self)
        if not followers:
            self._exchange.followers.pop(topic, None)

    def _receive(self, topic: str, message: bytes) -> None:
        if self._on_message is None or self not in self._exchange.followers.get(topic, ()):
            return
        try:
            self._on_message(topic, message)
        except Exception:
            log.exception("a bus message could not be taken in", topic=topic)
