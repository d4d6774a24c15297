"""A room to play with: people of every role, ids that count up, and a clock of one second per command."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from server.domain.model import events
from server.domain.model.commands import AnyCommand, Command
from server.domain.model.decision import Reply
from server.domain.model.items import Question
from server.domain.model.limits import Limits
from server.domain.model.people import Person, Role
from server.domain.model.refusal import Refused
from server.domain.rules import apply, decide
from server.domain.sync.versioned import Room

ROOM = "r_1"
BEGAN = datetime(2020, 12, 16, 8, 0, tzinfo=UTC)


def somebody(name: str, role: Role) -> Person:
    return Person(name, role, f"the secret of {name}".encode())


ASKER = somebody("asker", Role.ATTENDEE)
OTHER = somebody("other", Role.ATTENDEE)
MODERATOR = somebody("moderator", Role.MODERATOR)
ORGANISER = somebody("organiser", Role.ORGANISER)
SPEAKER = somebody("speaker", Role.SPEAKER)
STAGE = somebody("stage", Role.STAGE)

_COMMAND: TypeAdapter[Command] = TypeAdapter(AnyCommand)


def attendee(number: int) -> Person:
    return somebody(f"attendee-{number}", Role.ATTENDEE)


def command(do: str, limits: Limits | None = None, /, **fields: Any) -> Command:
    return _COMMAND.validate_python({"do": do, **fields}, context=limits or Limits())


def described() -> events.RoomDescribed:
    return events.RoomDescribed(
        title="Open data in the city",
        abstract="",
        track="Governance",
        place="",
        speakers=(),
        languages=("id", "en"),
        starts_at=BEGAN,
        ends_at=BEGAN + timedelta(hours=1),
        cancelled=False,
    )


class Play:
    """A room and its log. The room is open and not premoderated by default."""

    def __init__(
        self, *, state: events.TalkState = "open", limits: Limits | None = None, **settings: bool
    ) -> None:
        self.room = Room(ROOM, limits)
        self.log: list[events.Event] = []
        self.now = BEGAN
        self.ids = 0
        self.happen(described())
        if state != "scheduled":
            self.happen(events.RoomStateChanged(state=state))
        self.happen(events.SettingsChanged(**{"premoderated": False, **settings}))

    def new_id(self) -> str:
        self.ids += 1
        return str(self.ids)

    def later(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def happen(self, event: events.Event) -> None:
        apply(self.room, event)
        self.log.append(event)

    def __call__(self, person: Person, do: str, /, **fields: Any) -> Reply:
        decision = decide(self.room, person, command(do, **fields), self.later(), self.new_id)
        for event in decision.events:
            self.happen(event)
        return decision.reply

    def refusal(self, person: Person, do: str, /, **fields: Any) -> tuple[str, str | None]:
        """The code and the field of the refusal. Fails if the command is not refused, or changes anything."""
        before = self.room.version
        try:
            ok = self(person, do, **fields)
        except Refused as refused:
            assert self.room.version == before
            return refused.code, refused.field
        raise AssertionError(f"{do} was not refused but led to {ok}")

    def ask(self, person: Person = ASKER, text: str = "How open is the data?", **fields: Any) -> str:
        """Asks a question, and returns its id."""
        question_id: str = self(person, "question.ask", text=text, **fields)["id"]
        return question_id

    def question(self, question_id: str) -> Question:
        return self.room.require_question(question_id)

    def votes(self, question_id: str) -> int:
        return self.room.tally[question_id]


STATUSES: tuple[events.Status, ...] = (
    "pending",
    "published",
    "answering",
    "answered",
    "declined",
    "withdrawn",
    "merged",
)


def question_that_is(status: events.Status, play: Play, asker: Person = ASKER) -> str:
    """Asks a question, brings it into this status by commands, and returns its id."""
    question = play.ask(asker)
    if status in ("pending", "withdrawn"):
        play(MODERATOR, "question.unpublish", id=question)
    match status:
        case "withdrawn":
            play(asker, "question.withdraw", id=question)
        case "answering":
            play(SPEAKER, "question.take", id=question)
        case "answered":
            play(SPEAKER, "question.answered", id=question)
        case "declined":
            play(MODERATOR, "question.decline", id=question, reason="off_topic")
        case "merged":
            play(MODERATOR, "question.merge", id=question, into=play.ask(OTHER))
    assert play.question(question).status == status
    return question
