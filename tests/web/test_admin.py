"""Requests of commands beside a running server, and the sentences of those that can't be done."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from server.domain.model.limits import Limits
from tests.conference.nonsense import NONSENSE
from tests.live.conftest import HOUR, Process, Start

PLAN: dict[str, Any] = {
    "conference": {"slug": "next", "title": "Next"},
    "rooms": [{**HOUR, "code": "NEXT1", "title": "First"}],
}


@asynccontextmanager
async def opened(process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    """With the key of whoever knows the secret."""
    transport = httpx2.ASGITransport(process.suara.asgi)
    headers = {"authorization": f"Bearer {process.suara.keyring.admin_key()}"}
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://suara.test", headers=headers
    ) as client:
        yield client


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    async with opened(process) as client:
        yield client


async def test_a_conference_is_imported_and_served_at_once(web: httpx2.AsyncClient, process: Process) -> None:
    assert (await web.post("/manage/import", content=json.dumps(PLAN))).status_code == 204

    assert (await process.join(code="NEXT1")).items["room"]["title"] == "First"


@pytest.mark.parametrize(
    ("address", "body", "status", "code"),
    [
        ("/manage/nowhere/links/rotate", "", 404, "unknown"),
        ("/manage/import", "{}", 409, "invalid"),
        (
            "/manage/import",
            json.dumps({**PLAN, "conference": {"slug": "here", "title": "Here"}}),
            409,
            "invalid",
        ),
    ],
)
async def test_what_can_not_be_done_is_said_in_a_sentence(
    web: httpx2.AsyncClient, address: str, body: str, status: int, code: str
) -> None:
    answer = await web.post(address, content=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith(".")


async def test_a_file_with_something_wrong_in_it_is_refused_and_nothing_is_stored(
    web: httpx2.AsyncClient, process: Process
) -> None:
    before = await process.suara.store.programmes()
    for where, content in NONSENSE:
        answer = await web.post("/manage/import", content=content)
        assert (answer.status_code, answer.json()["code"]) == (409, "invalid"), where
        assert answer.json()["message"].startswith(f"The file is not right at {where}: ")
    assert await process.suara.store.programmes() == before


@pytest.mark.parametrize("address", ["/manage/here/links/rotate", "/manage/import"])
async def test_no_link_of_a_conference_opens_it(
    web: httpx2.AsyncClient, process: Process, address: str
) -> None:
    for key in ("", "Basic YTpi", "Bearer nonsense", f"Bearer {process.key('organiser')}"):
        answer = await web.post(address, headers={"authorization": key})
        assert (answer.status_code, answer.json()["code"]) == (401, "key")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_an_import_keeps_the_limits_of_the_process(start: Start) -> None:
    process = await start(limits=replace(Limits(), published=1))
    asked = [{"text": text, "lang": "en", "status": "published"} for text in ("One?", "Two?")]
    plan = {**PLAN, "rooms": [{**PLAN["rooms"][0], "questions": asked}]}
    async with opened(process) as web:
        answer = await web.post("/manage/import", content=json.dumps(plan))
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("The file is not right at rooms.0.questions.1: ")
