"""Recorded events on their way between the rules, the log, and the other processes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from server.domain.ballots import minute
from server.domain.batch import Entry
from server.domain.events import Event
from server.store import Row
from server.wire import dump, read_event, write_event

# ---- the log


def rows_of(entries: Sequence[Entry], after: int, now: datetime) -> list[Row]:
    """The rows of a batch, numbered on from `after`; of what nobody signs, by the minute."""
    return [_row(entry, after + 1 + i, now) for i, entry in enumerate(entries)]


def _row(entry: Entry, version: int, now: datetime) -> Row:
    type_name, shape, data = write_event(entry.event)
    _, do, ref = entry.key or (None, None, None)
    ok = None if entry.ok is None or entry.key is None else dump(entry.ok)
    at = now if entry.event.SIGNED else minute(now)
    return Row(version, type_name, shape, data, at, entry.person, do, ref, ok)


def event_of(row: Row) -> Event:
    """Raises `UnreadableEvent`."""
    return read_event(row.type, row.shape, row.data)


# ---- what processes tell each other about a room


@dataclass(frozen=True, slots=True)
class Committed:
    """These rows are in the log now."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Here:
    """So many attendees' sockets are open on a process."""

    process: str
    people: int


@dataclass(frozen=True, slots=True)
class Touched:
    """A moderator is working on a question."""

    question: str
    label: str


@dataclass(frozen=True, slots=True)
class Reacted:
    """So many of each were sent on a process since it last said so."""

    reactions: dict[str, int]


Hint = Committed | Here | Touched | Reacted


def pack(hint: Hint) -> bytes:
    match hint:
        case Committed(rows):
            return _dump("committed", [[row.version, row.type, row.shape, row.data] for row in rows])
        case Here(process, people):
            return _dump("here", [process, people])
        case Touched(question, label):
            return _dump("touched", [question, label])
        case Reacted(reactions):
            return _dump("reacted", [reactions])


def unpack(message: bytes) -> Hint:
    """Raises `ValueError` for what `pack` did not make: another release may say more than we know."""
    try:
        name, body = json.loads(message)
        match name:
            case "committed":
                return Committed(tuple(_rows(body)))
            case "here":
                return Here(str(body[0]), int(body[1]))
            case "touched":
                return Touched(str(body[0]), str(body[1]))
            case "reacted":
                return Reacted({str(emoji): int(count) for emoji, count in body[0].items()})
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        raise ValueError("not a hint") from error
    raise ValueError(f"unknown hint {name!r}")


def _dump(name: str, body: Any) -> bytes:
    return json.dumps([name, body], separators=(",", ":")).encode()


def _rows(body: Iterable[Any]) -> Iterable[Row]:
    received = datetime.now(UTC)
    for version, type_name, shape, data in body:
        yield Row(int(version), str(type_name), int(shape), str(data), received)
