"""What goes into the store and comes out of it: plain values that nothing is attached to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

Key = tuple[str, str, str]
"""Person, `do` and ref of a command."""


@dataclass(frozen=True, slots=True)
class Row:
    """One recorded event. `data` and `ok` are JSON text; `ref` is the idempotency key of its command."""

    version: int
    type: str
    shape: int
    data: str
    at: datetime
    person: str | None = None
    do: str | None = None
    ref: str | None = None
    ok: str | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """Rows for the end of a room's log, decided upon at version `after`; `batch` is their random id."""

    room: str
    after: int
    rows: Sequence[Row]
    batch: str


@dataclass(frozen=True, slots=True)
class RoomAt:
    """A room and the version at which a process has it.

    `keys` are of commands that may have been done already, at or after `since` if that is given.
    """

    id: str
    version: int
    keys: Sequence[Key] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conference:
    """`zones` is JSON text. `revision` is raised by every change to anything of the programme."""

    id: str
    slug: str
    title: str
    languages: tuple[str, ...] = ()
    zones: str = "[]"
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Room:
    """The programme's facts about a room, and where its log stands."""

    id: str
    conference: str
    code: str
    title: str
    track: str
    languages: tuple[str, ...]
    stream: str | None
    starts_at: datetime
    ends_at: datetime
    epoch: bytes
    state: str
    position: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A way in with a role, to one room or (room None) to the whole conference. Holds no secret."""

    id: str
    conference: str
    room: str | None
    role: str
    label: str
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    conferences: tuple[Conference, ...] = ()
    rooms: tuple[Room, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Heads:
    """The versions of the rooms asked for, and the revision of every conference there is."""

    rooms: Mapping[str, int]
    revisions: Mapping[str, int]
