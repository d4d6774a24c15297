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
BUFFER_BYTES = 64 * 1024  # above this a browser is passed over until the network has taken what it was given
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


def text_of(data: bytes) -> str:
    """What a packet's data says."""
    head = {126: 4, 127: 10}.get(data[1], 2)
    return data[head:].decode()


class Outlet(Protocol):
    """The way to one browser. Nothing here waits, and writing to one that is gone does nothing."""

    @property
    def full(self) -> bool:
        """More than `BUFFER_BYTES` wait for the network, or it is gone: to be passed over for now."""

    @property
    def send(self) -> Callable[[bytes], object]:
        """Hand over a packet's data to one who is not full: the shortest way, for fan-out."""

    def write(self, packet: Packet) -> None: ...

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
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._over = False

    @property
    def full(self) -> bool:
        return self._over or self._size > BUFFER_BYTES

    def send(self, data: bytes) -> None:
        if not self._over:
            self._waiting.append(data)
            self._size += len(data)
            self._wake.set()
            self._idle.clear()

    def write(self, packet: Packet) -> None:
        self.send(packet.data)

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
                    data = self._waiting[0]
                    await self._send(text_of(data))
                    if self._waiting:
                        self._waiting.popleft()
                        self._size -= len(data)
                self._idle.set()
        finally:
            self.abort()
