"""The bus of a single process. Several on one `Exchange` act as several processes on one event loop."""

import asyncio

import structlog

from server.bus.contract import OnGap, OnMessage

log = structlog.get_logger(__name__)


class Exchange:
    """Connects memory buses: has the subscribers of each topic."""

    def __init__(self) -> None:
        self.subscribers: dict[str, set[MemoryBus]] = {}


class MemoryBus:
    """A bus to the other memory buses of one exchange."""

    reaches_other_processes = False
    degraded = False
    dropped = 0

    def __init__(self, exchange: Exchange | None = None) -> None:
        self._exchange = exchange or Exchange()
        self._on_message: OnMessage | None = None

    async def start(self, on_message: OnMessage, on_gap: OnGap) -> None:
        self._on_message = on_message  # nothing is ever lost here, so `on_gap` is never called

    async def close(self) -> None:
        self._on_message = None
        for subscribers in self._exchange.subscribers.values():
            subscribers.discard(self)

    def is_heard(self, topic: str) -> bool:
        subscribers = self._exchange.subscribers.get(topic, ())
        return len(subscribers) > (self in subscribers)

    def publish(self, topic: str, message: bytes) -> None:
        others = self._exchange.subscribers.get(topic, set()) - {self}
        for other in others:
            # Not at once, because no real bus delivers a message inside the call that publishes it.
            asyncio.get_running_loop().call_soon(other._receive, topic, message)

    async def subscribe(self, topic: str) -> None:
        self._exchange.subscribers.setdefault(topic, set()).add(self)

    async def unsubscribe(self, topic: str) -> None:
        subscribers = self._exchange.subscribers.get(topic, set())
        subscribers.discard(self)
        if not subscribers:
            self._exchange.subscribers.pop(topic, None)

    def _receive(self, topic: str, message: bytes) -> None:
        if self._on_message is None or self not in self._exchange.subscribers.get(topic, ()):
            return
        try:
            self._on_message(topic, message)
        except Exception:
            log.exception("a bus message could not be received", topic=topic)
