"""Hints: the messages that processes send each other about a room."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json

from server.store import Row


@dataclass(frozen=True, slots=True)
class CommittedHint:
    """These rows of one batch are in the log now, after a row of the batch `before`."""

    before: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PresenceHint:
    """So many attendees' sockets are open on a process."""

    process: str
    people: int


@dataclass(frozen=True, slots=True)
class EditingHint:
    """A moderator is working on a question."""

    question: str
    label: str


@dataclass(frozen=True, slots=True)
class ReactionsHint:
    """So many of each were sent on a process since it last said so."""

    reactions: dict[str, int]


Hint = CommittedHint | PresenceHint | EditingHint | ReactionsHint


def pack(hint: Hint) -> bytes:
    match hint:
        case CommittedHint(before, rows):
            written = [[row.version, row.type, row.shape, row.data] for row in rows]
            return _dump("committed", [before, rows[0].batch, written])
        case PresenceHint(process, people):
            return _dump("here", [process, people])
        case EditingHint(question, label):
            return _dump("touched", [question, label])
        case ReactionsHint(reactions):
            return _dump("reacted", [reactions])


MOST_TEXT_BYTES = 1024  # of an id, of a label of a link, of an emoji
MOST_COUNTED = 100_000_000


def unpack(message: bytes) -> Hint:
    """Raises `ValueError` for what `pack` did not make: another release may say more than we know."""
    try:
        name, body = json.loads(message)
        match name:
            case "committed":
                before, batch, rows = body
                hint = CommittedHint(str(before), tuple(_rows(rows, str(batch))))
                if hint.rows:
                    return hint
                raise ValueError("no rows")
            case "here":
                return PresenceHint(_text(body[0]), _count(body[1]))
            case "touched":
                return EditingHint(_text(body[0]), _text(body[1]))
            case "reacted":
                return ReactionsHint({_text(emoji): _count(count) for emoji, count in body[0].items()})
    # Too deep for the parser, or a number that no integer is.
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not a hint") from error
    raise ValueError(f"unknown hint {name!r}")


def _dump(name: str, body: Any) -> bytes:
    return to_json([name, body])


def _text(value: object) -> str:
    """Raises `ValueError` for what no frame could hold, because it goes on to browsers."""
    if not isinstance(value, str) or len(value.encode()) > MOST_TEXT_BYTES:
        raise ValueError("not a short text")
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MOST_COUNTED:
        raise ValueError("not a count")
    return value


def _rows(body: Iterable[Any], batch: str) -> Iterable[Row]:
    received = datetime.now(UTC)
    for version, type_name, shape, data in body:
        if not isinstance(data, str):
            raise TypeError("not the text of an event")
        yield Row(_count(version), _text(type_name), _count(shape), data, received, batch=batch)
