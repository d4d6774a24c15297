"""A room's past, folded before: a start uses it, and never believes it over the log."""

import asyncio
from pathlib import Path

import pytest

from server.domain.model.limits import Limits
from server.domain.sync.snapshot import FOLD
from server.live.rooms.snapshots import LogGrowth, Snapshots, packed
from server.live.tuning import Tuning
from server.store import Snapshot
from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.database import execute
from tests.live.lines import PATIENCE_S

EAGER = pytest.mark.tuning(snapshot_bytes=1, snapshots_apart_s=0.0)
"""Each heartbeat takes a snapshot of whatever is new."""
pytestmark = EAGER


async def taken(process: Process, other_than: Snapshot | None = None) -> Snapshot:
    """The snapshot that has all of the log in it, once there is one."""
    record = process.record()
    async with asyncio.timeout(PATIENCE_S):
        while True:
            head = (await process.suara.store.heads([record.id])).rooms[record.id].named.version
            snapshot = await process.suara.store.snapshot(record.id)
            if snapshot is not None and snapshot.version == head and snapshot != other_than:
                return snapshot


async def lived_through(process: Process) -> Browser:
    """A moderator's browser in a room where something of everything has happened."""
    asker, voter, moderator = await process.join(), await process.join(), await process.join("moderator")
    ids = [(await asker.ok("question.ask", text=text))["id"] for text in ("Old?", "Older?", "Oldest?")]
    for question in ids:
        await voter.ok("question.vote", id=question, on=True)
    await moderator.ok("question.merge", id=ids[1], into=ids[0])
    await moderator.ok("question.decline", id=ids[2], reason="unclear")
    await asker.ok("question.vote", id=ids[0], on=True)
    return await moderator.until(lambda it: it.votes(ids[0]) == 2)


async def rewrite_the_past(folder: Path) -> None:
    """So that it can be told what a room was made from. No server ever does that."""
    statement = "UPDATE event SET data = replace(data, 'Old?', 'New?') WHERE data LIKE '%\"Old?\"%'"
    assert await execute(folder, statement) == [1]


async def test_a_start_goes_on_from_the_snapshot_with_what_was_added_since(
    start: Start, tmp_path: Path
) -> None:
    before = await start()
    await lived_through(before)
    earlier = await taken(before)
    await before.suara.rooms.close()
    reluctant = Tuning(heartbeat_s=0.05)
    moderator = await (await start(linked=False, tuning=reluctant)).join("moderator")
    await moderator.ok("announce", text="Since then")
    await moderator.until(lambda it: it.items["room"].get("announcement"))
    await rewrite_the_past(tmp_path)
    after = await (await start(linked=False, tuning=reluctant)).join("moderator")
    assert await before.suara.store.snapshot(before.record().id) == earlier
    assert after.items == moderator.items
    assert "Old?" in after.questions


async def test_who_comes_back_after_a_start_from_a_snapshot_is_told_what_they_missed(start: Start) -> None:
    before = await start()
    voter = await before.join()
    questions = [(await voter.ok("question.ask", text=text))["id"] for text in ("One?", "Two?")]
    await voter.until(lambda it: set(questions) <= it.items.keys())
    await voter.leave()
    twin = await before.back(voter)
    await twin.ok("question.vote", id=questions[0], on=True)
    await taken(before)
    back = await (await start(linked=False)).back(voter, since=voter.at)
    [sync] = back.came("sync")
    assert "full" not in sync["sync"]
    assert sync["set"].keys() == {questions[0]}
    assert sync["mine"] == {"votes": [questions[0]]}
    assert await back.ok("question.vote", id=questions[1], on=True) == {"votes": 1}


def blob(data: bytes) -> str:
    return f"x'{data.hex()}'"


SPOILED = {
    "another fold": f"fold = {FOLD + 1}",
    "another epoch": f"epoch = {blob(b'of before')}",
    "another history": "batch = 'of a log that is lost'",
    "ahead of the log": "version = version + 1",
    "of another version": "version = version - 1",
    "garbage": f"data = {blob(b'garbage')}",
    "cut short": "data = substr(data, 1, length(data) - 8)",
    "of a later release": f"data = {blob(packed(bytes(4), [b'version [[1,[0,0,0,0,0]]]', b'songs []']))}",
}


@pytest.mark.parametrize("change", SPOILED.values(), ids=SPOILED)
async def test_whatever_is_wrong_with_a_snapshot_the_log_is_folded_and_a_good_one_taken(
    start: Start, tmp_path: Path, change: str
) -> None:
    before = await start()
    moderator = await lived_through(before)
    good = await taken(before)
    await before.suara.rooms.close()
    await rewrite_the_past(tmp_path)
    assert await execute(tmp_path, f"UPDATE snapshot SET {change}") == [1]
    spoiled = await before.suara.store.snapshot(before.record().id)
    process = await start(linked=False)
    after = await process.join("moderator")
    assert "New?" in after.questions
    renamed = {
        item: {**body, "text": "New?"} for item, body in moderator.items.items() if body.get("text") == "Old?"
    }
    assert after.items == {**moderator.items, **renamed}
    again = await taken(process, other_than=spoiled)
    assert (again.version, again.fold, again.epoch) == (good.version, good.fold, good.epoch)
    assert "New?" in (await (await start(linked=False)).join("moderator")).questions


@pytest.mark.tuning(snapshot_bytes=20_000)
async def test_what_was_not_worth_a_snapshot_waits_for_more(process: Process) -> None:
    moderator = await lived_through(process)
    growth = process.suara.rooms._rooms[process.record().id].growth
    assert growth.size_bytes > 0
    assert await process.suara.store.snapshot(process.record().id) is None
    for number in range(40):
        await moderator.ok("announce", text=f"For the {number}th time")
    async with asyncio.timeout(PATIENCE_S):
        while await process.suara.store.snapshot(process.record().id) is None:
            await moderator.ok("ping")


@pytest.mark.tuning(snapshot_bytes=10**9)
async def test_after_one_the_next_waits_and_what_came_meanwhile_counts_for_it(process: Process) -> None:
    await lived_through(process)
    rows, all_of_it = await process.log(), LogGrowth(0)
    all_of_it.add(rows)
    growth = LogGrowth(all_of_it.size_bytes)
    growth.add(rows)
    assert growth.is_due(100.0)
    live = process.suara.rooms._rooms[process.record().id]
    taking = Snapshots(process.suara.store, Limits(), Tuning(snapshots_apart_s=30.0), lambda: rows[-1].at)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(taking.save(process.record(), live.room, live.history, growth, 100.0))
        await asyncio.sleep(0)  # it has begun
        growth.add(rows)
    assert [growth.is_due(now_s) for now_s in (100.0, 129.9, 130.0)] == [False, False, True]


async def test_a_store_without_room_for_snapshots_keeps_nobody_from_anything(
    start: Start, tmp_path: Path
) -> None:
    process = await start()
    await execute(tmp_path, "ALTER TABLE snapshot RENAME TO away")
    moderator = await lived_through(process)
    assert (await (await start(linked=False)).join("moderator")).items == moderator.items
    await execute(tmp_path, "ALTER TABLE away RENAME TO snapshot")
    await taken(process)
