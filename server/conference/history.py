"""Questions and acts of the past, played through the rules to give a new room its history."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

from pydantic import TypeAdapter

from server.conference.plans import PollPlan, QuestionPlan
from server.domain.batch import Batch, Entry
from server.domain.model import commands, events
from server.domain.model.limits import Limits
from server.domain.model.people import Person, Role
from server.domain.model.refusal import Refused
from server.domain.rules import apply
from server.domain.sync.versioned import Room
from server.record import rows_of
from server.store import Row

APART = timedelta(minutes=3)  # questions were asked one after the other


class History:
    """`rows` are those of the room's log so far. Everybody in them is made up."""

    def __init__(self, now: datetime, limits: Limits) -> None:
        self.rows: list[Row] = []
        self._now = now
        self._limits = limits
        self._room = Room("", limits)
        self._moderator = _somebody(Role.MODERATOR)

    @property
    def state(self) -> events.TalkState:
        return self._room.talk.state

    def happen(self, event: events.Event, *, at: datetime) -> None:
        self._add([Entry(event)], at)

    def play(self, do: str, **fields: Any) -> dict[str, Any]:
        """Carries out a moderator's command now, and returns the reply. Raises `Refused`."""
        return self._play(self._moderator, self._now, do, **fields)

    def ask(self, questions: Sequence[QuestionPlan]) -> None:
        """The last of them was asked shortly before now.

        Raises `Refused`; its `field` is the question, such as `questions.3`.
        """
        if questions:
            self.play("room.open")
            # Each waits first, whatever the room's own setting.
            self.play("room.update", settings={"premoderated": True})
        for number, question in enumerate(questions):
            try:
                self._ask(question, self._now - APART * (len(questions) - number))
            except Refused as refused:
                raise Refused(refused.code, refused.message, field=f"questions.{number}") from None

    def prepare(self, polls: Sequence[PollPlan]) -> None:
        """Makes polls, and opens those that are open.

        Raises `Refused`; its `field` is the poll, such as `polls.0`.
        """
        for number, poll in enumerate(polls):
            try:
                id_ = self.play("poll.create", **poll.definition)["id"]
                if poll.state == "open":
                    self.play("poll.open", id=id_)
            except Refused as refused:
                raise Refused(refused.code, refused.message, field=f"polls.{number}") from None

    def _ask(self, question: QuestionPlan, at: datetime) -> None:
        asked = question.model_dump(include={"text", "lang", "sector", "city"}, exclude_none=True)
        id_ = self._play(_somebody(Role.ATTENDEE), at, "question.ask", **asked)["id"]
        if question.status != "pending" and question.status != "declined":
            self._play(self._moderator, at, "question.publish", id=id_)
            votes = tuple((_somebody(Role.ATTENDEE).id, id_, True) for _ in range(question.votes))
            if votes:
                self.happen(events.VotesCast(votes=votes), at=at)
        for do, fields in _curated(question):
            self._play(self._moderator, at, do, id=id_, **fields)

    def _play(self, person: Person, at: datetime, do: str, **fields: Any) -> dict[str, Any]:
        batch = Batch(self._room)
        command = _COMMAND.validate_python({"do": do, **fields}, context=self._limits)
        ok = batch.decide(person, command, at, lambda: token_hex(8))
        self._add(batch.entries(), at)
        return ok

    def _add(self, entries: list[Entry], at: datetime) -> None:
        self.rows += rows_of(entries, self._room.version, at.astimezone(UTC))
        for entry in entries:
            apply(self._room, entry.event)


def _curated(question: QuestionPlan) -> Iterator[tuple[str, dict[str, Any]]]:
    """The acts of moderators and the speaker on a question."""
    if question.labels:
        yield "question.label", {"labels": question.labels}
    if question.pinned and question.status != "pending" and question.status != "declined":
        yield "question.pin", {}
    match question.status:
        case "declined":
            yield "question.decline", {"reason": question.reason or "off_topic"}
        case "answering":
            yield "question.take", {}
        case "answered":
            yield "question.answered", {"text": question.answer} if question.answer else {}


def _somebody(role: Role) -> Person:
    return Person("import-" + token_hex(8), role)


_COMMAND: TypeAdapter[commands.Command] = TypeAdapter(commands.AnyCommand)
