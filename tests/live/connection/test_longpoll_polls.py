"""Polls where WebSockets are blocked: the same answers and results by HTTP, to the same people alone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from tests.live.conftest import Process
from tests.live.connection.test_longpoll import Poller
from tests.live.polls import opened, recorded, until_counted

ONE = {"o1": 1, "o2": 0, "o3": 0}


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


async def poller(web: httpx2.AsyncClient, **hello: str) -> Poller:
    one = Poller(web, "OPEN")
    await one.hello(**hello)
    return one


def answer(poll: str, given: Any, ref: int = 2) -> dict[str, Any]:
    return {"do": "poll.answer", "ref": ref, "id": poll, "answer": given}


async def test_who_answers_by_http_has_the_results_with_the_reply_and_nobody_else_has(
    process: Process, web: httpx2.AsyncClient
) -> None:
    moderator, watcher = await process.join("moderator"), await process.join()
    person, other = await poller(web), await poller(web)
    poll = await opened(moderator, "choice", watcher, show="answered")
    assert await person.say() == []
    assert "results" not in person.items[poll]
    assert await person.say(answer(poll, "o1")) == [{"ref": 2, "ok": {}}]
    assert person.items[poll]["results"] == ONE
    await other.say()
    assert (other.items[poll]["ballots"], "results" in other.items[poll]) == (1, False)
    await until_counted(1, poll, watcher)
    assert not watcher.told_results(poll)
    refused = await other.say(answer(poll, "o9"), answer("p_none", "o1", ref=3))
    assert [frame["no"]["code"] for frame in refused] == ["invalid", "unknown"]
    assert len(await recorded(process)) == 1


async def test_one_person_by_http_and_by_a_socket_is_one_ballot(
    process: Process, web: httpx2.AsyncClient
) -> None:
    moderator, tab = await process.join("moderator"), await process.join()
    poll = await opened(moderator, "choice", tab, show="answered")
    twin = await poller(web, token=tab.token)
    await asyncio.gather(tab.ok("poll.answer", id=poll, answer="o1"), twin.say(answer(poll, "o1")))
    await tab.until(lambda it: it.results(poll) == ONE)
    body = (await twin.post({"frames": [{"do": "ping", "ref": 3}]})).json()
    [sync] = [frame for frame in body["frames"] if "sync" in frame]
    assert sync["mine"]["ballots"] == {poll: "o1"}
    assert len(await recorded(process)) == 1


async def test_who_only_listens_hears_of_ballots_and_of_the_close_with_its_results(
    process: Process, web: httpx2.AsyncClient
) -> None:
    moderator, person = await process.join("moderator"), await poller(web)
    poll = await opened(moderator, "choice", show="closed")
    await person.say()
    held = asyncio.create_task(person.say())
    await moderator.until(lambda it: it.people()[-1] == 1)
    await moderator.ok("poll.answer", id=poll, answer="o1")
    async with asyncio.timeout(10):
        await held
    assert (person.items[poll]["ballots"], "results" in person.items[poll]) == (1, False)
    await moderator.ok("poll.close", id=poll)
    await person.say()
    assert (person.items[poll]["state"], person.items[poll]["results"]) == ("closed", ONE)


async def test_a_reaction_by_http_reaches_the_sockets(process: Process, web: httpx2.AsyncClient) -> None:
    watcher, person = await process.join("stage"), await poller(web)
    assert await person.say({"do": "react", "ref": 2, "emoji": "👏"}) == [{"ref": 2, "ok": {}}]
    await watcher.until(lambda it: any(f["live"]["reactions"] == {"👏": 1} for f in it.came("live")))
