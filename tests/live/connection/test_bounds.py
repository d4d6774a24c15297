"""Requests that no page sends: heads that never end, requests that never arrive, frames of nothing."""

import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from zlib import compressobj

import pytest

from server.domain.model.limits import Limits
from tests.live.by_hand import UPGRADE, Wire, masked, opened
from tests.live.conftest import Process, Start

GET = b"GET /healthz HTTP/1.1\r\nHost: suara.test\r\n"
BEGUN = b"\x01\x80\0\0\0\0"  # an empty text, to be continued
MORE = b"\x00\x80\0\0\0\0"  # nothing, to be continued
PING, PONG = b"\x89\x80\0\0\0\0", b"\x8a\x80\0\0\0\0"
LONG_PING = b"\x89\xfd\0\0\0\0" + b"x" * 125


@pytest.fixture
async def process(start: Start) -> Process:
    return await start(socket=True)


@pytest.fixture
async def wire(process: Process) -> AsyncIterator[Wire]:
    wire = await opened(process)
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


@pytest.mark.tuning(request_s=0.05)
@pytest.mark.parametrize(
    "part",
    [b"", b"\r\n", b"GET /heal", GET, UPGRADE, b"POST /live/OPEN HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"],
    ids=["nothing", "blank", "line", "head", "handshake", "body"],
)
async def test_a_request_that_never_arrives_is_not_waited_for(process: Process, part: bytes) -> None:
    wire = await opened(process)
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


@pytest.mark.tuning(bare_frames=10**9, unread_bytes=10_000)
async def test_who_sends_pings_and_reads_no_answers_is_cut_off(wire: Wire, process: Process) -> None:
    """Many a round are allowed, and each round would add as many answers to those that wait."""
    wire.say(UPGRADE + b"\r\n")
    await wire.head()
    wire.stop_reading()
    await wire.until_cut_off(LONG_PING * 1000)
    assert await (await process.join()).ok("ping") == {}


async def test_a_message_may_come_in_pieces(wire: Wire) -> None:
    wire.say(UPGRADE + b"\r\n")
    await wire.head()
    wire.say(BEGUN + MORE * 200 + b'\x80\x97\0\0\0\0{"do":"hello","ref":7}\n')
    assert await wire.until(b'{"ref":7,"ok"')


@pytest.mark.parametrize("begun", [b"", BEGUN, BEGUN + masked(0x00, b"x"), BEGUN + PING])
@pytest.mark.parametrize("code", [1000, 1001, 4000])
async def test_a_close_is_answered_with_its_code_also_within_a_message(
    wire: Wire, begun: bytes, code: int
) -> None:
    wire.say(UPGRADE + b"\r\n")
    await wire.head()
    wire.say(begun + b"\x88\x82\0\0\0\0" + code.to_bytes(2))
    answers = [await wire.text() for _ in range(1 + begun.count(PING))]
    assert answers[-1] == code.to_bytes(2)
    assert await wire.is_cut_off()


@pytest.mark.parametrize("close", [b"\x88\x81\0\0\0\0x", b"\x88\x82\0\0\0\0\x03\xed", b"\x88\x02\x03\xe8"])
async def test_a_close_that_is_none_is_an_error_of_the_protocol(wire: Wire, close: bytes) -> None:
    """Of one byte, with a code that is never sent, and without a mask."""
    wire.say(UPGRADE + b"\r\n")
    await wire.head()
    wire.say(BEGUN + close)
    assert (await wire.text())[:2] == (1002).to_bytes(2)
    assert await wire.is_cut_off()


async def test_a_message_in_pieces_is_no_larger_than_one_in_one(wire: Wire) -> None:
    wire.say(UPGRADE + b"\r\n")
    await wire.head()
    wire.say(BEGUN + masked(0x00, b"x" * 1000) * 70)
    assert (await wire.text())[:2] == (1009).to_bytes(2)
    assert await wire.is_cut_off()


async def test_a_message_is_no_larger_than_the_limits_of_the_process_allow(start: Start) -> None:
    """Before it is known who sends it, a moderator's limit holds."""
    process = await start(socket=True, limits=replace(Limits(), moderator_frame_bytes=2000))
    for size, code in ((1900, 4400), (2100, 1009)):
        wire = await opened(process)
        wire.say(UPGRADE + b"\r\n")
        await wire.head()
        for _ in range(3):
            wire.say(masked(0x81, b"x" * size))
        while (text := await wire.text())[:1] == b"{":
            pass
        assert text[:2] == code.to_bytes(2), size
        wire.close()


# ---- bombs


async def test_a_compressed_frame_is_not_inflated(wire: Wire, process: Process) -> None:
    other = await process.join()
    wire.say(UPGRADE + b"Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
    assert b"permessage" not in await wire.whole_head()
    bomb = compressobj(wbits=-15)
    wire.say(masked(0xC1, bomb.compress(bytes(10_000_000)) + bomb.flush()))
    assert (await wire.text())[:2] == (1002).to_bytes(2)
    assert await wire.is_cut_off()
    assert await other.ok("ping") == {}


async def test_a_compressed_request_is_not_inflated(wire: Wire) -> None:
    body = gzip.compress(b'{"frames":[{"do":"hello","ref":1}]}' + b" " * 10_000_000)
    wire.say(
        b"POST /live/OPEN HTTP/1.1\r\nHost: suara.test\r\nContent-Encoding: gzip\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body) + body
    )
    assert b" 400 " in await wire.head()
