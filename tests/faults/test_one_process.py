"""One process on SQLite, killed or asked to stop: nothing that was acknowledged is lost."""

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

from server.domain.model.events import Announced
from server.domain.rules import apply
from server.domain.sync.versioned import Room
from server.store import Row, Store, database_url
from server.wire import read_event, write_event
from tests.domain.client import fresh
from tests.domain.making import ASKER
from tests.faults.conftest import PATIENCE_S, Join
from tests.faults.folders import events, table
from tests.faults.test_two_processes import killed_while_asking
from tests.live.browser import Browser
from tests.processes import Serving


async def test_killed_in_the_middle_and_started_again_all_that_was_acknowledged_is_there(
    serving: Serving, join: Join
) -> None:
    acknowledged = await killed_while_asking([await join(serving) for _ in range(4)], serving)
    serving.start()
    visitor = await join(serving)
    assert len(acknowledged) >= 60
    assert set(acknowledged.values()) <= visitor.items.keys()
    await visitor.ok("question.ask", text="And on it goes?")


async def test_asked_to_stop_again_and_again_it_stops_once_and_orderly(
    serving: Serving, join: Join, room: str
) -> None:
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
    stored = [row for row in events(serving.folder, room) if row["type"] == "QuestionAsked"]
    assert len(stored) == len(asked)


async def long_past(url: str, code: str) -> None:
    """So many rows that folding them is worth a snapshot."""
    store = await Store.open(url)
    rooms = [room for programme in await store.programmes() for room in programme.rooms]
    room = next(each for each in rooms if each.code == code)
    announced = (write_event(Announced(text=f"Welcome, for the {n}th time")) for n in range(1500))
    rows = [Row(room.version + n, *each, datetime.now(UTC)) for n, each in enumerate(announced, 1)]
    head = (await store.heads([room.id])).rooms[room.id].named
    assert await store.append(room.id, head, rows, "past")
    await store.close()


async def a_snapshot(folder: Path, room: str, meanwhile: Browser) -> int:
    """The version of a room's first snapshot; somebody in the room is answered all the time."""
    async with asyncio.timeout(PATIENCE_S):
        while not (found := [each["version"] for each in table(folder, "snapshot") if each["room"] == room]):
            await meanwhile.ok("ping")
    return int(found[0])


async def test_killed_after_a_snapshot_it_goes_on_from_that_and_is_what_the_log_says(
    serving: Serving, join: Join, room: str
) -> None:
    await long_past(database_url("", serving.folder), room)
    askers = [await join(serving) for _ in range(4)]
    folded = Room(events(serving.folder, room)[0]["room"])
    version = await a_snapshot(serving.folder, folded.id, askers[0])
    acknowledged = await killed_while_asking(askers, serving)
    serving.start()
    visitor = await join(serving)
    log = events(serving.folder, room)
    assert 1500 < version < len(log)
    assert set(acknowledged.values()) <= visitor.items.keys()
    for row in log:
        apply(folded, read_event(row["type"], row["shape"], row["data"]))
    assert visitor.items == fresh(folded, ASKER).items
