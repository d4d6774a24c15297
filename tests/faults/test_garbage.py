"""What any client can make the process write to its log."""

import asyncio
import json
import socket
import struct
from collections import Counter
from contextlib import suppress

import pytest

from server.run.log_limit import LINES
from tests.faults.conftest import Join, ready
from tests.live.by_hand import UPGRADE, masked
from tests.processes import Serving

TIMES = LINES + 5
HOST = b"Host: suara.test\r\n"
OPEN = UPGRADE + b"\r\n"

GARBAGE = {
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "another version": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "no length": b"POST /live/OPEN HTTP/1.1\r\n" + HOST + b"Content-Length: x\r\n\r\n",
    "two lengths": b"POST /live/OPEN HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "bad chunks": b"POST /live/OPEN HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "cut body": b"POST /live/OPEN HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\n{",
    "no JSON": b"POST /live/OPEN HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\n\xff\xfe\xfd",
    "NUL in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X: \x00\r\n\r\n",
    "bad path": b"GET /%ff%00/\xff HTTP/1.1\r\n" + HOST + b"\r\n",
    "bad host": b"GET /readyz HTTP/1.1\r\nHost: [\r\n\r\n",
    "bad query": b"GET /?%zz=%00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "h2c": b"GET / HTTP/1.1\r\n" + HOST + b"Upgrade: h2c\r\nConnection: Upgrade\r\nHTTP2-Settings: x\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "upgrade to nothing": b"GET / HTTP/1.1\r\n" + HOST + b"Upgrade: \xff\r\nConnection: Upgrade\r\n\r\n",
    "no key": OPEN.replace(b"dGhlIHNhbXBsZSBub25jZQ==", b"x"),
    "no such socket": OPEN.replace(b"/live/OPEN", b"/nowhere"),
    "old socket": OPEN.replace(b"Version: 13", b"Version: 8"),
    "socket by POST": OPEN.replace(b"GET", b"POST"),
    "binary": OPEN + masked(0x82, b"x"),
    "no UTF-8": OPEN + masked(0x81, b"\xff"),
    "no UTF-8 in pieces": OPEN + masked(0x01, b"\xff") + masked(0x80, b""),
    "no JSON in a socket": OPEN + masked(0x81, b"{"),
    "deep JSON": OPEN + masked(0x81, b"[" * 16_000),
    "odd opcode": OPEN + masked(0x83, b"x"),
    "reserved bits": OPEN + masked(0xF1, b"x"),
    "not masked": OPEN + b"\x81\x01x",
    "bad close": OPEN + masked(0x88, b"\x00"),
    "close in a message": OPEN + masked(0x01, b"x") + masked(0x88, b"\x03\xe8"),
    "long ping": OPEN + masked(0x89, bytes(200)),
    "too long": OPEN + b"\x81\xff\x7f" + bytes(7) + bytes(4),
    "nothing more": OPEN,
}


async def send(serving: Serving, data: bytes, *, reset: bool) -> None:
    """Sends it on a connection of its own, and reads until the server ends it, or resets it at once."""
    reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
    with suppress(ConnectionError):
        writer.write(data)
        await writer.drain()
        if reset:
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            writer.write_eof()
            await reader.read(1)
    writer.close()


@pytest.mark.parametrize("reset", [False, True])
async def test_no_kind_of_garbage_fills_the_log(serving: Serving, join: Join, reset: bool) -> None:
    before = len(serving.stderr.splitlines())
    for data in GARBAGE.values():
        await asyncio.gather(*(send(serving, data, reset=reset) for _ in range(TIMES)))
    visitor = await join(serving)
    await visitor.ok("question.ask", text="Still here?")
    assert (await ready(serving))["status"] == "ok"
    lines = [json.loads(line) for line in serving.stderr.splitlines()[before:]]
    counted = Counter(line["event"] for line in lines)
    assert max(counted.values(), default=0) <= LINES
    assert "exception" not in {key for line in lines for key in line}, "no stack trace for what clients send"
