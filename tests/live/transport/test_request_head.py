"""Heads of requests that HTTP/1.1 does not allow."""

import pytest

from tests.live.by_hand import UPGRADE, opened
from tests.live.conftest import Process, Start

HOST = b"Host: suara.test\r\n"


@pytest.fixture
async def process(start: Start) -> Process:
    return await start(socket=True)


async def answer(process: Process, head: bytes) -> bytes:
    wire = await opened(process)
    wire.say(head + b"\r\n")
    line = await wire.head()
    wire.close()
    return line


@pytest.mark.parametrize(
    "head",
    [
        b"GET /healthz\r\n",
        b"GET /healthz HTTP/0.9\r\n" + HOST,
        b"GET /healthz HTTP/2.0\r\n" + HOST,
        b"GET /healthz HTTP/3.0\r\n" + HOST,
        b"GET /healthz HTTP/1.2\r\n" + HOST,
        b"GET /healthz HTTP/1.1\r\n",
        b"GET /healthz HTTP/1.1\r\n" + HOST + HOST,
        b"GET /healthz HTTP/1.1\r\n" + HOST + b"HOST: evil.example\r\n",
        b"GET /healthz HTTP/1.0\r\n" + HOST + HOST,
        b"GET / HTTP/1.1\r\n" + HOST + HOST,
        b"GET /static/icon.svg HTTP/1.1\r\n" + HOST + HOST,
        UPGRADE + HOST,
        UPGRADE.replace(HOST, b""),
        UPGRADE.replace(b"HTTP/1.1", b"HTTP/2.0"),
    ],
)
async def test_is_refused(process: Process, head: bytes) -> None:
    assert b" 400 " in await answer(process, head)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /healthz HTTP/1.1\r\n" + HOST, b"200"),
        (b"GET /healthz HTTP/1.0\r\n", b"200"),
        (b"GET /healthz HTTP/1.1\r\nHost:\r\n", b"200"),
        (UPGRADE, b"101"),
    ],
)
async def test_is_answered(process: Process, head: bytes, status: bytes) -> None:
    assert b" " + status + b" " in await answer(process, head)


async def test_the_second_request_of_a_connection_is_checked_for_itself(process: Process) -> None:
    wire = await opened(process)
    wire.say((b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n") * 2)
    for _ in range(2):
        assert await wire.answer() == {"status": "ok"}
    wire.close()
