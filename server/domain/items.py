"""What a room consists of: frozen items, replaced whole whenever something about them changes."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.events import Status, TalkState

TALK = "room"  # the id of the one item that is about the room itself

PUBLIC: frozenset[Status] = frozenset({"published", "answering", "answered"})


@dataclass(frozen=True, slots=True)
class Settings:
    premoderated: bool = True
    asking: bool = True
    voting: bool = True
    anonymous: bool = True


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk that the room is the live side of, and what moderators have set for it."""

    title: str
    track: str
    languages: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    stream: str | None = None
    state: TalkState = "scheduled"
    settings: Settings = field(default_factory=Settings)
    now: str | None = None
    announcement: str = ""
    note: str = ""
    note_read: bool = False
    blank: bool = False
    muted: tuple[str, ...] = ()  # person ids, in the order in which they were muted
    id: str = TALK


@dataclass(frozen=True, slots=True)
class Question:
    """`before` is the status to go back to; `absorbed` is everything merged into this one, chains included,
    and `merged` those of them that the room has once seen."""

    id: str
    text: str
    asker: str
    pseudonym: str
    asked_at: datetime
    status: Status
    lang: str | None = None
    name: str | None = None
    sector: str | None = None
    city: str | None = None
    published_at: datetime | None = None
    settled_at: datetime | None = None
    before: Status | None = None
    labels: tuple[str, ...] = ()
    answer: str | None = None
    reason: str | None = None
    into: str | None = None
    absorbed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    original: str | None = None
    skipped: bool = False
    pinned: bool = False
    assigned_to: str = ""
    translations: tuple[tuple[str, str], ...] = ()
    archived: bool = False

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC and not self.archived


Item = Talk | Question


@dataclass(frozen=True, slots=True)
class Participant:
    """What a person did in this room: the questions they asked, in order, and those they back."""

    asked: tuple[str, ...] = ()
    votes: frozenset[str] = frozenset()


NOBODY = Participant()
