"""Snapshots of rooms' folded state: one for each room, a convenience that any later one replaces."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from server.store.log import LOCKED
from server.store.rows import SEALED
from server.store.tables import events, rooms, snapshots


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A room's folded log at `version`, and the `batch` of the row there. `fold` is the number of the rules
    that folded it, `epoch` the room's, `data` whatever those rules can read."""

    version: int
    batch: str
    fold: int
    epoch: bytes
    data: bytes
    at: datetime


def read_snapshot(connection: Connection, room: str) -> Snapshot | None:
    fields = (snapshots.c[field] for field in Snapshot.__slots__)
    found = connection.execute(select(*fields).where(snapshots.c.room == room)).one_or_none()
    return None if found is None else Snapshot(*found)


def save_snapshot(connection: Connection, room: str, snapshot: Snapshot) -> None:
    """Never over a newer one, unless that is of no use: of another fold or epoch, or ahead of the log.

    Nor is one stored that was begun before a round was sealed: it holds ballots which have left the log.
    """
    connection.execute(LOCKED, {"ids": [room]})  # no round is sealed between the look and the end
    if connection.scalar(SEALED_AFTER, {"room": room, "version": snapshot.version}):
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    insertion = insert(snapshots).values(room=room, **asdict(snapshot))
    new = insertion.excluded
    head = select(rooms.c.version).where(rooms.c.id == room).scalar_subquery()
    connection.execute(
        insertion.on_conflict_do_update(
            index_elements=[snapshots.c.room],
            set_={field: new[field] for field in Snapshot.__slots__},
            where=or_(
                snapshots.c.version <= new.version,
                snapshots.c.fold != new.fold,
                snapshots.c.epoch != new.epoch,
                snapshots.c.version > head,
            ),
        )
    )


SEALED_AFTER = select(
    exists().where(
        events.c.room == bindparam("room"),
        events.c.version > bindparam("version"),
        events.c.type == SEALED,
    )
)
