"""Two processes on one record: what one does, the other shows, with Redis or without, alive or killed."""

import asyncio
import json
import signal
from collections.abc import Iterable
from contextlib import suppress

from tests.faults.conftest import Database, Join, until_ready_says
from tests.live.browser import Browser
from tests.live.lines import SocketLine
from tests.processes import Serving
from tests.servers import RedisServer

Two = tuple[Serving, Serving]


async def test_what_is_done_on_one_process_shows_on_the_other(two: Two, join: Join) -> None:
    one, other = two
    here, there = await join(one), await join(other)
    question = (await here.ok("question.ask", text="Across?"))["id"]
    await there.until(lambda it: it.questions == {"Across?": "published"})
    assert await there.ok("question.vote", id=question, on=True) == {"votes": 1}
    await here.until(lambda it: it.votes(question) == 1)
    twin = await join(one, token=there.token)
    assert twin.mine["votes"] == [question]
    assert await twin.ok("question.vote", id=question, on=True) == {"votes": 1}
    await here.until(lambda it: it.people()[-1] == 3)


async def test_without_redis_they_converge_say_that_they_are_degraded_and_mend(
    two: Two, redis: RedisServer, join: Join
) -> None:
    one, other = two
    here, there = await join(one), await join(other)
    await until_ready_says(one, "ok")
    redis.kill()
    for process in two:
        await until_ready_says(process, "degraded")
    await here.ok("question.ask", text="While it was away?")
    await there.until(lambda it: "While it was away?" in it.questions)
    await there.ok("question.ask", text="And back?")
    await here.until(lambda it: "And back?" in it.questions)
    redis.start()
    for process in two:
        await until_ready_says(process, "ok")
    await here.ok("question.ask", text="Afterwards?")
    await there.until(lambda it: "Afterwards?" in it.questions)
    assert here.items == there.items


async def test_a_process_that_stood_still_catches_up_and_kept_nobody_waiting(two: Two, join: Join) -> None:
    one, other = two
    here, there = await join(one), await join(other)
    other.send(signal.SIGSTOP)
    try:
        questions = [(await here.ok("question.ask", text=f"Number {n}?"))["id"] for n in range(5)]
        for question in questions:
            assert await here.ok("question.vote", id=question, on=True) == {"votes": 1}
    finally:
        other.send(signal.SIGCONT)
    await there.until(lambda it: [it.votes(question) for question in questions] == [1] * 5)
    assert await there.ok("question.vote", id=questions[0], on=True) == {"votes": 2}
    for browser in (here, there):
        await browser.until(lambda it: it.votes(questions[0]) == 2)
    assert here.items == there.items


async def test_hostile_frames_end_their_connections_and_nothing_else(two: Two, join: Join) -> None:
    """On the event loop and the transports that people are served by."""
    one, _ = two
    watcher = await join(one)
    for data, text, code in ((b"{}", False, 1003), (b"\xff", True, 1007), (b"x" * 70_000, True, 1009)):
        hostile = await join(one)
        assert isinstance(hostile.line, SocketLine)
        await hostile.line.connection.send(data, text=text)
        assert await hostile.close_code() == code
    await watcher.ok("question.ask", text="Still here?")
    await watcher.until(lambda it: it.questions == {"Still here?": "published"})


async def asking(browser: Browser, name: str, acknowledged: dict[str, str], enough: asyncio.Event) -> None:
    """Asks without end; what was acknowledged is noted, by the ref it was asked with."""
    for number in range(1000):
        ref = f"{name}-{number:04}-with-96-random-bits"
        reply = await browser.say("question.ask", ref=ref, text=f"{name} {number}?")
        acknowledged[ref] = reply["ok"]["id"]
        if len(acknowledged) >= 60:
            enough.set()


async def killed_while_asking(browsers: Iterable[Browser], serving: Serving) -> dict[str, str]:
    """Kills the process in the middle of it. Returns what had been acknowledged."""
    acknowledged: dict[str, str] = {}
    enough = asyncio.Event()
    askers = [
        asyncio.create_task(asking(browser, f"asker{number}", acknowledged, enough))
        for number, browser in enumerate(browsers)
    ]
    async with asyncio.timeout(30):
        await enough.wait()
    serving.end(signal.SIGKILL)
    for asker in askers:
        with suppress(AssertionError):  # its connection is gone
            await asker
    return acknowledged


async def test_a_killed_process_has_stored_all_it_acknowledged_and_the_other_shows_it(
    two: Two, join: Join, room: str, database: Database
) -> None:
    one, other = two
    watcher = await join(other)
    askers = [await join(one) for _ in range(4)]
    acknowledged = await killed_while_asking(askers, one)
    rows = database.rows(
        "SELECT ref, ok FROM event JOIN room ON room.id = room WHERE code = %s AND type = 'QuestionAsked'",
        room,
    )
    stored = {str(ref): json.loads(str(ok))["id"] for ref, ok in rows}
    assert len(acknowledged) >= 60
    assert acknowledged.items() <= stored.items()
    await watcher.until(lambda it: set(acknowledged.values()) <= it.items.keys())
    again = await join(other, token=askers[0].token)
    ref, question = next((ref, id_) for ref, id_ in acknowledged.items() if ref.startswith("asker0"))
    assert (await again.ok("question.ask", ref=ref, text="The same, asked again"))["id"] == question
