"""A conference from a file: its rooms, its links, and questions that were asked before."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from server.domain.batch import Batch, Entry
from server.domain.model import commands as c
from server.domain.model import events as e
from server.domain.model.limits import Limits
from server.domain.model.people import Person, Role
from server.domain.rules import apply
from server.domain.sync.versioned import Room
from server.errors import UserError
from server.record import rows_of
from server.store import Conference, Conflict, Link, Row, Store
from server.store import Room as RoomRecord


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Zone(_Shape):
    zone: str
    label: str
    short: str


class Question(_Shape):
    text: str
    lang: str
    status: e.Status
    sector: str | None = None
    city: str | None = None
    votes: int = Field(default=0, ge=0, le=1000)
    labels: tuple[str, ...] = ()
    reason: str | None = None
    answer: str | None = None
    pinned: bool = False


class Talk(_Shape):
    code: str = Field(pattern=r"^[A-Za-z0-9]{3,12}$")
    title: str
    track: str = ""
    languages: tuple[str, ...] = ("en",)
    starts_at: datetime
    ends_at: datetime
    stream: str | None = Field(default=None, pattern="^https://")  # pages show no other
    state: e.TalkState = "scheduled"
    settings: c.SettingsPatch = c.SettingsPatch()
    announcement: str = ""
    questions: tuple[Question, ...] = ()


class Gathering(_Shape):
    slug: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,38}$")
    title: str
    languages: tuple[str, ...] = ("en",)
    zones: tuple[Zone, ...] = ()


class Plan(_Shape):
    """The file: one conference and its rooms."""

    conference: Gathering
    rooms: tuple[Talk, ...]


class ImportRejected(UserError):
    """Nothing was stored; the message is one sentence that names what is wrong where."""


def read_plan(path: Path) -> Plan:
    """Raises `ImportRejected`."""
    try:
        return parse_plan(path.read_bytes(), path.name)
    except OSError as error:
        raise ImportRejected(f"Can't read {path}: {error.strerror}.") from None


def parse_plan(text: bytes, name: str) -> Plan:
    """Raises `ImportRejected`."""
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ImportRejected(f"{name} is not right at {where or 'the top'}: {first['msg']}.") from None


async def add(store: Store, plan: Plan, now: datetime) -> None:
    """Store the conference with everything in it, and links for every role. Or nothing: `ImportRejected`."""
    conference = Conference(
        id="c_" + token_hex(8),
        slug=plan.conference.slug,
        title=plan.conference.title,
        languages=plan.conference.languages,
        zones=json.dumps([zone.model_dump() for zone in plan.conference.zones]),
    )
    links = [_link(conference, None, Role.ORGANISER)]
    rooms: list[tuple[RoomRecord, list[Row]]] = []
    for position, talk in enumerate(plan.rooms):
        facts = RoomRecord(
            id="r_" + token_hex(8),
            conference=conference.id,
            code=talk.code.upper(),
            title=talk.title,
            track=talk.track,
            languages=talk.languages,
            stream=talk.stream,
            starts_at=talk.starts_at,
            ends_at=talk.ends_at,
            epoch=token_bytes(8),
            state=talk.state,
            position=position,
        )
        rooms.append((facts, _Told(facts.id, talk, now).rows()))
        links += [_link(conference, facts, role) for role in (Role.MODERATOR, Role.SPEAKER, Role.STAGE)]
    try:
        await store.add_whole(conference, rooms, links)
    except Conflict:
        raise ImportRejected(
            f"There is a conference {conference.slug!r} here already, or a room with one of its codes."
        ) from None


def _link(conference: Conference, room: RoomRecord | None, role: Role) -> Link:
    return Link("l_" + token_hex(8), conference.id, room.id if room else None, role, "")


@dataclass(slots=True)
class _Told:
    """A room's past, played through the rules as if it had happened before `now`."""

    room_id: str
    talk: Talk
    now: datetime
    room: Room = field(init=False)
    log: list[Row] = field(init=False, default_factory=list)

    def rows(self) -> list[Row]:
        self.room = Room(self.room_id, Limits())
        talk = self.talk
        facts = talk.model_dump(include={"title", "track", "languages", "starts_at", "ends_at", "stream"})
        described = e.RoomDescribed(**facts, abstract="", place="", speakers=(), cancelled=False)
        self._happened([Entry(described)], self.now)
        moderator = Person("import-" + token_hex(8), Role.MODERATOR)
        for command in self._opening():
            self._play(moderator, command, self.now)
        for question, age in zip(talk.questions, self._ages(), strict=True):
            self._ask(moderator, question, self.now - age)
        self._play(
            moderator, _command({"do": "room.update", "settings": talk.settings.model_dump()}), self.now
        )
        if talk.state != "open":
            self._happened([Entry(e.RoomStateChanged(state=talk.state))], self.now)
        return self.log

    def _opening(self) -> Iterator[c.Command]:
        """Everything that is asked waits first, whatever the room's own setting."""
        yield _command({"do": "room.open"})
        yield _command({"do": "room.update", "settings": {"premoderated": True}})
        if self.talk.announcement:
            yield _command({"do": "announce", "text": self.talk.announcement})

    def _ages(self) -> Iterator[timedelta]:
        count = len(self.talk.questions)
        return (timedelta(minutes=3 * (count - i)) for i in range(count))

    def _ask(self, moderator: Person, question: Question, at: datetime) -> None:
        asker = Person("import-" + token_hex(8), Role.ATTENDEE)
        asked = question.model_dump(include={"text", "lang", "sector", "city"}, exclude_none=True)
        question_id = self._play(asker, _command({"do": "question.ask", **asked}), at)["id"]
        if question.labels:
            self._play(
                moderator,
                _command({"do": "question.label", "id": question_id, "labels": question.labels}),
                at,
            )
        if question.status == "declined":
            reason = question.reason or "off_topic"
            self._play(
                moderator, _command({"do": "question.decline", "id": question_id, "reason": reason}), at
            )
        elif question.status != "pending":
            self._play(moderator, _command({"do": "question.publish", "id": question_id}), at)
            votes = [("import-" + token_hex(8), question_id, True) for _ in range(question.votes)]
            if votes:
                self._happened([Entry(e.VotesCast(votes=tuple(votes)))], at)
            for command in self._moves(question, question_id):
                self._play(moderator, command, at)

    @staticmethod
    def _moves(question: Question, question_id: str) -> Iterator[c.Command]:
        if question.pinned:
            yield _command({"do": "question.pin", "id": question_id})
        if question.status == "answering":
            yield _command({"do": "question.take", "id": question_id})
        if question.status == "answered":
            written = {"text": question.answer} if question.answer else {}
            yield _command({"do": "question.answered", "id": question_id, **written})

    def _play(self, person: Person, command: c.Command, at: datetime) -> dict[str, Any]:
        batch = Batch(self.room)
        ok = batch.decide(person, command, at, lambda: token_hex(8))
        self._happened(batch.entries(), at)
        return ok

    def _happened(self, entries: list[Entry], at: datetime) -> None:
        self.log += rows_of(entries, self.room.version, at.astimezone(UTC))
        for entry in entries:
            apply(self.room, entry.event)


_COMMAND: TypeAdapter[c.Command] = TypeAdapter(c.AnyCommand)


def _command(fields: dict[str, Any]) -> c.Command:
    return _COMMAND.validate_python(fields, context=Limits())
