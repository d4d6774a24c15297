"""Sealing in a running room: the log loses the ballots' order, and nobody loses or doubles a ballot."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from server.domain.model.poll_events import PollType
from server.domain.polls.sealing import UNSEALED_TYPES
from server.live.rooms.sealing import Sealing
from server.live.tuning import Tuning
from server.store import Row
from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.database import execute
from tests.live.lines import PATIENCE_S
from tests.live.polls import opened

BY_HAND = pytest.mark.tuning(heartbeat_s=3600, sealing_s=3600)


def rows_of(log: list[Row], type_: str) -> list[Row]:
    return [row for row in log if row.type == type_]


async def sealed(process: Process, times: int = 1) -> list[Row]:
    """The log, once so many rounds were sealed."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            log = await process.log()
            if len(rows_of(log, "RoundSealed")) >= times:
                return log


def has_ballots(log: list[Row]) -> bool:
    return any('"ballots":[]' not in row.data for row in rows_of(log, "BallotsCast"))


async def answered(start: Start, **tuning: Any) -> tuple[Process, Browser, list[Browser], str]:
    process = await start(**tuning)
    moderator = await process.join("moderator")
    people = [await process.join() for _ in range(3)]
    poll = await opened(moderator, "choice", *people)
    for number, person in enumerate(people):
        await person.ok("poll.answer", id=poll, answer="o1" if number else "o2")
    return process, moderator, people, poll


async def test_when_a_poll_closes_its_ballots_leave_the_log(start: Start) -> None:
    process, moderator, people, poll = await answered(start)
    assert has_ballots(await process.log())
    await moderator.ok("poll.close", id=poll)
    log = await sealed(process)
    assert not has_ballots(log)
    boxes = await process.suara.store.boxes(process.record().id)
    assert [len(texts) for texts in boxes.values()] == [1]
    fresh = await process.join("moderator")
    assert fresh.items[poll]["ballots"] == 3
    assert fresh.items[poll]["results"] == {"o1": 2, "o2": 1, "o3": 0}
    for number, person in enumerate(people):
        back = await process.back(person)
        assert back.mine["ballots"] == {poll: "o1" if number else "o2"}
        await person.until(lambda it: it.items[poll]["ballots"] == 3)


async def test_a_process_that_reads_the_record_later_knows_the_same(start: Start) -> None:
    process, moderator, people, poll = await answered(start)
    await moderator.ok("poll.close", id=poll)
    await sealed(process)
    other = await start(linked=False)
    assert (await other.join("moderator")).items == (await process.join("moderator")).items
    assert (await other.back(people[0])).mine == (await process.back(people[0])).mine


async def test_reopened_corrected_and_closed_again_it_is_sealed_again(start: Start) -> None:
    process, moderator, people, poll = await answered(start)
    await moderator.ok("poll.close", id=poll)
    await sealed(process)
    await moderator.ok("poll.open", id=poll)
    newcomer = await process.join()
    for person in (people[0], newcomer):
        await person.ok("poll.answer", id=poll, answer="o3")
    await moderator.ok("poll.close", id=poll)
    log = await sealed(process, 2)
    assert not has_ballots(log)
    fresh = await process.join("moderator")
    other = await (await start(linked=False)).join("moderator")
    assert other.items == fresh.items


async def test_what_a_reset_puts_aside_is_sealed_and_counts_again_after_unreset(start: Start) -> None:
    process, moderator, _, poll = await answered(start)
    await moderator.ok("poll.reset", id=poll)
    await sealed(process)
    await moderator.until(lambda it: it.items[poll]["ballots"] == 0)
    await moderator.ok("poll.unreset", id=poll)
    await moderator.until(lambda it: it.items[poll]["results"] == {"o1": 2, "o2": 1, "o3": 0})
    other = await (await start(linked=False)).join("moderator")
    assert other.items[poll]["results"] == {"o1": 2, "o2": 1, "o3": 0}


@pytest.mark.parametrize("kind", sorted(UNSEALED_TYPES))
async def test_open_texts_and_quizzes_stay_in_the_log(start: Start, kind: PollType) -> None:
    process = await start()
    moderator, person = await process.join("moderator"), await process.join()
    poll = await opened(moderator, kind)
    await person.ok("poll.answer", id=poll, answer="More trees" if kind == "text" else "o1")
    await moderator.ok("poll.close", id=poll)
    choice = await opened(moderator, "choice")
    await person.ok("poll.answer", id=choice, answer="o1")
    await moderator.ok("poll.close", id=choice)
    log = await sealed(process)
    assert has_ballots(log)
    assert len(rows_of(log, "RoundSealed")) == 1


