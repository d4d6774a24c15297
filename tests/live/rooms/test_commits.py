"""From a command to the log: in groups, once, and with an answer whatever happens."""

import asyncio
import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from server.store import Row
from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.database import execute

REF = "a-ref-with-96-random-bits"


def of_type(log: list[Row], name: str) -> list[dict[str, Any]]:
    return [json.loads(row.data) for row in log if row.type == name]


async def test_many_votes_on_their_way_at_once_are_one_event(process: Process) -> None:
    people = [await process.join() for _ in range(30)]
    question = (await people[0].ok("question.ask", text="All at once?"))["id"]
    for person in people:
        await person.until(lambda it: question in it.items)
    await asyncio.gather(*(person.ok("question.vote", id=question, on=True) for person in people))
    (cast,) = of_type(await process.log(), "VotesCast")
    assert len(cast["votes"]) == len({person for person, _, _ in cast["votes"]}) == 30
    for person in people:
        await person.until(lambda it: it.votes(question) == 30)


async def test_the_same_ref_twice_is_one_event_and_the_same_answer(either: Process) -> None:
    asker = await either.join()
    first = await asker.ok("question.ask", ref=REF, text="Once?")
    assert await asker.ok("question.ask", ref=REF, text="Once?") == first
    assert await (await either.back(asker)).ok("question.ask", ref=REF, text="Once?") == first
    assert len(of_type(await either.log(), "QuestionAsked")) == 1
    other = await (await either.join()).ok("question.ask", ref=REF, text="Mine has the same ref")
    assert other["id"] != first["id"]


async def test_a_refusal_is_not_remembered(process: Process) -> None:
    asker, moderator = await process.join(), await process.join("moderator")
    await moderator.ok("room.pause")
    assert await asker.no("question.ask", ref=REF, text="Now?") == "closed"
    await moderator.ok("room.open")
    assert (await asker.ok("question.ask", ref=REF, text="Now?"))["status"] == "published"


async def test_the_same_ref_on_two_processes_is_one_event(start: Start) -> None:
    one, other = await start(), await start()
    tab = await one.join()
    twin = await other.back(tab)
    ask = {"ref": REF, "text": "Once, wherever?"}
    here, there = await asyncio.gather(tab.ok("question.ask", **ask), twin.ok("question.ask", **ask))
    assert here == there
    assert len(of_type(await one.log(), "QuestionAsked")) == 1


async def test_one_person_is_one_vote_on_two_processes_at_once(start: Start) -> None:
    one, other = await start(), await start()
    tab = await one.join()
    twin = await other.back(tab)
    question = (await tab.ok("question.ask", text="One?"))["id"]
    await twin.until(lambda it: question in it.items)
    vote = {"id": question, "on": True}
    await asyncio.gather(*(each.ok("question.vote", **vote) for each in (tab, twin) * 5))
    assert len(of_type(await one.log(), "VotesCast")) == 1
    for process in (one, other):
        assert (await process.join()).votes(question) == 1


async def test_what_is_refused_harms_nobody_who_is_decided_with_it(process: Process) -> None:
    asker, hostile = await process.join(), await process.join()
    for do, fields in (
        ("question.vote", {"id": "q_none", "on": False}),
        ("question.vote", {"id": "room", "on": False}),
        ("poll.answer", {"id": "p_none", "answer": "o1"}),
    ):
        asked, code = await asyncio.gather(
            asker.ok("question.ask", text=f"Beside {do}?"), hostile.no(do, **fields)
        )
        assert code == "unknown"
        await asker.until(partial(holds, item=asked["id"]))


def holds(browser: Browser, item: str) -> bool:
    return item in browser.items


async def test_what_can_not_be_stored_is_refused_to_everybody_and_works_again_afterwards(
    process: Process, tmp_path: Path
) -> None:
    people = [await process.join() for _ in range(3)]
    before = await process.log()
    await execute(tmp_path, "ALTER TABLE event RENAME TO away")
    codes = await asyncio.gather(*(person.no("question.ask", text="Lost?") for person in people))
    assert codes == ["unavailable"] * 3
    await execute(tmp_path, "ALTER TABLE away RENAME TO event")
    assert await process.log() == before
    assert [person.questions for person in people] == [{}, {}, {}]
    await people[0].ok("question.ask", text="Found?")
    for person in people:
        await person.until(lambda it: it.questions == {"Found?": "published"})


async def from_the_future(process: Process) -> None:
    """A row that only a later release can read."""
    store, room = process.suara.store, process.record().id
    head = (await store.heads([room])).rooms[room].named
    row = Row(head.version + 1, "QuestionSung", 1, '{"id":"q_1"}', datetime.now(UTC))
    assert await store.append(room, head, [row], "from the future")


async def test_a_row_that_can_not_be_read_ends_its_room_and_no_other(process: Process) -> None:
    visitor, moderator = await process.join(), await process.join("moderator")
    in_another = await process.join(code="WAIT")
    await from_the_future(process)
    for browser in (visitor, moderator):
        assert await browser.close_code() == 1012
        (bye,) = browser.came("bye")
        assert bye["bye"]["code"] == "reload"
        assert bye["bye"]["reconnect_in_s"] > 0
    assert await (await process.connect()).no("hello") == "reload"
    assert (await in_another.ok("question.ask", text="Still here?"))["status"] == "pending"


@pytest.mark.tuning(heartbeat_s=3600)  # so that committing is what finds it
async def test_nothing_is_decided_on_top_of_a_row_that_can_not_be_read(process: Process) -> None:
    asker = await process.join()
    await from_the_future(process)
    log = await process.log()
    await asker.line.send('{"do":"question.ask","ref":1,"text":"On what ground?"}')
    assert await asker.close_code() == 1012
    assert await process.log() == log


@pytest.mark.tuning(page_rows=2)
async def test_a_log_with_a_gap_is_not_read_for_ever_and_nothing_is_decided_on_top_of_it(
    start: Start, tmp_path: Path
) -> None:
    asker = await (await start()).join()
    for text in ("Before?", "In the gap?", "After?", "Long after?"):
        await asker.ok("question.ask", text=text)
    assert await execute(tmp_path, "DELETE FROM event WHERE data LIKE '%In the gap?%'") == [1]
    visitor = await (await start(linked=False)).join()
    assert visitor.questions == {"Before?": "published"}
    assert await visitor.no("question.ask", text="On what ground?") == "reload"
