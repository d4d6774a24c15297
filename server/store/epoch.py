"""Epochs of rooms: a room gets another when its log is found to be another than a process has read."""

from sqlalchemy import Connection, delete, select, update

from server.store.tables import events, rooms, snapshots


def begin_epoch(connection: Connection, room: str, before: bytes, new: bytes) -> bool:
    """Sets the epoch if it is `before`. Returns whether it was: of several processes only one sets it."""
    epoch = select(rooms.c.epoch).where(rooms.c.id == room).with_for_update(key_share=True)
    if connection.scalar(epoch) != before:
        return False
    of_room = select(events.c.version, events.c.batch).where(events.c.room == room)
    last = connection.execute(of_room.order_by(events.c.version.desc()).limit(1)).one_or_none()
    version, batch = (0, "") if last is None else last
    connection.execute(
        update(rooms).where(rooms.c.id == room).values(epoch=new, version=version, batch=batch)
    )
    connection.execute(delete(snapshots).where(snapshots.c.room == room))
    return True
