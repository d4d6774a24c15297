"""Recorded events as rows of the log, and back; and what they make of the room's own row."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

from server.domain.batch import Entry
from server.domain.model.events import Event
from server.domain.model.items import Talk
from server.domain.polls.ballots import minute
from server.store import RoomProjection, Row
from server.wire import dump, read_event, write_event


def rows_of(entries: Sequence[Entry], after: int, now: datetime, batch: str = "") -> list[Row]:
    """The rows of a batch, with versions from `after + 1` on. Rows of unsigned events have times cut to the
    minute, so that they do not tell who sent them."""
    return [_row(entry, after + 1 + i, now, batch) for i, entry in enumerate(entries)]


def _row(entry: Entry, version: int, now: datetime, batch: str) -> Row:
    type_name, shape, data = write_event(entry.event)
    _, do, ref = entry.key or (None, None, None)
    ok = None if entry.reply is None or entry.key is None else dump(entry.reply)
    at = now if entry.event.SIGNED else minute(now)
    return Row(version, type_name, shape, data, at, entry.person, do, ref, ok, batch)


def event_of(row: Row) -> Event:
    """Raises `UnreadableEvent`."""
    return read_event(row.type, row.shape, row.data)


def projection_of(talk: Talk) -> RoomProjection:
    facts = {field.name: getattr(talk, field.name) for field in fields(RoomProjection)}
    return RoomProjection(**{**facts, "clock": None if talk.clock is None else asdict(talk.clock)})


def changed_projection(before: Talk, after: Talk) -> RoomProjection | None:
    """`None` if lists show nothing of what is different."""
    if before is after:  # as after nearly every batch
        return None
    projection = projection_of(after)
    return None if projection == projection_of(before) else projection
