"""Handshakes: the fast path accepts only what the library accepts, and the library words the refusals."""

import asyncio

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request
from websockets.server import ServerProtocol

from server.live.transport import handshake
from tests.live.conftest import Process, Start
from tests.live.lines import PATIENCE_S

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
USUAL = {
    "Host": "suara.test",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": KEY,
    "Sec-WebSocket-Version": "13",
}


def lines(changed: dict[str, str | None], *further: tuple[str, str]) -> list[tuple[str, str]]:
    fields = {**USUAL, **changed}
    return [(name, value) for name, value in fields.items() if value is not None] + list(further)


AS_BROWSERS_SAY_IT = {
    "usual": lines({}),
    "capitals": lines({"Upgrade": "WebSocket", "Connection": "keep-alive, UPGRADE"}),
    "further": lines(
        {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits", "Cookie": "é"}
    ),
    "origin": lines({}, ("Origin", "http://suara.test")),
}
UNUSUAL = {
    "two lines of options": lines({"Connection": "keep-alive"}, ("Connection", "Upgrade")),
    "space in the version": lines({"Sec-WebSocket-Version": "13 "}),
}
WRONG = {
    "no key": (lines({"Sec-WebSocket-Key": None}), 400),
    "short key": (lines({"Sec-WebSocket-Key": "c2hvcnQ="}), 400),
    "long key": (lines({"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZSBpcyBsb25n"}), 400),
    "no base64": (lines({"Sec-WebSocket-Key": "!" * 24}), 400),
    "two keys": (lines({}, ("Sec-WebSocket-Key", KEY)), 400),
    "no version": (lines({"Sec-WebSocket-Version": None}), 400),
    "old version": (lines({"Sec-WebSocket-Version": "8"}), 400),
    "two versions": (lines({}, ("Sec-WebSocket-Version", "13")), 400),
    "two origins": (lines({}, ("Origin", "http://suara.test"), ("Origin", "http://suara.test")), 400),
    "two upgrades": (lines({}, ("Upgrade", "websocket")), 426),
}


def plain(fields: list[tuple[str, str]], method: str = "GET", http_version: str = "1.1") -> str | None:
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in fields]
    accepted = handshake.fast_accept(method, http_version, raw)
    return None if accepted is None else accepted.decode()


def library(fields: list[tuple[str, str]], method: str = "GET", http_version: str = "1.1") -> str | None:
    request = Request("/live/OPEN", Headers(fields), method, f"HTTP/{http_version}")
    response = ServerProtocol().accept(request)
    return response.headers["Sec-WebSocket-Accept"] if response.status_code == 101 else None


def test_the_answer_is_that_of_the_rfc() -> None:
    assert handshake.accept_value(KEY.encode()) == b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="  # RFC 6455, section 1.3


@pytest.mark.parametrize("fields", AS_BROWSERS_SAY_IT.values(), ids=AS_BROWSERS_SAY_IT)
def test_what_browsers_say_is_answered_as_the_library_would(fields: list[tuple[str, str]]) -> None:
    assert plain(fields) == library(fields) is not None


@pytest.mark.parametrize("fields", [fields for fields, _ in WRONG.values()], ids=WRONG)
def test_what_the_library_would_refuse_is_not_accepted(fields: list[tuple[str, str]]) -> None:
    assert plain(fields) is library(fields) is None


@pytest.mark.parametrize(("method", "http_version"), [("POST", "1.1"), ("GET", "1.0"), ("get", "1.1")])
def test_only_get_in_http_1_1_opens_anything(method: str, http_version: str) -> None:
    assert plain(lines({}), method, http_version) is library(lines({}), method, http_version) is None


# ---- over a real socket


@pytest.fixture
async def process(start: Start) -> Process:
    return await start(socket=True)


async def answered(process: Process, fields: list[tuple[str, str]], line: str) -> dict[str, str]:
    """The head of the answer, its status under an empty name."""
    assert process.url is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", int(process.url.rsplit(":", 1)[1]))
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    writer.write(f"{line}\r\n{head}\r\n".encode("latin-1"))
    async with asyncio.timeout(PATIENCE_S):
        status, *said = (await reader.readuntil(b"\r\n\r\n")).decode().rstrip().splitlines()
    writer.close()
    return {"": status.split()[1]} | dict(each.lower().split(": ", 1) for each in said)


@pytest.mark.parametrize(
    "fields", [*AS_BROWSERS_SAY_IT.values(), *UNUSUAL.values()], ids=[*AS_BROWSERS_SAY_IT, *UNUSUAL]
)
async def test_a_handshake_is_answered(process: Process, fields: list[tuple[str, str]]) -> None:
    answer = await answered(process, fields, "GET /live/OPEN?from=qr HTTP/1.1")
    assert answer[""] == "101"
    assert answer["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".lower()
    assert "sec-websocket-extensions" not in answer, "nothing is compressed that somebody could blow up"


@pytest.mark.parametrize(("fields", "status"), WRONG.values(), ids=WRONG)
async def test_a_wrong_handshake_is_told_what_is_wrong(
    process: Process, fields: list[tuple[str, str]], status: int
) -> None:
    assert (await answered(process, fields, "GET /live/OPEN HTTP/1.1"))[""] == str(status)
    await (await process.connect()).hello()


async def test_another_method_is_not_allowed(process: Process) -> None:
    assert (await answered(process, lines({}), "PUT /live/OPEN HTTP/1.1"))[""] == "405"
