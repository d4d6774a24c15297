"""Messages that wait to be published. They are bounded, because while Redis is away none is published."""

import asyncio
from collections import deque


class Outbox:
    """A queue of messages of at most `size_bytes` together.

    If it is full, the oldest messages are dropped and counted in `dropped`, because messages are only hints.
    """

    def __init__(self, size_bytes: int) -> None:
        self._size_bytes = size_bytes
        self._waiting_bytes = 0
        self._waiting: deque[tuple[str, bytes]] = deque()
        self._in_flight: list[tuple[str, bytes]] = []
        self._has_messages = asyncio.Event()
        self.emptied = asyncio.Event()
        self.emptied.set()
        self.dropped = 0

    def put(self, topic: str, message: bytes) -> None:
        self._waiting.append((topic, message))
        self._waiting_bytes += len(message)
        while self._waiting_bytes > self._size_bytes:
            self._waiting_bytes -= len(self._waiting.popleft()[1])
            self.dropped += 1
        self._has_messages.set()
        self.emptied.clear()

    async def next_batch(self, limit: int) -> list[tuple[str, bytes]]:
        """The oldest messages: at most `limit`, at least one, which it waits for.

        A call means that the messages of the call before were sent.
        """
        self._in_flight = []
        if not self._waiting:
            self.emptied.set()
        while not self._waiting:
            self._has_messages.clear()
            await self._has_messages.wait()
        self._in_flight = [self._waiting.popleft() for _ in range(min(limit, len(self._waiting)))]
        self._waiting_bytes -= sum(len(message) for _, message in self._in_flight)
        return self._in_flight

    def put_back(self) -> None:
        """Puts the last batch back first: it may not have been sent, and twice is better than never."""
        self._waiting.extendleft(reversed(self._in_flight))
        self._waiting_bytes += sum(len(message) for _, message in self._in_flight)
        self._in_flight = []
