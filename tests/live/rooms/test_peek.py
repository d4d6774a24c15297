"""Rooms that are only read: what the record has, and nothing of them stays."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from server.domain.model.refusal import Refused
from tests.live.conftest import Process, Start


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


async def lived_in(process: Process) -> str:
    """A question of a room, and nobody there any more; another process has served it."""
    asker = await process.join()
    question: str = (await asker.ok("question.ask", text="Anybody?"))["id"]
    await asker.leave()
    return question


async def test_a_room_is_read_as_the_record_has_it_and_forgotten(start: Start) -> None:
    question = await lived_in(await start())
    reader = await start()
    room = await reader.suara.rooms.peek(reader.record())
    assert room.require_question(question).text == "Anybody?"
    assert room.version == len(await reader.log())
    assert reader.suara.rooms.served == 0


async def test_a_room_that_is_in_memory_is_not_read_again(process: Process) -> None:
    await process.join()
    live = await process.suara.rooms.enter(process.record())
    assert await process.suara.rooms.peek(process.record()) is live.room


async def test_who_asks_meanwhile_gets_the_same(start: Start) -> None:
    await lived_in(await start())
    reader = await start()
    rooms = await asyncio.gather(*(reader.suara.rooms.peek(reader.record()) for _ in range(5)))
    assert all(room is rooms[0] for room in rooms)
    assert await reader.suara.rooms.peek(reader.record()) is not rooms[0]


async def test_a_row_of_a_later_release_is_said_and_harms_nobody(
    process: Process, web: httpx2.AsyncClient, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "suara.db")) as database, database:
        database.execute("UPDATE event SET shape = 99 WHERE room = ? AND version = 1", (process.record().id,))
    with pytest.raises(Refused) as refused:
        await process.suara.rooms.peek(process.record())
    assert refused.value.code == "unavailable"
    assert (await web.get("/r/OPEN/archive")).status_code == 503


@pytest.mark.parametrize("address", ["/r/OPEN/archive", "/r/OPEN/polls.json"])
async def test_neither_archive_nor_export_keeps_a_room(
    process: Process, web: httpx2.AsyncClient, address: str
) -> None:
    headers = {"authorization": f"Bearer {process.key('moderator')}"}
    assert (await web.get(address, headers=headers)).status_code == 200
    assert process.suara.rooms.served == 0
