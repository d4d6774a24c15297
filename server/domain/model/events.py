"""The events of a room: the entries of its log. They never leave the server.

An event holds every fact that is needed to apply it again next year. `SHAPE` is the number of shapes that the
event's fields have had so far. A change of its fields raises it, and `wire` still reads all earlier shapes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

TalkState = Literal["scheduled", "open", "paused", "closed"]
Status = Literal["pending", "published", "answering", "answered", "declined", "withdrawn", "merged"]


class Translation(NamedTuple):
    """A question's text, or a poll's prompt (empty if it has none) and options, in another language.

    `options` are pairs (option id, text), in the poll's order.
    """

    lang: str
    text: str
    options: tuple[tuple[str, str], ...] = ()


class Event(BaseModel):
    """The base of all events.

    A `SIGNED` event is recorded with the person whose command led to it; any other never is. A field with an
    alias is recorded under the alias: rows keep the names that they were first written with.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    SHAPE: ClassVar[int] = 1
    SIGNED: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Clock:
    """Whether a room opens and closes by the clock, and how many minutes before and after the talk."""

    on: bool = True
    opens_before_min: int = 10
    closes_after_min: int = 10


class RoomDescribed(Event):
    """All facts about the talk: the first event of every room, and again when one of them changes."""

    SHAPE: ClassVar[int] = 2

    title: str
    abstract: str
    track: str
    place: str
    speakers: tuple[str, ...]
    languages: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    stream: str | None = None
    url: str | None = None
    clock: Clock | None = None
    cancelled: bool


class RoomStateChanged(Event):
    state: TalkState


class SettingsChanged(Event):
    """Only the settings that changed."""

    premoderated: bool | None = None
    asking: bool | None = None
    voting: bool | None = None
    anonymous: bool | None = None


class QuestionAsked(Event):
    id: str
    person: str
    text: str
    status: Literal["pending", "published"]
    at: datetime
    lang: str | None = None
    name: str | None = None
    sector: str | None = None
    city: str | None = None


class QuestionEdited(Event):
    """The text was changed by its asker (`by_asker`) or by a moderator. After a moderator's first edit the
    item keeps the original text, for colleagues to see."""

    id: str
    text: str
    by_asker: bool


class QuestionWithdrawn(Event):
    id: str


class QuestionsPublished(Event):
    ids: tuple[str, ...]
    at: datetime


class QuestionUnpublished(Event):
    id: str


class QuestionsDeclined(Event):
    ids: tuple[str, ...]
    reason: str
    at: datetime


class QuestionRestored(Event):
    id: str
    status: Status


class QuestionPinned(Event):
    id: str
    on: bool


class QuestionTaken(Event):
    """The speaker answers the question now. `back` is the id of the one answered until then, if any, which
    is published again."""

    id: str
    back: str | None = None


class QuestionSkipped(Event):
    id: str


class QuestionAnswered(Event):
    id: str
    at: datetime
    text: str | None = None


class QuestionLabelled(Event):
    id: str
    labels: tuple[str, ...]


class QuestionAssigned(Event):
    id: str
    to: str


class QuestionMerged(Event):
    id: str
    into: str


class QuestionUnmerged(Event):
    id: str
    status: Status


class QuestionTranslated(Event):
    id: str
    lang: str
    text: str


class QuestionsArchived(Event):
    """Questions that were settled long ago leave the live room. The archive shows them."""

    ids: tuple[str, ...]


class VotesCast(Event):
    """The votes of a run, as (person, question, on): the last one of each person for each question.

    They are plain tuples because there may be thousands in one event. Named ones take pydantic twice as long
    to read, and four times as long to make.
    """

    votes: tuple[tuple[str, str, bool], ...]


class PersonMuted(Event):
    person: str
    on: bool


class Announced(Event):
    text: str


class NoteWritten(Event):
    text: str


class NoteRead(Event):
    pass


class StageBlanked(Event):
    on: bool


class ReactionsChosen(Event):
    emoji: tuple[str, ...]
