"""What no page sends: heads that never end, requests that never arrive, frames of nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from server.live import requests
from tests.live.conftest import Process, Start
from tests.live.lines import PATIENCE_S

GET = b"GET /healthz HTTP/1.1\r\nHost: suara.test\r\n"
UPGRADE = (
    b"GET /live/OPEN HTTP/1.1\r\nHost: suara.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
)
BEGUN = b"\x01\x80\0\0\0\0"  # an empty text, to be continued
MORE = b"\x00\x80\0\0\0\0"  # nothing, to be continued
PING, PONG = b"\x89\x80\0\0\0\0", b"\x8a\x80\0\0\0\0"


class Wire:
    """A connection by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def say(self, data: bytes) -> None:
        self._writer.write(data)

    async def head(self) -> bytes:
        async with asyncio.timeout(PATIENCE_S):
            return (await self._reader.readuntil(b"\r\n\r\n")).splitlines()[0]

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

    def close(self) -> None:
        self._writer.close()


@pytest.fixture
async def process(start: Start) -> Process:
    return await start(socket=True)


@pytest.fixture
async def wire(process: Process) -> AsyncIterator[Wire]:
    assert process.url is not None
    wire = Wire(*await asyncio.open_connection("127.0.0.1", int(process.url.rsplit(":", 1)[1])))
    yield wire
    wire.close()


@pytest.mark.parametrize("many", [b"a: b\r\n" * 20_000, b"a: " + b"b" * 120_000], ids=["lines", "length"])
async def test_a_head_without_end_is_refused(wire: Wire, many: bytes) -> None:
    wire.say(GET + many)
    assert b" 431 " in await wire.head()
    assert await wire.is_cut_off()


async def test_a_head_may_be_large(wire: Wire) -> None:
    wire.say(GET + b"Cookie: " + b"c" * 20_000 + b"\r\n\r\n")
    assert b" 200 " in await wire.head()


async def test_a_large_body_is_not_a_head(wire: Wire) -> None:
    body = b'{"frames":[{"do":"hello","ref":1}]}' + b" " * 60_000
    wire.say(b"POST /live/OPEN HTTP/1.1\r\nHost: suara.test\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    assert b" 200 " in await wire.head()


async def test_a_handshake_may_be_as_large(wire: Wire) -> None:
    wire.say(UPGRADE + b"Cookie: " + b"c" * 20_000 + b"\r\n\r\n")
    assert b" 101 " in await wire.head()


async def test_a_handshake_without_end_is_refused(wire: Wire) -> None:
    wire.say(UPGRADE + b"Cookie: " + b"c" * 40_000)
    assert b" 431 " in await wire.head()
    assert await wire.is_cut_off()


@pytest.mark.parametrize(
    "part",
    [b"", b"\r\n", b"GET /heal", GET, UPGRADE, b"POST /live/OPEN HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"],
    ids=["nothing", "blank", "line", "head", "handshake", "body"],
)
async def test_a_request_that_never_arrives_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, process: Process, part: bytes
) -> None:
    monkeypatch.setattr(requests, "REQUEST_S", 0.05)
    assert process.url is not None
    wire = Wire(*await asyncio.open_connection("127.0.0.1", int(process.url.rsplit(":", 1)[1])))
    wire.say(part)
    assert await wire.is_cut_off()
    wire.close()


async def test_requests_in_advance_are_few(wire: Wire) -> None:
    wire.say((GET + b"\r\n") * 5000)
    assert await wire.is_cut_off()


@pytest.mark.parametrize(
    "bare", [BEGUN + MORE * 2000, PING * 2000, PONG * 2000], ids=["pieces", "pings", "pongs"]
)
async def test_frames_of_nothing_come_to_an_end(wire: Wire, bare: bytes) -> None:
    wire.say(UPGRADE + b"\r\n")
    assert b" 101 " in await wire.head()
    wire.say(bare)
    assert await wire.is_cut_off()


async def test_a_message_may_come_in_pieces(wire: Wire) -> None:
    wire.say(UPGRADE + b"\r\n")
    await wire.head()
    wire.say(BEGUN + MORE * 200 + b'\x80\x97\0\0\0\0{"do":"hello","ref":7}\n')
    assert await wire.until(b'{"ref":7,"ok"')
