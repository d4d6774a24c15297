"""The rooms' logs: their rows, and what became of commands and of batches."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update

from server.store.errors import RecordWentBack
from server.store.rows import Head, Key, Row
from server.store.sealing import with_boxes
from server.store.statements import FIELDS, add_from, as_json
from server.store.tables import events, rooms


def read_rows(connection: Connection, room: str, after: int, limit: int | None = None) -> list[Row]:
    found = connection.execute(AFTER if limit is None else AFTER.limit(limit), {"room": room, "after": after})
    return with_boxes(connection, room, [Row(*record) for record in found])


def read_rows_after(connection: Connection, room: str, head: Head, limit: int | None = None) -> list[Row]:
    """The rows after that of `head`. Raises `RecordWentBack` if the log does not hold that one."""
    if head.version == 0:
        return read_rows(connection, room, 0, limit)
    found = read_rows(connection, room, head.version - 1, None if limit is None else limit + 1)
    if not found or (found[0].version, found[0].batch) != head:
        raise RecordWentBack("The log does not hold the row that was read last.")
    return found[1:]


def add_rows(connection: Connection, room: str, rows: Sequence[Row], batch: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(ADD_ROWS_AS_JSON, {"room": room, "batch": batch, "rows": as_json(rows)})
    else:
        place = {"room": room, "batch": batch}
        values = [{**place, **{field: getattr(row, field) for field in FIELDS}} for row in rows]
        connection.execute(ADD_ROWS, values)


def read_replies(connection: Connection, room: str, keys: set[Key], since: datetime | None) -> dict[Key, str]:
    """The `ok` of each of these commands that is in the log already.

    Those from before `since` may be sent again, so their refs are taken out of the log.
    """
    found = connection.execute(WITH_REFS, {"room": room, "refs": [ref for _, _, ref in keys]})
    done = [row for row in found if (row.person, row.do, row.ref) in keys]
    if expired := [row.version for row in done if since is not None and row.at < since]:
        connection.execute(
            update(events).where(events.c.room == room, events.c.version.in_(expired)).values(ref=None)
        )
    return {(row.person, row.do, row.ref): row.ok for row in done if row.version not in expired}


def has_batch(connection: Connection, room: str, after: int, batch: str) -> bool:
    """Whether a batch is among the room's rows after a version. Waits until its commit is over."""
    # The server's side of a lost connection holds the room's lock until its commit is over.
    connection.execute(LOCKED, {"ids": [room]})
    found = connection.execute(OF_BATCH, {"room": room, "after": after, "batch": batch})
    return found.first() is not None


# Made once: making a statement costs more than SQLite takes to carry it out.

LOCKED = (
    select(rooms.c.id, rooms.c.version, rooms.c.batch, rooms.c.conference)
    .where(rooms.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(rooms.c.id)  # one order for all, so that nobody waits in a circle
    # NO KEY: it excludes other transactions on the room, but not rows elsewhere that only refer to the room.
    .with_for_update(key_share=True)
)
AFTER = (
    select(*(events.c[field] for field in (*FIELDS, "batch")))
    .where(events.c.room == bindparam("room"), events.c.version > bindparam("after"))
    .order_by(events.c.version)
)
WITH_REFS = select(
    events.c.person, events.c.do, events.c.ref, events.c.ok, events.c.at, events.c.version
).where(events.c.room == bindparam("room"), events.c.ref.in_(bindparam("refs", expanding=True)))
OF_BATCH = (
    select(events.c.version)
    .where(
        events.c.room == bindparam("room"),
        events.c.version > bindparam("after"),
        events.c.batch == bindparam("batch"),
    )
    .limit(1)
)
ADD_ROWS = insert(events)
ADD_ROWS_AS_JSON = text(add_from("", room=":room", batch=":batch", rows=":rows"))
