"""An organiser changes what a talk is: browsers, lists and the next start all show the same."""

import asyncio
from dataclasses import fields
from typing import Any

import httpx2

from server.record import projection_of
from server.store import RoomProjection
from tests.live.conftest import Process, Start
from tests.live.lines import PATIENCE_S

FACTS: dict[str, Any] = {
    "title": "Another title",
    "abstract": "Who may read it?",
    "track": "People",
    "place": "Aula",
    "speakers": ["Dewi Lestari"],
    "languages": ["de", "id"],
    "starts_at": "2020-12-16T10:00:00Z",
    "ends_at": "2020-12-16T11:00:00Z",
    "stream": "https://stream.example/1",
    "url": "https://talks.example/1",
}


async def listed(process: Process, code: str = "OPEN") -> dict[str, Any]:
    """The room as the public list has it."""
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as web:
        conferences = (await web.get("/rooms.json")).json()["conferences"]
    return next(room for each in conferences for room in each["rooms"] if room["code"] == code)


async def until_listed(process: Process, **facts: Any) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not facts.items() <= (await listed(process)).items():
            await process.suara.store.heads([])  # gives way to the heartbeat


async def test_browsers_and_lists_show_it_on_every_process(start: Start) -> None:
    one, other = await start(), await start(linked=False)
    organiser, attendee = await one.join("organiser"), await one.join()
    assert await organiser.ok("room.describe", **FACTS, clock={}) == {}
    await attendee.until(lambda it: FACTS.items() <= it.items["room"].items())
    shown = {name: FACTS[name] for name in ("title", "track", "languages", "starts_at", "ends_at")}
    await until_listed(one, **shown)
    await until_listed(other, **shown)
    assert (await other.join()).items == attendee.items
    assert other.suara.rooms.served == 1


async def test_the_row_is_what_the_log_comes_to(process: Process) -> None:
    organiser, moderator = await process.join("organiser"), await process.join("moderator")
    await organiser.ok("room.describe", **FACTS, clock={"on": True, "closes_after_min": 0})
    await moderator.ok("room.pause")
    await organiser.ok("room.describe", place=None, cancelled=True)
    room = await process.suara.rooms.peek(process.record())
    programmes = await process.suara.store.programmes()
    record = next(each for programme in programmes for each in programme.rooms if each.code == "OPEN")
    projection = projection_of(room.talk)
    assert projection == RoomProjection(
        **{field.name: getattr(record, field.name) for field in fields(projection)}
    )
    assert (record.state, record.cancelled, record.version) == ("closed", True, room.version)


async def test_what_happens_in_rooms_moves_no_revision_and_what_is_edited_does(process: Process) -> None:
    conference = process.record().conference

    async def numbers() -> tuple[int, int]:
        return (await process.suara.store.heads([])).conferences[conference]

    before = await numbers()
    organiser, moderator = await process.join("organiser"), await process.join("moderator")
    await moderator.ok("announce", text="Welcome")
    await moderator.ok("question.ask", text="Anybody?")
    assert await numbers() == before
    await moderator.ok("room.pause")
    assert await numbers() == (before[0], before[1] + 1)
    await organiser.ok("room.describe", title="Edited")
    assert await numbers() == (before[0] + 1, before[1] + 2)


async def test_a_cancelled_talk_can_not_be_opened_by_anybody(process: Process) -> None:
    organiser, attendee = await process.join("organiser"), await process.join()
    await organiser.ok("room.describe", cancelled=True)
    await attendee.until(lambda it: it.items["room"]["state"] == "closed")
    assert attendee.items["room"]["cancelled"] is True
    assert await organiser.no("room.open") == "wrong_state"
    assert await attendee.no("question.ask", text="Why?") == "closed"
    await until_listed(process, state="closed")
    await organiser.ok("room.describe", cancelled=False)
    await organiser.ok("room.open")
    await until_listed(process, state="open")


async def test_only_organisers_may(process: Process) -> None:
    for role in ("moderator", "speaker", "attendee", "stage"):
        assert await (await process.join(role)).no("room.describe", title="Mine") == "forbidden"
