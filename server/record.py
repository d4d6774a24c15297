"""Recorded events as rows of the log, and back."""

from collections.abc import Sequence
from datetime import datetime

from server.domain.batch import Entry
from server.domain.model.events import Event
from server.domain.polls.ballots import minute
from server.store import Row
from server.wire import dump, read_event, write_event


def rows_of(entries: Sequence[Entry], after: int, now: datetime) -> list[Row]:
    """The rows of a batch, with versions from `after + 1` on. Rows of unsigned events have times cut to the
    minute, so that they do not tell who sent them."""
    return [_row(entry, after + 1 + i, now) for i, entry in enumerate(entries)]


def _row(entry: Entry, version: int, now: datetime) -> Row:
    type_name, shape, data = write_event(entry.event)
    _, do, ref = entry.key or (None, None, None)
    ok = None if entry.reply is None or entry.key is None else dump(entry.reply)
    at = now if entry.event.SIGNED else minute(now)
    return Row(version, type_name, shape, data, at, entry.person, do, ref, ok)


def event_of(row: Row) -> Event:
    """Raises `UnreadableEvent`."""
    return read_event(row.type, row.shape, row.data)
