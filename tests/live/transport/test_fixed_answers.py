"""Answers without the application: they are the application's bytes but for the date, and few others are."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.live.by_hand import Wire, opened
from tests.live.conftest import Process, Start, serving

PAGES = [b"/", b"/OPEN", b"/open", b"/r/OPEN/moderate", b"/r/OPEN/stage", b"/c/here/manage"]
BY_APPLICATION = b"Content-Length: 0\r\n"  # a request with a body, of no bytes
ASKED = [
    b"",
    b"Accept-Encoding: gzip, deflate, br\r\nAccept-Language: de-DE,de;q=0.9,en;q=0.8\r\n",
    b"accept-encoding: gzip\r\nACCEPT-LANGUAGE: th\r\nAccept-Language: de\r\n",
    b"If-None-Match: *\r\nAccept-Language: id\r\n",
    b'If-None-Match: W/"other"\r\nAccept-Encoding: br;q=0\r\nCookie: a=b\r\n',
]


class Counting:
    """An application that counts the requests it gets."""

    def __init__(self, application: ASGIApp) -> None:
        self.application = application
        self.requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.requests += 1
        await self.application(scope, receive, send)


@pytest.fixture
async def process(start: Start) -> Process:
    return await start()


@pytest.fixture
async def counting(process: Process) -> AsyncIterator[Counting]:
    counting = Counting(process.suara.asgi)
    async with serving(replace(process.suara, asgi=counting)) as process.url:
        yield counting


@pytest.fixture
async def wire(process: Process, counting: Counting) -> AsyncIterator[Wire]:
    wire = await opened(process)
    yield wire
    wire.close()


def get(target: bytes, fields: bytes = b"", *, method: bytes = b"GET", version: bytes = b"1.1") -> bytes:
    return b"%b %b HTTP/%b\r\nHost: suara.test\r\n%b\r\n" % (method, target, version, fields)


async def answer(wire: Wire, request: bytes) -> bytes:
    """The whole answer, without its date."""
    wire.say(request)
    head = await wire.whole_head()
    length = re.search(rb"\r\ncontent-length: (\d+)", head)
    body = b"" if length is None or request.startswith(b"HEAD") else await wire.exactly(int(length[1]))
    assert len(re.findall(rb"\r\ndate: [^\r]+", head)) == 1
    return re.sub(rb"\r\ndate: [^\r]+", b"", head) + body


async def named(wire: Wire, pages: Sequence[bytes] = PAGES) -> list[bytes]:
    """The addresses that these pages name."""
    found = [await answer(wire, get(page)) for page in pages]
    return sorted({each for page in found for each in re.findall(rb'="(/static/[^"#]+)', page)})


@pytest.mark.parametrize("fields", ASKED)
async def test_they_are_the_bytes_of_the_application(wire: Wire, counting: Counting, fields: bytes) -> None:
    for target in [*PAGES, *await named(wire)]:
        expected = await answer(wire, get(target, fields + BY_APPLICATION))
        assert expected.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 304 "))
        before = counting.requests
        assert await answer(wire, get(target, fields)) == expected, target
        assert counting.requests == before, target


@pytest.mark.parametrize(
    "request_",
    [
        get(b"/OPEN", method=b"HEAD"),
        get(b"/OPEN?a=b"),
        get(b"http://suara.test/OPEN"),
        get(b"/OPEN", BY_APPLICATION),
        get(b"/OPEN", b"Expect: 100-continue\r\n"),
        get(b"/NOPE", b"Accept: text/html\r\n"),
        get(b"/healthz"),
        get(b"/static/000000000000/attendee.js"),
    ],
)
async def test_others_are_asked_of_the_application(wire: Wire, counting: Counting, request_: bytes) -> None:
    first = await answer(wire, get(b"/OPEN"))
    before = counting.requests
    found = await answer(wire, request_)

    assert counting.requests == before + 1
    if b"/OPEN" in request_:
        assert found == (first.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if b"HEAD" in request_ else first)


@pytest.mark.parametrize(
    "last", [get(b"/OPEN", b"Connection: close\r\n"), get(b"/OPEN", version=b"1.0")], ids=["close", "1.0"]
)
async def test_the_last_answer_of_a_connection_says_so(wire: Wire, counting: Counting, last: bytes) -> None:
    await answer(wire, get(b"/OPEN"))
    assert b"\r\nconnection: close\r\n" in await answer(wire, last)
    assert await wire.is_cut_off()


async def test_answers_come_in_the_order_of_their_requests(wire: Wire, counting: Counting) -> None:
    """Some of them are the application's, and a later one must not come before them."""
    requests = [get(b"/OPEN"), get(b"/healthz"), get(b"/OPEN"), get(b"/open"), get(b"/rooms.json"), get(b"/")]
    expected = [await answer(wire, request) for request in requests]

    wire.say(b"".join(requests * 4))
    assert [await answer(wire, b"") for _ in range(24)] == expected * 4


async def test_a_browser_that_reads_nothing_is_not_answered_for_ever(wire: Wire, counting: Counting) -> None:
    await answer(wire, get(b"/OPEN"))
    wire.stop_reading()
    await wire.until_cut_off(get(b"/OPEN") * 100)


async def test_a_page_goes_with_its_room(process: Process, wire: Wire, counting: Counting) -> None:
    await answer(wire, get(b"/OPEN"))
    record = process.record()
    process.suara.directory._replace(record.conference, None)

    assert (await answer(wire, get(b"/OPEN", b"Accept: text/html\r\n"))).startswith(b"HTTP/1.1 404 ")


async def test_answers_of_files_as_they_are_written_are_made_each_time(start: Start) -> None:
    process = await start(modules=True)
    counting = Counting(process.suara.asgi)
    async with serving(replace(process.suara, asgi=counting)) as process.url:
        wire = await opened(process)
        for _ in range(2):
            await answer(wire, get(b"/OPEN"))
        wire.close()
    assert counting.requests == 2
