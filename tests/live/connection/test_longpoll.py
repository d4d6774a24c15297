"""The same frames by HTTP, with the same rules, for networks that block WebSockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from starlette.types import Message

from tests.live.conftest import Process

KB = 1024
Frames = list[dict[str, Any]]


class Poller:
    """A page that may not open sockets."""

    def __init__(self, web: httpx2.AsyncClient, code: str) -> None:
        self._web = web
        self._code = code
        self.token = ""
        self.at: str | None = None
        self.items: dict[str, dict[str, Any]] = {}

    async def post(self, body: object, **headers: str) -> httpx2.Response:
        if self.token:
            headers = {"authorization": f"Bearer {self.token}", **headers}
        return await self._web.post(f"/live/{self._code}", content=json.dumps(body), headers=headers)

    async def say(self, *frames: dict[str, Any]) -> Frames:
        """The replies; the sync after them is taken in."""
        body = {"frames": list(frames)} if self.at is None else {"frames": list(frames), "since": self.at}
        response = await self.post(body)
        assert response.status_code == 200, response.text
        return [frame for frame in response.json()["frames"] if not self._took_in(frame)]

    def _took_in(self, frame: dict[str, Any]) -> bool:
        if "sync" in frame:
            self.at = frame["sync"]["at"]
            for gone in frame.get("gone", ()):
                self.items.pop(gone, None)
            self.items.update({item["id"]: item for item in frame.get("put", ())})
            for item, fields in frame.get("set", {}).items():
                self.items[item] = {**self.items[item], **fields}
        return "sync" in frame or "live" in frame

    async def hello(self, **fields: object) -> dict[str, Any]:
        (reply,) = await self.say({"do": "hello", "ref": 1, **fields})
        self.token = reply["ok"]["token"]
        ok: dict[str, Any] = reply["ok"]
        return ok


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


async def test_a_question_is_asked_and_seen_by_http(process: Process, web: httpx2.AsyncClient) -> None:
    watcher, poller = await process.join(), Poller(web, "OPEN")
    assert (await poller.hello())["role"] == "attendee"
    assert "room" in poller.items
    (reply,) = await poller.say({"do": "question.ask", "ref": 2, "text": "By post?"})
    question = reply["ok"]["id"]
    await watcher.until(lambda it: question in it.items)
    assert question in poller.items
    (vote,) = await poller.say({"do": "question.vote", "ref": 3, "id": question, "on": True})
    assert vote == {"ref": 3, "ok": {"votes": 1}}
    assert [frame["no"]["code"] for frame in await poller.say({"do": "room.close", "ref": 4})] == [
        "forbidden"
    ]


async def test_who_only_listens_is_answered_when_there_is_something_to_say(
    process: Process, web: httpx2.AsyncClient
) -> None:
    asker, poller = await process.join(), Poller(web, "OPEN")
    await poller.hello()
    held = asyncio.create_task(poller.say())
    await asker.until(lambda it: it.people()[-1] == 2)
    question = (await asker.ok("question.ask", text="Anybody?"))["id"]
    async with asyncio.timeout(10):
        await held
    assert question in poller.items
    await asker.until(lambda it: it.people()[-1] == 1)


@pytest.mark.tuning(held_s=0.01)
async def test_who_only_listens_and_hears_nothing_is_sent_home_with_where_they_stand(
    web: httpx2.AsyncClient, process: Process
) -> None:
    poller = Poller(web, "OPEN")
    await poller.hello()
    at = poller.at
    assert await poller.say() == []
    assert poller.at == at


async def test_a_link_keeps_its_role_and_ends_when_it_is_revoked(
    process: Process, web: httpx2.AsyncClient
) -> None:
    poller = Poller(web, "OPEN")
    assert (await poller.hello(key=process.key("moderator")))["role"] == "moderator"
    assert await poller.say({"do": "announce", "ref": 2, "text": "Hello"}) == [{"ref": 2, "ok": {}}]
    held = asyncio.create_task(poller.say())
    await process.suara.store.replace_links("here")
    async with asyncio.timeout(10):
        assert await held == [{"bye": {"code": "revoked"}}]
    refused = await poller.post({"frames": []})
    assert (refused.status_code, refused.json()["frames"][0]["no"]["code"]) == (401, "key")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ([], 400, "invalid"),
        ({"frames": "hello"}, 400, "invalid"),
        ({"frames": [], "more": 1}, 400, "invalid"),
        ({"frames": []}, 400, "hello_first"),
        ({"frames": [{"do": "ping", "ref": 1}]}, 400, "hello_first"),
        ({"frames": [{"do": "hello", "ref": 1}] * 2}, 400, "hello_first"),
        ({"frames": [{"do": "hello", "ref": 1, "key": "l.x"}]}, 401, "key"),
        ({"frames": [{"do": "hello", "ref": 1, "token": "x"}]}, 401, "token"),
        ({"frames": [{"do": "hello", "ref": 1, "\ud800": 1}]}, 400, "invalid"),
    ],
)
async def test_a_first_request_that_is_wrong_is_refused(
    web: httpx2.AsyncClient, body: object, status: int, code: str
) -> None:
    refused = await Poller(web, "OPEN").post(body)
    assert (refused.status_code, refused.json()["frames"][0]["no"]["code"]) == (status, code)


async def test_a_refused_hello_is_answered_with_its_ref(web: httpx2.AsyncClient) -> None:
    refused = await Poller(web, "NOPE").post({"frames": [{"do": "hello", "ref": 7}]})
    assert refused.status_code == 404
    assert [(frame["ref"], frame["no"]["code"]) for frame in refused.json()["frames"]] == [(7, "no_room")]


async def test_what_is_too_long_or_no_since_at_all_is_refused(
    process: Process, web: httpx2.AsyncClient
) -> None:
    poller = Poller(web, "OPEN")
    await poller.hello()
    before = await process.log()
    ask = {"do": "question.ask", "ref": 2, "text": "x"}
    for body, status in (
        ({"frames": [ask] * 33}, 400),
        ({"frames": [{**ask, "text": "x" * (17 * KB)}]}, 400),
        ({"frames": [{**ask, "text": "x" * (65 * KB)}]}, 413),
        ({"frames": [], "since": "x" * 65}, 400),
    ):
        assert (await poller.post(body)).status_code == status
    poller.token = "x" * 3000
    assert (await poller.post({"frames": []})).status_code == 400
    assert await process.log() == before


async def test_a_page_of_another_origin_gets_nothing(web: httpx2.AsyncClient) -> None:
    hello = {"frames": [{"do": "hello", "ref": 1}]}
    assert (await Poller(web, "OPEN").post(hello, origin="https://evil.test")).status_code == 403


async def test_who_goes_away_while_they_speak_leaves_nothing_behind(process: Process) -> None:
    said: list[Message] = []

    async def take(message: Message) -> None:
        said.append(message)

    async def give() -> Message:
        return parts.pop(0)

    parts: list[Message] = [
        {"type": "http.request", "body": b'{"fra', "more_body": True},
        {"type": "http.disconnect"},
    ]
    path = "/live/OPEN"
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"x")],
    }
    await process.suara.asgi(scope, give, take)
    assert said[0]["status"] == 400
