"""The fields of a room's row that follow from its log, written in the transaction that appends to it."""

from dataclasses import asdict, replace

from sqlalchemy import Connection, select, update

from server.store.rows import RoomProjection
from server.store.tables import conferences, rooms
from server.store.values import read_values


def write_projection(connection: Connection, room: str, projection: RoomProjection) -> None:
    """The room's row must be locked. The numbers of its conference tell every process to read it again."""
    [before] = read_values(connection, RoomProjection, rooms, rooms.c.id == room)
    if before == projection:
        return
    is_edited = replace(before, state=projection.state) != projection
    conference = select(rooms.c.conference).where(rooms.c.id == room).scalar_subquery()
    seen = connection.scalar(
        update(conferences)
        .where(conferences.c.id == conference)
        .values(seen=conferences.c.seen + 1, revision=conferences.c.revision + int(is_edited))
        .returning(conferences.c.seen)
    )
    connection.execute(update(rooms).where(rooms.c.id == room).values(**asdict(projection), seen=seen))
