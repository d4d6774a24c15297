"""Frame once, write many: a text is encoded once, and written to any number of browsers without waiting.

uvicorn accepts protocol classes. Ours puts an outlet to the transport into the scope's extensions, which
Starlette passes through. Under other servers, and in tests, `AsgiOutlet` does the same through `send`.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

import anyio

EXTENSION = "suara.outlet"
FINISH_S = 1.0
BUFFER_BYTES = 64 * 1024  # with more than this in its buffer, a browser is skipped by fan-out
_TEXT_FINAL = 0x81  # FIN and opcode 1 (RFC 6455, section 5.2)


class Packet:
    """A text, and the bytes of its WebSocket frame. All browsers that it is sent to share it.

    A `passing` one does not end the wait of a long poll.
    """

    __slots__ = ("data", "passing", "text")

    def __init__(self, text: str, *, passing: bool = False) -> None:
        self.text = text
        self.passing = passing
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
    """The text of a packet's data."""
    head = {126: 4, 127: 10}.get(data[1], 2)
    return data[head:].decode()


class Outlet(Protocol):
    """The connection to one browser. No method waits, and writing to a closed connection does nothing."""

    @property
    def full(self) -> bool:
        """Whether fan-out should skip it: more than `BUFFER_BYTES` are buffered, or it is closed."""

    @property
    def send(self) -> Callable[[bytes], object]:
        """Writes a packet's data. The fastest way, for fan-out, to an outlet that is not full."""

    def write(self, packet: Packet) -> None: ...

    def buffered(self) -> int:
        """The number of bytes written that the network has not accepted yet."""

    def listen(self, listener: Callable[[str], None]) -> None:
        """Calls `listener` with arriving texts, if that is faster than ASGI. Some still come by ASGI."""

    def abort(self) -> None:
        """Cuts the connection, and drops its buffer. Closing would wait for a browser that is stuck."""


class AsgiOutlet:
    """An outlet over ASGI's `send`. The task that runs `run` sends one packet after the other."""

    def __init__(self, send: Callable[[str], Awaitable[None]]) -> None:
        self._send = send
        self._packets: deque[bytes] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._aborted = False

    @property
    def full(self) -> bool:
        return self._aborted or self._bytes > BUFFER_BYTES

    def send(self, data: bytes) -> None:
        if not self._aborted:
            self._packets.append(data)
            self._bytes += len(data)
            self._wake.set()
            self._idle.clear()

    def write(self, packet: Packet) -> None:
        self.send(packet.data)

    def buffered(self) -> int:
        return self._bytes

    def listen(self, listener: Callable[[str], None]) -> None:
        pass  # all texts come by ASGI

    def abort(self) -> None:
        self._aborted = True
        self._packets.clear()
        self._bytes = 0
        self._wake.set()
        self._idle.set()

    async def finish(self) -> None:
        """Waits at most `FINISH_S` for the packets to be sent, so that a `bye` arrives before the close."""
        if self._packets:
            with anyio.move_on_after(FINISH_S):
                await self._idle.wait()

    async def run(self) -> None:
        """Sends packets until aborted. Raises what `send` raises when the browser is gone."""
        try:
            while not self._aborted:
                await self._wake.wait()
                self._wake.clear()
                while self._packets:
                    data = self._packets[0]
                    await self._send(text_of(data))
                    if self._packets:
                        self._packets.popleft()
                        self._bytes -= len(data)
                self._idle.set()
        finally:
            self.abort()
