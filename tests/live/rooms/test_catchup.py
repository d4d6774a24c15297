"""Catching up with the log when hints are lost, late or out of order."""

from itertools import pairwise
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from server.live.hints import CommittedHint, pack
from server.live.rooms.room import topic
from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.database import execute

pytestmark = pytest.mark.tuning(heartbeat_s=3600)  # so that nothing but the hints brings the other on


def deliver(process: Process, *hints: CommittedHint) -> None:
    """Hands hints to a process as the bus does with messages of another process."""
    to = topic(process.record().id)
    for hint in hints:
        process.suara.rooms._on_message(to, process.suara.keyring.sign_hint(to, pack(hint)))


async def two(start: Start) -> tuple[Process, Browser, list[CommittedHint]]:
    """A process that no message reaches, a browser there, and hints of two rows that another added."""
    here, there = await start(linked=False), await start(linked=False)
    asker, watcher = await there.join(), await here.join()
    known = len(await here.log())
    for text in ("First?", "Second?"):
        await asker.ok("question.ask", text=text)
    log = await here.log()
    assert len(log) == known + 2
    assert watcher.questions == {}
    hints = [CommittedHint(before.batch, (row,)) for before, row in pairwise(log[known - 1 :])]
    return here, watcher, hints


BOTH = {"First?": "published", "Second?": "published"}


async def test_what_was_lost_before_a_hint_is_read_from_the_log(start: Start) -> None:
    here, watcher, hints = await two(start)
    deliver(here, hints[1])
    await watcher.until(lambda it: it.questions == BOTH)


async def test_hints_in_another_order_and_again_are_each_applied_once(start: Start) -> None:
    here, watcher, hints = await two(start)
    deliver(here, hints[1], hints[0], hints[1], *hints)
    await watcher.until(lambda it: it.questions == BOTH)
    assert here.suara.rooms._rooms[here.record().id].room.version == hints[1].rows[0].version


async def test_a_gap_that_can_not_be_read_is_read_after_the_next_hint(start: Start, tmp_path: Path) -> None:
    here, watcher, hints = await two(start)
    await execute(tmp_path, "ALTER TABLE event RENAME TO away")
    with capture_logs() as logs:
        deliver(here, hints[1])
        while not [each for each in logs if each["event"] == "gap stays until the next heartbeat"]:
            await watcher.ok("ping")
    await execute(tmp_path, "ALTER TABLE away RENAME TO event")
    assert watcher.questions == {}
    deliver(here, hints[1])
    await watcher.until(lambda it: it.questions == BOTH)


@pytest.mark.parametrize(
    ("signed", "message"),
    [
        (True, b"no hint"),
        (True, b"[" * 100_000),
        (True, b'["here",["p",1e400]]'),
        (True, b'["committed",["","b",[[1e400,"RoomStateChanged",1,"{}"]]]]'),
        (True, b'["committed",["","b",[]]]'),
        (True, b'["later releases say more",[]]'),
        (True, b"\xff"),
        (True, b""),
        (True, b"0" * 10_000_000),
        (True, b'["here",{}]'),
        (True, b'["here",["p",-1]]'),
        (True, b'["here",["p",1e9]]'),
        (True, b'["here",["p",' + b"9" * 5000 + b"]]"),
        (True, b'["here",["\\ud800",1]]'),
        (True, b'["touched",[["q"],"label"]]'),
        (True, b'["touched",["q","\\ud800"]]'),
        (True, b'["touched",["q","' + b"x" * 2000 + b'"]]'),
        (True, b'["reacted",[{"\\udfff":1}]]'),
        (True, b'["reacted",[{"x":true}]]'),
        (True, b'["committed",["","b",[[-1,"RoomStateChanged",1,"{}"]]]]'),
        (True, b'["committed",["","b",[[1,"RoomStateChanged",1,{"state":"closed"}]]]]'),
        (False, b""),
        (False, b'["reacted",[{"x":1}]]'),
        (False, b"0123456789abcdef" + b'["reacted",[{"x":1}]]'),
    ],
)
async def test_a_hint_that_can_not_be_read_changes_nothing(
    process: Process, signed: bool, message: bytes
) -> None:
    watcher = await process.join()
    to = topic(process.record().id)
    with capture_logs() as logs:
        process.suara.rooms._on_message(
            to, process.suara.keyring.sign_hint(to, message) if signed else message
        )
    assert [(each["event"], "exc_info" in each) for each in logs] == [("unreadable hint", False)]
    await watcher.ok("question.ask", text="Still here?")
