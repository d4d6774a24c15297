"""The ballots of sealed rounds: their way out of the log and into boxes, and the boxes' texts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, insert, select, update

from server.store.rows import CAST, SEALED, Row, Seal, VersionAndData
from server.store.tables import ballot_boxes, events, rooms, snapshots

Round = tuple[str, int]


def read_for_seal(
    connection: Connection, room: str, seal: Seal
) -> tuple[list[VersionAndData], tuple[str, ...]]:
    """What `seal.rewrite` takes: the rows that may hold ballots of the round, and its boxes."""
    named = events.c.data.contains(f'"{seal.poll}"', autoescape=True)
    found = connection.execute(CAST_BEFORE.where(named), {"room": room, "before": seal.version})
    return [(version, data) for version, data in found], read_boxes(connection, room, _round(seal))


def write_sealed(
    connection: Connection,
    room: str,
    seal: Seal,
    changed: Sequence[VersionAndData],
    boxes: Mapping[str, str],
) -> None:
    """Stores what `seal.rewrite` returned. Whatever was made of the log with these ballots is deleted.

    What was sealed before is not in the log, so that doing it twice changes nothing.
    """
    if changed:
        values = [{"in_room": room, "at_version": version, "without": data} for version, data in changed]
        connection.execute(REWRITTEN, values)
    connection.execute(delete(ballot_boxes).where(*_in_round(room, seal)))
    if boxes:
        place = {"room": room, "poll": seal.poll, "round": seal.round_id}
        filled = [{**place, "box": box, "ballots": ballots} for box, ballots in sorted(boxes.items())]
        connection.execute(insert(ballot_boxes), filled)
    connection.execute(delete(snapshots).where(snapshots.c.room == room))


def _round(seal: Seal) -> Round:
    return seal.poll, seal.round_id


def _in_round(room: str, seal: Seal) -> tuple[ColumnElement[bool], ...]:
    boxes = ballot_boxes.c
    return boxes.room == room, boxes.poll == seal.poll, boxes.round == seal.round_id


def read_boxes(connection: Connection, room: str, round_: Round) -> tuple[str, ...]:
    poll, round_id = round_
    return tuple(connection.scalars(OF_ROUND, {"room": room, "poll": poll, "round": round_id}))


def read_all_boxes(connection: Connection, room: str) -> dict[Round, list[str]]:
    """The boxes of all sealed rounds of a room."""
    boxes: dict[Round, list[str]] = {}
    for poll, round_id, ballots in connection.execute(OF_ROOM, {"room": room}):
        boxes.setdefault((poll, round_id), []).append(ballots)
    return boxes


def with_boxes(connection: Connection, room: str, rows: Sequence[Row]) -> list[Row]:
    """The rows as they are to be folded: those that seal a round have its boxes."""
    return [_with_boxes(connection, room, row) if row.type == SEALED else row for row in rows]


def _with_boxes(connection: Connection, room: str, row: Row) -> Row:
    fields = json.loads(row.data)
    return replace(row, boxes=read_boxes(connection, room, (fields["poll"], fields["round"])))


def read_rooms_with_ballots(connection: Connection) -> dict[str, int]:
    """The rooms that have ballots in their logs, with the versions of their last rows."""
    return {room: version for room, version in connection.execute(WITH_BALLOTS)}  # noqa: C416 - typed rows


CAST_BEFORE = (
    select(events.c.version, events.c.data)
    .where(
        events.c.room == bindparam("room"),
        events.c.type == CAST,
        events.c.version < bindparam("before"),
    )
    .order_by(events.c.version)
)
REWRITTEN = (
    update(events)
    .where(events.c.room == bindparam("in_room"), events.c.version == bindparam("at_version"))
    .values(data=bindparam("without"))
)
WITH_BALLOTS = select(rooms.c.id, rooms.c.version).where(
    exists().where(
        events.c.room == rooms.c.id,
        events.c.type == CAST,
        ~events.c.data.contains('"ballots":[]'),
    )
)
OF_ROUND = (
    select(ballot_boxes.c.ballots)
    .where(
        ballot_boxes.c.room == bindparam("room"),
        ballot_boxes.c.poll == bindparam("poll"),
        ballot_boxes.c.round == bindparam("round"),
    )
    .order_by(ballot_boxes.c.box)
)
OF_ROOM = (
    select(ballot_boxes.c.poll, ballot_boxes.c.round, ballot_boxes.c.ballots)
    .where(ballot_boxes.c.room == bindparam("room"))
    .order_by(ballot_boxes.c.poll, ballot_boxes.c.round, ballot_boxes.c.box)
)
