"""Recorded events as rows of the log, and back; and what they make of the room's own row."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from functools import partial
from typing import Any

from server.domain.batch import Entry
from server.domain.model.events import Event
from server.domain.model.items import Talk
from server.domain.model.poll_events import CastBallot, RoundSealed
from server.domain.polls.ballots import Round, minute
from server.store import RoomProjection, Row, Seal, VersionAndData
from server.wire import UnreadableEvent, dump, fill_boxes, read_boxes, read_event, take_out, write_event


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


def ballots_of(boxes: Sequence[str]) -> tuple[CastBallot, ...]:
    """The ballots of a round's boxes. Raises `UnreadableEvent`."""
    try:
        return read_boxes(boxes)
    except ValueError as error:
        raise UnreadableEvent("a box of ballots with other fields") from error


def seals_of(entries: Sequence[Entry], after: int) -> list[Seal]:
    """The rounds that are sealed by a batch whose rows have versions from `after + 1` on."""
    return [
        Seal(version, event.poll, event.round_id, partial(_rewrite, (event.poll, event.round_id)))
        for version, entry in enumerate(entries, after + 1)
        if isinstance(event := entry.event, RoundSealed)
    ]


def _rewrite(
    round_: Round, rows: Sequence[VersionAndData], boxes: Sequence[str]
) -> tuple[Sequence[VersionAndData], Mapping[str, str]]:
    """The rows from which ballots of a round were taken out, as they are then, and the boxes with these."""
    changed: list[VersionAndData] = []
    ballots: list[Any] = []
    for version, data in rows:
        without, taken = take_out(data, round_)
        if taken:
            changed.append((version, without))
            ballots += taken
    return changed, fill_boxes(boxes, ballots)


def projection_of(talk: Talk) -> RoomProjection:
    facts = {field.name: getattr(talk, field.name) for field in fields(RoomProjection)}
    return RoomProjection(**{**facts, "clock": None if talk.clock is None else asdict(talk.clock)})


def changed_projection(before: Talk, after: Talk) -> RoomProjection | None:
    """`None` if lists show nothing of what is different."""
    if before is after:  # as after nearly every batch
        return None
    projection = projection_of(after)
    return None if projection == projection_of(before) else projection
