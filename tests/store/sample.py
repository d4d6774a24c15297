"""A conference with one room, and rows for its log."""

from dataclasses import replace
from datetime import UTC, datetime

from server.store import Conference, Link, Room, Row

AT = datetime(2020, 12, 16, 8, 0, 0, 123456, tzinfo=UTC)
CONFERENCE = Conference("c_1", "smartchange2020", "Smart Change", ("id", "en"), '["Asia/Jakarta"]', 1)
ROOM = Room(
    id="r_1",
    conference="c_1",
    code="GOV1",
    title="Smart Governance",
    track="governance",
    languages=("id", "en", "th"),
    stream=None,
    starts_at=AT,
    ends_at=AT.replace(hour=10),
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


def another_room(number: int) -> Room:
    return replace(ROOM, id=f"r_{number}", code=f"GOV{number}", position=number, version=0)
