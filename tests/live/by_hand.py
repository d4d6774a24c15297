"""Connections by hand: every byte as a test wants it."""

import asyncio
import json
from typing import Any

from tests.live.conftest import Process
from tests.live.lines import PATIENCE_S

UPGRADE = (
    b"GET /live/OPEN HTTP/1.1\r\nHost: suara.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
)


class Wire:
    """A connection by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def say(self, data: bytes) -> None:
        self._writer.write(data)

    async def head(self) -> bytes:
        return (await self.whole_head()).splitlines()[0]

    async def whole_head(self) -> bytes:
        async with asyncio.timeout(PATIENCE_S):
            return await self._reader.readuntil(b"\r\n\r\n")

    async def answer(self) -> Any:
        """The JSON of the next whole response, which says how long it is."""
        fields = (line.lower().partition(b":") for line in (await self.whole_head()).splitlines())
        size = next(int(value) for name, _, value in fields if name == b"content-length")
        async with asyncio.timeout(PATIENCE_S):
            return json.loads(await self._reader.readexactly(size))

    async def exactly(self, size_bytes: int) -> bytes:
        async with asyncio.timeout(PATIENCE_S):
            return await self._reader.readexactly(size_bytes)

    async def until(self, text: bytes) -> bool:
        async with asyncio.timeout(PATIENCE_S):
            return bool(await self._reader.readuntil(text))

    async def is_cut_off(self) -> bool:
        """Reads on until it is; fails if it never is."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while await self._reader.read(65536):
                    pass
        except ConnectionError:
            pass
        return True

    def stop_reading(self) -> None:
        """As a network does that takes nothing any more."""
        self._reader._transport.pause_reading()  # type: ignore[attr-defined]

    async def until_cut_off(self, data: bytes) -> None:
        """Says the same again and again, until nobody takes it; fails if somebody always does."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    self._writer.write(data)
                    await self._writer.drain()
        except ConnectionError:
            pass

    def close(self) -> None:
        self._writer.close()

    async def text(self) -> bytes:
        """The payload of the next frame, of at most 64 KB."""
        async with asyncio.timeout(PATIENCE_S):
            size = (await self._reader.readexactly(2))[1]
            if size == 126:
                size = int.from_bytes(await self._reader.readexactly(2))
            return await self._reader.readexactly(size)


async def opened(process: Process) -> Wire:
    assert process.url is not None
    return Wire(*await asyncio.open_connection("127.0.0.1", int(process.url.rsplit(":", 1)[1])))


def masked(opcode: int, payload: bytes) -> bytes:
    """A frame as a browser sends it, with the mask that changes nothing."""
    return bytes((opcode, 0xFE)) + len(payload).to_bytes(2) + bytes(4) + payload
