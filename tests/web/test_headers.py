"""Header fields that no answer is without, at every address of the table of routes."""

import re
from collections.abc import AsyncIterator, Iterator
from itertools import product

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from server.web.headers import with_nosniff
from server.web.pages.policy import content_security_policy
from server.web.pages.sites import PATH
from tests.imports import ROOT
from tests.live.conftest import Process

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
GIVEN = {"code": "OPEN", "slug": "here", "poll": "p_none", "hash": "0", "name:path": "home.css"}
FOREIGN = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}


def addresses() -> Iterator[str]:
    """Each route twice: as it is, and where there is no such room, conference or file. And one of none."""
    source = (ROOT / "server" / "web" / "routes.py").read_text()
    for path in (PATH, "/nowhere/at/all", *re.findall(r'Route\(\s*"([^"]+)"', source)):
        yield re.sub(r"\{([^}]+)\}", lambda match: GIVEN[match[1]], path)
        yield re.sub(r"\{[^}]+\}", "NOPE", path)


def requests(key: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every method at every address, by browsers and by programs, without a key and with this one."""
    for method, address in product(METHODS, sorted(set(addresses()))):
        for accept, credentials in product(("text/html", "*/*"), ({}, {"Authorization": f"Bearer {key}"})):
            yield method, address, {**FOREIGN, "Accept": accept, **credentials}


@pytest.fixture
async def web(shared_process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(shared_process.suara.asgi, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


async def test_no_answer_is_guessed_at_and_every_page_has_the_policy(
    web: httpx2.AsyncClient, shared_process: Process
) -> None:
    policy = content_security_policy(shared_process.suara.settings.public_url)
    statuses = set()
    for method, address, headers in requests(shared_process.key("moderator")):
        answer = await web.request(method, address, headers=headers)
        said = f"{method} {address} {headers}: {answer.status_code} {answer.headers}"
        assert answer.headers.get_list("x-content-type-options") == ["nosniff"], said
        if "html" in answer.headers.get("content-type", ""):
            assert answer.headers.get_list("content-security-policy") == [policy], said
        assert not any("evil" in value for value in answer.headers.values()), said
        statuses.add(answer.status_code)
    assert statuses >= {200, 400, 401, 403, 404, 405}


@pytest.mark.parametrize(
    ("body", "status"), [('{"frames":[{"do":"hello","ref":1}]}', 200), ("{", 400), ("x" * 100_000, 413)]
)
async def test_no_answer_to_frames_by_http_is_guessed_at(
    web: httpx2.AsyncClient, body: str, status: int
) -> None:
    answer = await web.post("/live/OPEN", content=body)
    assert (answer.status_code, answer.headers["x-content-type-options"]) == (status, "nosniff")


async def test_an_error_of_ours_is_not_guessed_at_either() -> None:
    async def broken(request: Request) -> None:
        raise AssertionError("impossible")

    application = with_nosniff(Starlette(routes=[Route("/", broken)]))
    transport = httpx2.ASGITransport(application, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        answer = await client.get("/")
    assert (answer.status_code, answer.headers["x-content-type-options"]) == (500, "nosniff")
