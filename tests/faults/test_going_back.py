"""A record that goes back under two processes on PostgreSQL, as after a failover that lost its last rows."""

import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from redis.client import PubSub

from tests.faults.conftest import Database, Join
from tests.live.browser import Browser
from tests.processes import Serving
from tests.servers import RedisServer

Two = tuple[Serving, Serving]


async def ask(browser: Browser, *texts: str) -> None:
    for text in texts:
        await browser.ok("question.ask", text=text)
    await browser.until(lambda it: set(texts) <= it.questions.keys())


def version_of(database: Database, room: str) -> int:
    [[version]] = database.rows("SELECT version FROM room WHERE code = %s", room)
    assert isinstance(version, int)
    return version


def cut(database: Database, room: str, version: int) -> None:
    """Takes the rows after a version out of the record."""
    database.rows(
        "WITH cut AS (DELETE FROM event USING room WHERE room.id = event.room AND code = %s"
        " AND event.version > %s RETURNING 1) SELECT count(*) FROM cut",
        room,
        version,
    )
    database.rows(
        "UPDATE room SET version = %s, batch = (SELECT batch FROM event"
        " WHERE event.room = room.id AND event.version = %s) WHERE code = %s RETURNING 1",
        version,
        version,
        room,
    )


async def sent_away(browser: Browser) -> None:
    assert await browser.close_code() == 4426
    assert [bye["bye"]["code"] for bye in browser.came("bye")] == ["record"]


@asynccontextmanager
async def standing_still(serving: Serving) -> AsyncIterator[None]:
    serving.send(signal.SIGSTOP)
    try:
        yield
    finally:
        serving.send(signal.SIGCONT)


@pytest.fixture
def heard(redis: RedisServer) -> Iterator[PubSub]:
    """A subscription to all that the processes tell each other."""
    client = redis.client()
    listening: PubSub = client.pubsub()  # type: ignore[no-untyped-call]
    listening.psubscribe("suara:*")
    yield listening
    listening.close()
    client.close()


async def test_both_processes_give_up_what_the_record_lost(
    two: Two, database: Database, join: Join, room: str
) -> None:
    here, there = [await join(serving) for serving in two]
    await ask(here, "Kept?")
    kept = version_of(database, room)
    await ask(there, "Lost?", "Lost too?")
    await here.until(lambda it: "Lost too?" in it.questions)
    cut(database, room, kept)
    for browser in (here, there):
        await sent_away(browser)
    for serving, before in zip(two, (here, there), strict=True):
        back = await join(serving, before, token=before.token, since=before.at)
        assert back.came("sync")[0]["sync"]["full"] is True
        assert back.questions == {"Kept?": "published"}
    await ask(await join(two[0]), "New?")
    await (await join(two[1])).until(lambda it: it.questions == dict.fromkeys(("Kept?", "New?"), "published"))


async def test_what_another_process_wrote_past_the_loss_is_what_all_show(
    two: Two, database: Database, join: Join, room: str
) -> None:
    """The process that stood still has as many rows as the record, and two of them are others."""
    one, other = two
    here, sleeper = await join(one), await join(other)
    await ask(here, "Kept?")
    kept = version_of(database, room)
    await ask(here, "Lost?", "Lost too?")
    await sleeper.until(lambda it: "Lost too?" in it.questions)
    async with standing_still(one):
        other.end(signal.SIGKILL)
        cut(database, room, kept)
        other.start()
        there = await join(other)
        await ask(there, *(f"New {number}?" for number in range(6)))
    await sent_away(here)
    await sent_away(there)  # the room has a new epoch, for both
    fresh = [await join(serving) for serving in two]
    assert fresh[0].items == fresh[1].items
    assert fresh[0].questions == dict.fromkeys(("Kept?", *(f"New {n}?" for n in range(6))), "published")
    for serving in two:
        back = await join(serving, sleeper, token=sleeper.token, since=sleeper.at)
        assert back.came("sync")[0]["sync"]["full"] is True
        assert back.items == fresh[0].items


async def test_hints_of_lost_rows_that_are_sent_again_are_believed_by_nobody(
    two: Two, database: Database, join: Join, room: str, redis: RedisServer, heard: PubSub
) -> None:
    """Before anything new was written they fit the record, until the heartbeat finds no such rows there."""
    one, other = two
    here = await join(one)
    await ask(here, "Kept?")
    kept = version_of(database, room)
    other.end(signal.SIGKILL)
    while heard.get_message(timeout=0.0):
        pass
    await ask(here, "Lost?", "Lost too?")
    hints: list[dict[str, bytes]] = []
    while sum(b"Lost" in hint["data"] for hint in hints) < 2:
        if message := heard.get_message(ignore_subscribe_messages=True, timeout=1.0):
            hints.append(message)
    one.end(signal.SIGKILL)
    cut(database, room, kept)
    Serving.start_all_ended(one, other)
    there = await join(other)
    send_again(redis, hints)
    await sent_away(there)
    there = await join(other)
    await ask(there, "New?")
    send_again(redis, hints)
    await ask(there, "Newer?")
    expected = dict.fromkeys(("Kept?", "New?", "Newer?"), "published")
    assert there.questions == expected
    for serving in two:
        await (await join(serving)).until(lambda it: it.questions == expected)


def send_again(redis: RedisServer, hints: list[dict[str, bytes]]) -> None:
    client = redis.client()
    for hint in (*hints, *reversed(hints)):
        client.publish(hint["channel"], hint["data"])
    client.close()
