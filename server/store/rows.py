"""Values that the store takes and returns: frozen, and without a tie to the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

Key = tuple[str, str, str]
"""Person, `do` and ref of a command."""


class Head(NamedTuple):
    """The last row of a log: its version, and the id of the batch that it was stored with.

    A version alone does not tell one log from another: after a restore the same numbers are given again.
    """

    version: int = 0
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One recorded event. `data` and `ok` are JSON text; `ref` is the idempotency key of its command.

    `batch` is empty until the row is stored, and is not compared: it tells where a row is from, not what it
    says. `boxes` are the texts of a sealed round's ballots, for a row of type `SEALED` that was read.
    """

    version: int
    type: str
    shape: int
    data: str
    at: datetime
    person: str | None = None
    do: str | None = None
    ref: str | None = None
    ok: str | None = None
    batch: str = field(default="", compare=False)
    boxes: tuple[str, ...] | None = field(default=None, compare=False)


SEALED = "RoundSealed"
"""The type of the rows that seal a round. Their data names the `poll` and the `round`."""

CAST = "BallotsCast"
"""The type of the rows that hold ballots until their round is sealed."""

VersionAndData = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Seal:
    """A round whose ballots are to leave the rows before `version`, which is that of the row that seals it.

    `rewrite` takes the rows that name the poll, in order, and the texts of the round's boxes. It returns the
    rows that change, and all the boxes, by name.
    """

    version: int
    poll: str
    round_id: int
    rewrite: Callable[
        [Sequence[VersionAndData], Sequence[str]], tuple[Sequence[VersionAndData], Mapping[str, str]]
    ]


@dataclass(frozen=True, slots=True)
class Append:
    """Rows for the end of a room's log, decided upon at the head `after`; `batch` is their random id."""

    room: str
    after: Head
    rows: Sequence[Row]
    batch: str


@dataclass(frozen=True, slots=True)
class RoomAt:
    """A room and the version at which a process has it, with the batch of that row.

    Without a `batch` the process knows nothing of the room that could be wrong.
    `keys` are of commands that may have been done already, at or after `since` if that is given.
    """

    id: str
    version: int
    keys: Sequence[Key] = ()
    since: datetime | None = None
    batch: str | None = None


@dataclass(frozen=True, slots=True)
class Conference:
    """`zones` is JSON text. `revision` counts what organisers changed; `seen` counts what else processes must
    read again, such as the states of rooms."""

    id: str
    slug: str
    title: str
    languages: tuple[str, ...] = ()
    zones: str = "[]"
    revision: int = 1
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomProjection:
    """The part of a room's state that lists show. It changes only together with the log."""

    state: str
    title: str
    abstract: str = ""
    track: str = ""
    place: str = ""
    speakers: tuple[str, ...] = ()
    languages: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    stream: str | None = None
    url: str | None = None
    clock: dict[str, Any] | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(RoomProjection):
    """A room's projection, and what is needed to find and load it. `version` is that of its last row."""

    id: str
    conference: str
    code: str
    epoch: bytes
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
    """One conference with its rooms, in their order, and its links that have not been revoked."""

    conference: Conference
    rooms: tuple[Room, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomHead:
    """The head that a room's row names, that of the last row of its log, and its epoch.

    The two heads are equal unless the record was changed by something other than the store.
    """

    named: Head
    last: Head
    epoch: bytes


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the rooms asked for, and (revision, seen) of every conference there is."""

    rooms: Mapping[str, RoomHead]
    conferences: Mapping[str, tuple[int, int]]
