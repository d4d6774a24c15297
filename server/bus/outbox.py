"""What waits to be published: bounded, because while Redis is away nothing takes it out."""

import asyncio
from collections import deque


class Outbox:
    """Holds at most `size_bytes`; when full the oldest is dropped and counted: messages are only hints."""

    def __init__(self, size_bytes: int) -> None:
        self._size_bytes = size_bytes
        self._held_bytes = 0
        self._waiting: deque[tuple[str, bytes]] = deque()
        self._taken: list[tuple[str, bytes]] = []
        self._filled = asyncio.Event()
        self.emptied = asyncio.Event()
        self.emptied.set()
        self.dropped = 0

    def put(self, topic: str, message: bytes) -> None:
        self._waiting.append((topic, message))
        self._held_bytes += len(message)
        while self._held_bytes > self._size_bytes:
            self._held_bytes -= len(self._waiting.popleft()[1])
            self.dropped += 1
        self._filled.set()
        self.emptied.clear()

    async def next_batch(self, limit: int) -> list[tuple[str, bytes]]:
        """The oldest ones, at least one; waits for it. Asking again says that those taken before are sent."""
        self._taken = []
        if not self._waiting:
            self.emptied.set()
        while not self._waiting:
            self._filled.clear()
            await self._filled.wait()
        self._taken = [self._waiting.popleft() for _ in range(min(limit, len(self._waiting)))]
        self._held_bytes -= sum(len(message) for _, message in self._taken)
        return self._taken

    def put_back(self) -> None:
        """What was taken last may not have been sent: it comes first again. Twice is better than never."""
        self._waiting.extendleft(reversed(self._taken))
        self._held_bytes += sum(len(message) for _, message in self._taken)
        self._taken = []
