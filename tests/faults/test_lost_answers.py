"""A commit whose answer is lost on the way: askers are told what became of it, and it happens once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from server.run.app import running
from server.run.settings import read
from tests.faults.conftest import Database, new_database
from tests.live.conftest import Process, marked_tuning
from tests.live.polls import opened, recorded
from tests.processes import SECRET
from tests.proxy import Proxy
from tests.servers import PostgresServer
from tests.store.test_away import SlowCommit, through


@pytest.fixture
async def database(postgres_server: PostgresServer, tmp_path: Path) -> Database:
    """One for each test: what slows its commits down is in it."""
    return await new_database(postgres_server, tmp_path)


@pytest.fixture
async def proxy(postgres_server: PostgresServer) -> AsyncIterator[Proxy]:
    async with Proxy(postgres_server.port) as proxy:
        yield proxy


@pytest.fixture
async def process(
    database: Database, proxy: Proxy, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Process]:
    """One that reaches its database only by way of the proxy."""
    address = through(proxy, database.url)
    settings = read(data=tmp_path, database_url=address, secret_key=SECRET, redis_url="")
    async with running(settings, tuning=marked_tuning(request)) as suara:
        process = Process(suara, None)
        yield process
        await process.leave()


@pytest.fixture
def slow_commit(database: Database) -> Iterator[SlowCommit]:
    slow = SlowCommit(database.server, database.url.rpartition("/")[2])
    yield slow
    slow.let_go()


@pytest.mark.parametrize("stored", [True, False])
async def test_an_answer_lost_after_the_commit_began_is_asked_for(
    process: Process, proxy: Proxy, slow_commit: SlowCommit, stored: bool
) -> None:
    asker, watcher = await process.join(), await process.join()
    before = len(await process.log())
    asking = asyncio.create_task(asker.say("question.ask", text="Stored or not?"))
    await asyncio.to_thread(slow_commit.reached)
    if stored:
        proxy.cut()
    else:
        slow_commit.end()
    slow_commit.let_go()
    async with asyncio.timeout(10):
        reply = await asking
    assert ("ok" in reply) is stored, reply
    if not stored:
        assert reply["no"]["code"] == "unavailable"
        assert await asker.ok("question.ask", text="Stored or not?")
    for browser in (asker, watcher):
        await browser.until(lambda it: it.questions == {"Stored or not?": "published"})
    assert len(await process.log()) == before + 1


async def test_an_outcome_that_can_not_be_asked_for_is_asked_for_again(
    process: Process, proxy: Proxy, slow_commit: SlowCommit
) -> None:
    asker = await process.join()
    asking = asyncio.create_task(asker.say("question.ask", text="Stored?"))
    await asyncio.to_thread(slow_commit.reached)
    proxy.turn_away()
    proxy.cut()
    slow_commit.let_go()
    async with asyncio.timeout(10):
        await proxy.turned_away.wait()
    assert not asking.done()
    proxy.let_in()
    async with asyncio.timeout(10):
        assert "ok" in await asking
    await asker.until(lambda it: it.questions == {"Stored?": "published"})


@pytest.mark.tuning(outcome_s=0.2)
async def test_who_can_not_be_told_in_time_is_told_to_try_again_and_sees_it_when_it_is_there(
    process: Process, proxy: Proxy, slow_commit: SlowCommit
) -> None:
    asker = await process.join()
    asking = asyncio.create_task(asker.say("question.ask", text="Stored?"))
    await asyncio.to_thread(slow_commit.reached)
    proxy.turn_away()
    proxy.cut()
    slow_commit.let_go()
    async with asyncio.timeout(10):
        assert (await asking)["no"]["code"] == "unavailable"
    assert asker.questions == {}
    proxy.let_in()
    await asker.until(lambda it: it.questions == {"Stored?": "published"})


@pytest.mark.parametrize("stored", [True, False])
async def test_of_a_ballot_whose_answer_is_lost_the_same_is_said_and_it_counts_once(
    process: Process, proxy: Proxy, database: Database, stored: bool
) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    poll = await opened(moderator, "choice", person, show="always")
    slow = SlowCommit(database.server, database.url.rpartition("/")[2])
    answering = asyncio.create_task(person.say("poll.answer", id=poll, answer="o2"))
    await asyncio.to_thread(slow.reached)
    proxy.cut() if stored else slow.end()
    slow.let_go()
    async with asyncio.timeout(10):
        reply = await answering
    assert ("ok" in reply) is stored, reply
    await person.ok("poll.answer", id=poll, answer="o2")
    for browser in (moderator, person):
        await browser.until(lambda it: it.results(poll) == {"o1": 0, "o2": 1, "o3": 0})
    assert [ballot[3] for ballot in await recorded(process)] == ["o2"]
