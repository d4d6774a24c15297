"""Before anybody is in: origins, hellos, tokens, keys, and frames that end a connection."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from server.tokens import Keyring
from server.wire import FRAMES_VERSION
from tests.live.browser import Browser
from tests.live.conftest import Process, Start, direct
from tests.live.lines import AsgiLine, SocketLine

KB = 1024


# ---- origins


@pytest.mark.parametrize(
    "origin", ["https://evil.test", "null", "", "http://suara.test:81", "suara.test", "http://[bad"]
)
async def test_a_page_of_another_origin_opens_nothing(shared_process: Process, origin: str) -> None:
    line = AsgiLine(shared_process.suara.asgi, "OPEN", {"origin": origin})
    assert await line.opened() == "websocket.close"
    line = AsgiLine(shared_process.suara.asgi, "NOPE", {"origin": origin})
    assert await line.opened() == "websocket.close", "and it learns nothing about rooms"


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://suara.test:99999", "elsewhere.test:99999"),
        ("http://[bad", "[worse"),
        ("https://evil.test@suara.test", "suara.test"),
        ("null", ""),
    ],
)
async def test_what_is_no_origin_is_nobodys(shared_process: Process, origin: str, host: str) -> None:
    line = AsgiLine(shared_process.suara.asgi, "OPEN", {"origin": origin, "host": host})
    assert await line.opened() == "websocket.close"


@pytest.mark.parametrize("origin", ["http://suara.test", "https://suara.test", "https://SUARA.test:443"])
async def test_our_own_pages_may_connect(shared_process: Process, origin: str) -> None:
    await (await shared_process.connect(headers={"origin": origin})).hello()


async def test_origins_of_the_settings_may_connect_and_so_may_our_public_address(start: Start) -> None:
    process = await start(origins=("https://partner.test",), url="https://ask.test/")
    for origin in ("https://partner.test", "https://ask.test"):
        await (await process.connect(headers={"origin": origin})).hello()


async def test_over_a_real_socket_a_foreign_origin_is_http_403(start: Start) -> None:
    process = await start(socket=True)
    assert process.url is not None
    with pytest.raises(InvalidStatus, match="403"):
        await SocketLine.open(process.url, "OPEN", {"Origin": "https://evil.test"})


# ---- hello


@pytest.mark.tuning(hello_s=0.05)
async def test_whoever_says_no_hello_in_time_is_closed(process: Process) -> None:
    assert await (await process.connect()).close_code() == 4400


async def test_whoever_says_something_else_first_is_told_and_may_still_say_hello(process: Process) -> None:
    early = await process.connect()
    assert await early.no("ping") == "hello_first"
    assert (await early.raw("{"))["no"]["code"] == "invalid"
    await early.hello()


async def test_whoever_goes_on_saying_something_else_is_closed(process: Process) -> None:
    early = await process.connect()
    for _ in range(3):
        assert await early.no("ping") == "hello_first"
    assert await early.close_code() == 4400


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"role": "moderator"}, "unknown_field"),
        ({"token": 5}, "invalid"),
        ({"since": "x" * 65}, "too_long"),
        ({"name": "n" * 61}, "too_long"),
        ({"name": "\ud800"}, "invalid"),
        ({"key": "\ud800.x"}, "invalid"),
        ({"token": "\ud800"}, "invalid"),
        ({"since": "\ud800"}, "invalid"),
        ({"v": "of another release"}, "reload"),
        ({"v": FRAMES_VERSION - 1}, "reload"),
        ({"v": True}, "invalid"),
        ({"v": 1.5}, "invalid"),
    ],
)
async def test_a_hello_that_is_wrong_may_be_said_again(
    shared_process: Process, fields: dict[str, Any], code: str
) -> None:
    visitor = await shared_process.connect()
    assert await visitor.no("hello", **fields) == code
    await visitor.hello()


@pytest.mark.parametrize("said", [{"v": FRAMES_VERSION}, {"v": FRAMES_VERSION + 1}, {}])
async def test_pages_of_these_frames_and_of_newer_ones_are_taken(
    shared_process: Process, said: dict[str, Any]
) -> None:
    visitor = await shared_process.join(**said)
    assert visitor.token


# ---- tokens and keys


def forged(token: str, process: Process) -> str:
    mine = process.suara.keyring.read(token, datetime.now(UTC))
    assert mine is not None
    return Keyring("not the secret of this server").sign(mine)


def of_another_conference(token: str, process: Process) -> str:
    mine = process.suara.keyring.read(token, datetime.now(UTC))
    assert mine is not None
    return process.suara.keyring.sign(replace(mine, conference=process.record("ELSE").conference))


def expired(token: str, process: Process) -> str:
    mine = process.suara.keyring.read(token, datetime.now(UTC))
    assert mine is not None
    return process.suara.keyring.sign(replace(mine, expires_at=datetime.now(UTC) - timedelta(seconds=1)))


def tampered(token: str, process: Process) -> str:
    head, claims, mac = token.split(".")
    return f"{head}.{claims[:-2]}xx.{mac}"


def unsigned(token: str, process: Process) -> str:
    return f"eyJhbGciOiJub25lIn0.{token.split('.')[1]}."


@pytest.mark.parametrize("spoil", [forged, of_another_conference, expired, tampered, unsigned])
async def test_a_bad_token_is_refused_and_one_more_hello_may_be_said(
    shared_process: Process, spoil: Callable[[str, Process], str]
) -> None:
    known = await shared_process.join()
    visitor = await shared_process.connect()
    assert await visitor.no("hello", token=spoil(known.token, shared_process)) == "token"
    await visitor.hello()
    assert visitor.ok_of_hello["person"] != known.ok_of_hello["person"]


async def test_a_wrong_key_closes(shared_process: Process) -> None:
    right = shared_process.key("moderator")
    link = shared_process.link("moderator").id
    wrong = [
        link, f"{link}.", f"{link}.AAAAAAAAAAAAAAAAAAAAAA", right[:-1], right + "x", right.upper(),
        "", ".", "ไทย.ก",
        Keyring("not the secret of this server").link_key(link),
        shared_process.suara.keyring.link_key("l_never_made"),
        shared_process.key("moderator", "WAIT"), shared_process.key("moderator", "ELSE"),
    ]  # fmt: skip
    for key in wrong:
        stranger = await shared_process.connect()
        assert await stranger.no("hello", key=key) == "key", key
        assert await stranger.close_code() == 4401


# ---- frames that end a connection


async def ends_with(process: Process, browser: Browser, code: int) -> None:
    assert await browser.close_code() == code
    assert await (await process.join()).ok("ping") == {}


async def test_what_is_larger_than_a_frame_may_be_closes(either: Process) -> None:
    attendee, moderator = await either.join(), await either.join("moderator")
    before = await either.log()
    assert await attendee.no("announce", text="x" * (15 * KB)) == "too_long"
    assert await moderator.no("announce", text="x" * (60 * KB)) == "too_long"
    for browser, size in ((attendee, 16 * KB), (moderator, 64 * KB)):
        await browser.line.send("x" * (size + 1))
        await ends_with(either, browser, 1009)
    assert await either.log() == before


async def test_bytes_count_not_letters(either: Process) -> None:
    attendee = await either.join()
    await attendee.line.send("ก" * (6 * KB))
    await ends_with(either, attendee, 1009)


async def test_before_hello_a_frame_may_not_be_larger_than_an_attendees(either: Process) -> None:
    stranger = await either.connect()
    await stranger.line.send("x" * (17 * KB))
    await ends_with(either, stranger, 1009)


async def test_a_binary_frame_closes(process: Process, start: Start) -> None:
    visitor, early = await process.join(), await process.connect()
    for browser in (visitor, early):
        await direct(browser).put({"type": "websocket.receive", "bytes": b"{}"})
        await ends_with(process, browser, 1003)
    real = await start(socket=True)
    over_socket = await real.join()
    assert isinstance(over_socket.line, SocketLine)
    await over_socket.line.connection.send(b"{}")
    await ends_with(real, over_socket, 1003)


async def test_what_is_not_utf8_closes(start: Start) -> None:
    process = await start(socket=True)
    visitor = await process.join()
    assert isinstance(visitor.line, SocketLine)
    await visitor.line.connection.send(b'{"do":"ping","ref":\xff}', text=True)
    await ends_with(process, visitor, 1007)


async def test_whoever_disappears_at_any_moment_leaves_nothing_behind(process: Process) -> None:
    await (await process.connect()).leave()
    visitor = await process.join()
    await visitor.line.send('{"do":"question.ask","ref":1,"text":"Gone already?"}')
    await visitor.leave()
    watcher = await process.join()
    await watcher.until(lambda it: it.questions == {"Gone already?": "published"})
    assert process.suara.rooms.browsers == 1