async def test_rounds_that_were_over_before_the_start_are_sealed_by_it(start: Start, tmp_path: Path) -> None:
    """As those of a process that died in between, and those of older releases."""
    process, moderator, _, poll = await answered(start)
    room = process.record().id
    await moderator.ok("poll.close", id=poll)
    await sealed(process)
    seen = (await process.join("moderator")).items
    await process.suara.rooms.close()
    await take_back_the_seal(process, tmp_path, room)
    again = await start(linked=False)
    log = await sealed(again)
    assert not has_ballots(log)
    items = (await again.join("moderator")).items
    assert items[poll]["results"] == seen[poll]["results"]


@BY_HAND
async def test_a_round_that_could_not_be_sealed_is_tried_again_until_it_was(start: Start) -> None:
    process, *_ = await answered(start)
    record = process.record()
    version = (await process.log())[-1].version
    done = asyncio.Event()
    looked_at: list[tuple[str, int]] = []

    async def failing_twice(room: str, version: int) -> bool:
        looked_at.append((room, version))
        if len(looked_at) == 3:
            done.set()
        return len(looked_at) >= 3

    sealing = Sealing(process.suara.store, Tuning(sealing_s=0), failing_twice)
    looking = asyncio.create_task(sealing.look_for_rounds())
    async with asyncio.timeout(PATIENCE_S):
        await done.wait()
    looking.cancel()
    assert looked_at == 3 * [(record.id, version)]


@BY_HAND
async def test_a_process_behind_its_record_does_not_say_that_there_is_nothing_to_seal(start: Start) -> None:
    behind = await start(linked=False)
    await behind.join()
    process, moderator, _, poll = await answered(start, linked=False)
    await moderator.ok("poll.close", id=poll)
    version = (await sealed(process))[-1].version
    room = process.record().id
    assert not await behind.suara.rooms._seal_rounds(room, version)
    await behind.suara.rooms._poll_versions()
    assert await behind.suara.rooms._seal_rounds(room, version)


async def take_back_the_seal(process: Process, folder: Path, room: str) -> None:
    """Makes the record as it was before the round was sealed."""
    store = process.suara.store
    (row,) = rows_of(await store.read(room, 0), "RoundSealed")
    assert row.boxes is not None
    first = rows_of(await store.read(room, 0), "BallotsCast")[0]
    data = first.data.replace('"ballots":[]', f'"ballots":{row.boxes[0]}').partition(',"sealed"')[0] + "}"
    before = f"(SELECT batch FROM event WHERE room = '{room}' AND version = {row.version - 1})"
    here = f"room = '{room}'"
    await execute(
        folder,
        f"DELETE FROM event WHERE {here} AND version >= {row.version}",
        f"UPDATE event SET data = '{data}' WHERE {here} AND version = {first.version}",
        f"DELETE FROM ballot_box WHERE {here}",
        f"UPDATE room SET version = {row.version - 1}, batch = {before} WHERE id = '{room}'",
    )


@BY_HAND
@pytest.mark.tuning(page_rows=1)
async def test_rows_that_were_emptied_meanwhile_come_with_the_boxes(start: Start) -> None:
    """A process that was behind when the round was sealed, and reads page by page."""
    behind = await start(linked=False)
    watching = await behind.join("moderator")
    process, moderator, people, poll = await answered(start, linked=False)
    twin = await behind.back(people[0])
    await moderator.ok("poll.close", id=poll)
    await sealed(process)
    await behind.suara.rooms._poll_versions()
    fresh = (await process.join("moderator")).items
    await watching.until(lambda it: it.items == fresh)
    await twin.until(lambda it: it.mine["ballots"] == {poll: "o2"})


@BY_HAND  # the heartbeat may read a ballot before the one who stored it has applied it
async def test_the_other_tab_is_told_of_a_ballot_that_was_sealed_at_once(start: Start) -> None:
    process, moderator, people, poll = await answered(start)
    tab = await process.join()
    twin = await process.back(tab)
    for each in (tab, twin):
        await each.until(lambda it: it.items[poll]["state"] == "open")
    await asyncio.gather(tab.ok("poll.answer", id=poll, answer="o3"), moderator.ok("poll.close", id=poll))
    await sealed(process)
    await twin.until(lambda it: it.mine["ballots"] == {poll: "o3"})
    for person in people:
        await person.until(lambda it: it.items[poll]["state"] == "closed")
        personal = [frame for frame in person.frames if "ballots" in frame.get("mine", {})]
        assert len(personal) == 1, "only the first sync had any: their own answers were acknowledged"
