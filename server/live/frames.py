"""Frame once, write many: one encoding of a text, handed to any number of browsers without waiting for any.

uvicorn takes protocol classes; ours put an outlet to the transport into the scope's extensions, where
Starlette passes it through. Under other servers, and in tests, `AsgiOutlet` does the same through `send`.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

import anyio

EXTENSION = "suara.outlet"
FINISH_S = 1.0
_TEXT_FINAL = 0x81  # FIN and opcode 1 (RFC 6455, section 5.2)


class Packet:
    """One text, and the bytes of its WebSocket frame; made once and shared by everybody it goes to."""

    __slots__ = ("data", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        payload = text.encode()
        size = len(payload)
        if size < 126:
            head = bytes((_TEXT_FINAL, size))
        elif size < 65536:
            head = bytes((_TEXT_FINAL, 126)) + size.to_bytes(2)
        else:
            head = bytes((_TEXT_FINAL, 127)) + size.to_bytes(8)
        self.data = head + payload


class Outlet(Protocol):
    """The way to one browser. Nothing here waits, and writing to one that is gone does nothing."""

    def write(self, packet: Packet) -> None: ...

    def offer(self, packet: Packet, limit_bytes: int) -> bool:
        """Write, unless more than so much is still buffered; then False."""

    def buffered(self) -> int:
        """Bytes handed over that the network has not taken yet."""

    def listen(self, listener: Callable[[str], None]) -> None:
        """Hand over texts as they arrive, where that is quicker than through ASGI; some still come there."""

    def abort(self) -> None:
        """Cut the connection, whatever is still buffered: closing would wait for a browser that is stuck."""


class AsgiOutlet:
    """Through ASGI's `send`, one packet after the other, by a task that `run` is."""

    def __init__(self, send: Callable[[str], Awaitable[None]]) -> None:
        self._send = send
        self._waiting: deque[Packet] = deque()
        self._size = 0
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._over = False

    def write(self, packet: Packet) -> None:
        if not self._over:
            self._waiting.append(packet)
            self._size += len(packet.data)
            self._wake.set()
            self._idle.clear()

    def offer(self, packet: Packet, limit_bytes: int) -> bool:
        if self._size > limit_bytes:
            return False
        self.write(packet)
        return True

    def buffered(self) -> int:
        return self._size

    def listen(self, listener: Callable[[str], None]) -> None:
        pass  # all of them come through ASGI

    def abort(self) -> None:
        self._over = True
        self._waiting.clear()
        self._size = 0
        self._wake.set()
        self._idle.set()

    async def finish(self) -> None:
        """Let what waits go out, for a moment: a goodbye should arrive before the close."""
        if self._waiting:
            with anyio.move_on_after(FINISH_S):
                await self._idle.wait()

    async def run(self) -> None:
        """Returns once aborted; raises whatever `send` raises when the browser is gone."""
        try:
            while not self._over:
                await self._wake.wait()
                self._wake.clear()
                while self._waiting:
                    packet = self._waiting[0]
                    await self._send(packet.text)
                    if self._waiting:
                        self._waiting.popleft()
                        self._size -= len(packet.data)
                self._idle.set()
        finally:
            self.abort()
