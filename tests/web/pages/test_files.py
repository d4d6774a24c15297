"""A file's answers: in the encodings that the browser takes, and 304 for who has it already."""

import gzip
from collections.abc import AsyncIterator

import brotli
import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.web.pages.files import IMMUTABLE, File, hash_of

CONTENT = b"let answer = 42;\n" * 100
FILE = File("attendee.js", CONTENT)


@pytest.fixture
async def web() -> AsyncIterator[httpx2.AsyncClient]:
    async def show(request: Request) -> Response:
        return await FILE.respond(request, IMMUTABLE, int(request.query_params.get("status", "200")))

    transport = httpx2.ASGITransport(Starlette(routes=[Route("/", show)]))
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


def test_its_address_has_the_hash_of_its_content() -> None:
    assert FILE.address == f"/static/{hash_of(CONTENT)}/attendee.js"


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, br", "br", brotli.compress(CONTENT, quality=11)),
        ("gzip", "gzip", gzip.compress(CONTENT, 9, mtime=0)),
        ("identity", None, CONTENT),
    ],
)
async def test_a_body_in_the_encoding_that_is_accepted(
    web: httpx2.AsyncClient, accepted: str, encoding: str | None, body: bytes
) -> None:
    async with web.stream("GET", "/", headers={"accept-encoding": accepted}) as found:
        received = b"".join([part async for part in found.aiter_raw()])

    assert received == body
    assert found.headers.get("content-encoding") == encoding
    assert found.headers["vary"] == "Accept-Encoding"
    assert found.headers["content-type"] == "text/javascript; charset=utf-8"
    assert found.headers["x-content-type-options"] == "nosniff"


async def test_what_grows_when_compressed_is_sent_plain() -> None:
    request = Request({"type": "http", "headers": [(b"accept-encoding", b"br")]})
    found = await File("a.js", b"a").respond(request, IMMUTABLE)

    assert (found.body, "content-encoding" in found.headers) == (b"a", False)


@pytest.mark.parametrize("told", ["{}", 'W/"other", {}', "*"])
async def test_who_has_it_gets_no_body(web: httpx2.AsyncClient, told: str) -> None:
    first = await web.get("/")
    again = await web.get("/", headers={"if-none-match": told.format(first.headers["etag"])})

    assert (again.status_code, again.content) == (304, b"")
    kept = ("etag", "vary", "cache-control")
    assert [again.headers[name] for name in kept] == [first.headers[name] for name in kept]


async def test_who_has_another_gets_it(web: httpx2.AsyncClient) -> None:
    assert (await web.get("/", headers={"if-none-match": 'W/"other"'})).status_code == 200


async def test_a_page_that_is_missing_stays_missing(web: httpx2.AsyncClient) -> None:
    found = await web.get("/", params={"status": "404"}, headers={"if-none-match": "*"})
    assert (found.status_code, found.content) == (404, CONTENT)
