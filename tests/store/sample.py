"""A conference with one room, and rows for its log."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from server.store import Conference, Head, Link, Room, RoomProjection, Row, Store

AT = datetime(2020, 12, 16, 8, 0, 0, 123456, tzinfo=UTC)
CONFERENCE = Conference("c_1", "smartchange2020", "Smart Change", ("id", "en"), '["Asia/Jakarta"]', 1)
ROOM = Room(
    id="r_1",
    conference="c_1",
    code="GOV1",
    title="Smart Governance",
    abstract="What a city may know.\n\nAnd who.",
    track="governance",
    place="ห้องประชุมใหญ่",
    speakers=("Dewi Lestari", "Jörg Müller"),
    languages=("id", "en", "th"),
    starts_at=AT,
    ends_at=AT.replace(hour=10),
    url="https://talks.example/1",
    clock={"on": True, "opens_before_min": 10, "closes_after_min": 0},
    epoch=b"\x00\xff345678",
    state="scheduled",
    position=1,
    version=1,
)
LINK = Link("l_1", "c_1", "r_1", "moderator", "For the moderators")
FIRST = Row(1, "RoomMade", 1, '{"title":"การกำกับดูแล"}', AT)


def asked(version: int, ref: str | None = None, person: str = "p_1") -> Row:
    ok = f'{{"id":"q_{version}"}}'
    return Row(version, "QuestionAsked", 1, '{"text":"?"}', AT, person, "question.ask", ref, ok)


async def append(store: Store, room: str, after: int, rows: Sequence[Row], batch: str) -> bool:
    """Appends at a version, with the batch that the room's row names now."""
    found = (await store.heads([room])).rooms.get(room)
    return await store.append(room, Head(after, found.named.batch if found else ""), rows, batch)


async def versions(store: Store, rooms: Sequence[str]) -> dict[str, int]:
    """The versions that the rooms' rows name, each of which is that of the last row of the room's log."""
    heads = (await store.heads(rooms)).rooms
    assert all(head.named == head.last for head in heads.values())
    return {room: head.named.version for room, head in heads.items()}


def another_room(number: int) -> Room:
    """In another conference, without a row in its log."""
    code = f"GOV{number}"
    return replace(ROOM, id=f"r_{number}", conference="c_2", code=code, position=number, version=0)


async def add_rooms(store: Store, *numbers: int) -> None:
    """One more conference, with these rooms."""
    rooms = [(another_room(number), ()) for number in numbers]
    await store.add_conference(replace(CONFERENCE, id="c_2", slug="other"), rooms)


def projection(**changes: Any) -> RoomProjection:
    """Of any of the rooms, as they are added."""
    facts = {field.name: getattr(ROOM, field.name) for field in fields(RoomProjection)}
    return RoomProjection(**{**facts, **changes})
