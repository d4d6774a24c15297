"""A record that goes back, as after a restore: everything made of the lost rows is given up."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from server.live.hints import CommittedHint, pack
from server.live.rooms.room import topic
from server.store import Row
from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.database import execute
from tests.live.lines import PATIENCE_S

BY_HAND = pytest.mark.tuning(heartbeat_s=3600)
"""No heartbeat but those that the test calls for."""

WENT_BACK = "the record went back"


async def ask(browser: Browser, *texts: str) -> None:
    for text in texts:
        await browser.ok("question.ask", text=text)
    await browser.until(lambda it: set(texts) <= it.questions.keys())


async def cut(folder: Path, version: int) -> None:
    """Takes the rows after a version out of the record of the room OPEN, as a failover may that lost them."""
    here = "room = (SELECT id FROM room WHERE code = 'OPEN')"
    last = f"(SELECT batch FROM event WHERE {here} AND version = {version})"
    await execute(
        folder,
        f"DELETE FROM event WHERE {here} AND version > {version}",
        f"UPDATE room SET version = {version}, batch = {last} WHERE code = 'OPEN'",
    )


async def beat(process: Process) -> None:
    """One heartbeat's look at the record."""
    await process.suara.rooms._poll_versions()


def copy(source: Path, target: Path) -> None:
    """Copies as `.backup` and `.restore` of the program sqlite3 do."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def version_of(process: Process) -> int:
    return process.suara.rooms._rooms[process.record().id].room.version


async def dismissed(browser: Browser) -> None:
    assert await browser.close_code() == 4426
    assert [bye["bye"]["code"] for bye in browser.came("bye")] == ["record"]


async def test_after_a_restore_beside_it_a_server_shows_and_goes_on_from_what_was_restored(
    start: Start, tmp_path: Path
) -> None:
    process = await start()
    asker, moderator = await process.join(), await process.join("moderator")
    await ask(asker, "Kept?")
    epoch = process.record().epoch
    await asyncio.to_thread(copy, tmp_path / "suara.db", tmp_path / "copy.db")
    await ask(asker, "Lost?", "Lost too?")
    with capture_logs() as logs:
        await asyncio.to_thread(copy, tmp_path / "copy.db", tmp_path / "suara.db")
        for browser in (asker, moderator):
            await dismissed(browser)
    assert [each["event"] for each in logs if each["log_level"] == "error"] == [WENT_BACK]
    assert process.suara.rooms._metrics.went_back._value.get() == 1
    assert process.record().epoch != epoch
    back = await process.back(asker, since=asker.at)
    assert back.came("sync")[0]["sync"]["full"] is True
    assert back.questions == {"Kept?": "published"}
    await ask(back, "New?")
    assert (await process.join()).questions == {"Kept?": "published", "New?": "published"}


@BY_HAND
async def test_until_it_is_noticed_commands_are_refused_as_unavailable(start: Start, tmp_path: Path) -> None:
    process = await start()
    asker = await process.join()
    await ask(asker, "Kept?")
    kept = version_of(process)
    await ask(asker, "Lost?")
    await cut(tmp_path, kept)
    with capture_logs() as logs:
        assert await asker.no("question.ask", text="On what ground?") == "unavailable"
    assert logs == []
    await beat(process)
    await dismissed(asker)
    await ask(await process.join(), "Now?")


@BY_HAND
async def test_a_process_whose_lost_rows_were_written_past_gives_them_up(
    start: Start, tmp_path: Path
) -> None:
    """Its version is behind that of the record, as if it had only missed something."""
    one = await start(linked=False)
    asker = await one.join()
    await ask(asker, "Kept?")
    kept = version_of(one)
    await ask(asker, "Lost?", "Lost too?")
    await cut(tmp_path, kept)
    healthy = await start(linked=False)
    other = await healthy.join()
    for new in (["New?"], ["Newer?"], ["Newest?", "And on?"]):  # behind, at, and beyond the version it had
        await ask(other, *new)
        if new == ["Newer?"]:
            assert await asker.no("question.ask", text="Both at one version?") == "unavailable"
    await beat(one)
    await dismissed(asker)
    for process in (one, healthy):
        await beat(process)
        assert (await process.join()).items == other.items
    assert "Lost?" not in other.questions
    await dismissed(other)  # the room has another epoch, for every process


@BY_HAND
@pytest.mark.parametrize("past", [1, 2, 4])
async def test_a_browser_that_slept_through_it_gets_everything(
    start: Start, tmp_path: Path, past: int
) -> None:
    """No process ever noticed: all were down."""
    before = await start(linked=False)
    sleeper = await before.join()
    await ask(sleeper, "Kept?")
    kept = version_of(before)
    await ask(sleeper, "Lost?", "Lost too?")
    await sleeper.leave()
    await before.suara.rooms.close()
    await cut(tmp_path, kept)
    after = await start(linked=False)
    other = await after.join()
    await ask(other, *(f"New {number}?" for number in range(past)))
    back = await after.back(sleeper, since=sleeper.at)
    assert back.came("sync")[0]["sync"]["full"] is True
    assert back.items == other.items


@BY_HAND
async def test_hints_of_the_lost_rows_are_ignored_and_the_log_is_read(start: Start, tmp_path: Path) -> None:
    one = await start(linked=False)
    asker = await one.join()
    await ask(asker, "Kept?")
    kept = version_of(one)
    await ask(asker, "Lost?", "Lost too?")
    last, first, second = (await one.log())[kept - 1 :]
    hints = [CommittedHint(last.batch, (first,)), CommittedHint(first.batch, (second,))]
    await cut(tmp_path, kept)
    healthy = await start(linked=False)
    other = await healthy.join()
    await ask(other, "New?")
    to = topic(healthy.record().id)
    for hint in (*hints, *reversed(hints)):
        healthy.suara.rooms._on_message(to, healthy.suara.keyring.sign_hint(to, pack(hint)))
    await ask(other, "Newer?")
    assert other.questions == dict.fromkeys(("Kept?", "New?", "Newer?"), "published")
    assert version_of(healthy) == kept + 2


@BY_HAND
async def test_a_room_whose_row_and_log_end_differently_went_back_too(start: Start, tmp_path: Path) -> None:
    process = await start()
    asker = await process.join()
    await ask(asker, "Kept?")
    await execute(tmp_path, "UPDATE room SET batch = 'of another row' WHERE code = 'OPEN'")
    assert await asker.no("question.ask", text="Where to?") == "unavailable"
    await beat(process)
    await dismissed(asker)
    await ask(await process.join(), "There?")


@pytest.mark.tuning(snapshot_bytes=1, snapshots_apart_s=0.0)
async def test_a_snapshot_of_the_lost_rows_is_not_believed(start: Start, tmp_path: Path) -> None:
    before = await start(linked=False)
    asker = await before.join()
    await ask(asker, "Kept?")
    kept = version_of(before)
    await ask(asker, "Lost?")
    store, room = before.suara.store, before.record().id
    async with asyncio.timeout(PATIENCE_S):
        while (found := await store.snapshot(room)) is None or found.version != kept + 1:
            await asker.ok("ping")
    await before.suara.rooms.close()
    await cut(tmp_path, kept)
    row = Row(kept + 1, "Announced", 1, '{"text":"New"}', (await before.log())[0].at)
    head = (await store.heads([room])).rooms[room].named
    assert await store.append(room, head, [row], "new")
    after = await (await start(linked=False)).join()
    assert after.questions == {"Kept?": "published"}
    assert after.items["room"]["announcement"]
