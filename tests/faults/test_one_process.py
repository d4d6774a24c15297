"""One process on SQLite, killed or asked to stop: nothing that was acknowledged is lost."""

import signal
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.store import database_url
from tests.faults.conftest import Join, seeded
from tests.faults.test_two_processes import killed_while_asking
from tests.processes import Serving


@pytest.fixture
async def serving(tmp_path: Path) -> AsyncIterator[Serving]:
    await seeded(database_url("", tmp_path))
    one = Serving(tmp_path)
    try:
        one.start()
        yield one
    finally:
        one.stop()


async def test_killed_in_the_middle_and_started_again_all_that_was_acknowledged_is_there(
    serving: Serving, join: Join
) -> None:
    acknowledged = await killed_while_asking([await join(serving) for _ in range(4)], serving)
    serving.start()
    visitor = await join(serving)
    assert len(acknowledged) >= 60
    assert set(acknowledged.values()) <= visitor.items.keys()
    await visitor.ok("question.ask", text="And on it goes?")


async def test_asked_to_stop_again_and_again_it_stops_once_and_orderly(serving: Serving, join: Join) -> None:
    visitors = [await join(serving) for _ in range(3)]
    asked = [(await visitor.ok("question.ask", text="Kept?"))["id"] for visitor in visitors]
    serving.send(signal.SIGTERM, signal.SIGTERM, signal.SIGTERM)
    for visitor in visitors:
        assert await visitor.close_code() == 1012
        assert [frame["bye"]["code"] for frame in visitor.came("bye")] == ["drain"]
        serving.send(signal.SIGTERM)
    assert serving.ended() == 0
    assert "Traceback" not in serving.stderr
    assert not (serving.folder / "running.json").exists()
    with sqlite3.connect(serving.folder / "suara.db") as database:
        stored = database.execute("SELECT count(*) FROM event WHERE type = 'QuestionAsked'").fetchone()
    database.close()
    assert stored == (len(asked),)
