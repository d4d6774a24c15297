"""Catching up with the log when hints are lost, late or out of order."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from server.live.hints import CommittedHint, pack
from server.live.rooms.room import topic
from server.store import Row
from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.database import execute

pytestmark = pytest.mark.tuning(heartbeat_s=3600)  # so that nothing but the hints brings the other on


def deliver(process: Process, rows: Sequence[Row]) -> None:
    """Hands rows to a process as the bus does with a message of another process."""
    process.suara.rooms._on_message(topic(process.record().id), pack(CommittedHint(tuple(rows))))


async def two(start: Start) -> tuple[Process, Browser, list[Row]]:
    """A process that no message reaches, a browser there, and the rows that another process added."""
    here, there = await start(linked=False), await start(linked=False)
    asker, watcher = await there.join(), await here.join()
    known = len(await here.log())
    for text in ("First?", "Second?"):
        await asker.ok("question.ask", text=text)
    rows = (await here.log())[known:]
    assert len(rows) == 2
    assert watcher.questions == {}
    return here, watcher, rows


BOTH = {"First?": "published", "Second?": "published"}


async def test_what_was_lost_before_a_hint_is_read_from_the_log(start: Start) -> None:
    here, watcher, rows = await two(start)
    deliver(here, rows[1:])
    await watcher.until(lambda it: it.questions == BOTH)


async def test_hints_in_another_order_and_again_are_each_applied_once(start: Start) -> None:
    here, watcher, rows = await two(start)
    for some in (rows[1:], rows[:1], rows[1:], rows):
        deliver(here, some)
    await watcher.until(lambda it: it.questions == BOTH)
    assert here.suara.rooms._rooms[here.record().id].room.version == rows[-1].version


async def test_a_gap_that_can_not_be_read_is_read_after_the_next_hint(start: Start, tmp_path: Path) -> None:
    here, watcher, rows = await two(start)
    await execute(tmp_path, "ALTER TABLE event RENAME TO away")
    with capture_logs() as logs:
        deliver(here, rows[1:])
        while not [each for each in logs if each["event"] == "gap stays until the next heartbeat"]:
            await watcher.ok("ping")
    await execute(tmp_path, "ALTER TABLE away RENAME TO event")
    assert watcher.questions == {}
    deliver(here, rows[1:])
    await watcher.until(lambda it: it.questions == BOTH)


async def test_a_hint_that_can_not_be_read_changes_nothing(process: Process) -> None:
    watcher = await process.join()
    with capture_logs() as logs:
        process.suara.rooms._on_message(topic(process.record().id), b"no hint")
    assert [each["event"] for each in logs] == ["unreadable hint"]
    await watcher.ok("question.ask", text="Still here?")
