"""The rooms' logs: reading them, and the turn in which one is written."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from server.store.database import Database, Transaction
from server.store.errors import AlreadyRecorded, NotThere, OutcomeUnknown, StoreUnavailable
from server.store.rows import Row
from server.store.tables import conferences, events, rooms

Key = tuple[str, str, str]  # person, do, ref
FIELDS = ("version", "type", "shape", "data", "at", "person", "do", "ref", "ok")


class Turn:
    """A room's record, locked for this process: nobody else changes it until the turn ends.

    `version` is where the record stands, `missed` are its rows after the version that was asked for, and
    `remembered` has the `ok` of every command among those asked for that was done already.
    """

    def __init__(self, database: Database, transaction: Transaction, room: str) -> None:
        self._database = database
        self._transaction = transaction
        self._room = room
        self._over = False
        self.version = 0
        self.missed: list[Row] = []
        self.remembered: dict[Key, str] = {}

    async def begin(self, after: int, keys: Sequence[Key] = (), since: datetime | None = None) -> None:
        def lock(connection: Connection) -> None:
            place = connection.execute(LOCKED, {"room": self._room}).one_or_none()
            if place is None:
                raise NotThere("There is no such room.")
            self.version, self._conference, self._state = place
            if self.version > after:
                self.missed = read_rows(connection, self._room, after)
            if keys:
                self.remembered = _remembered(connection, self._room, set(keys), since)

        async with self._database.deadline():
            await self._transaction.run(lock)

    async def append(self, rows: Sequence[Row], *, batch: str, state: str) -> None:
        """Stores the rows and commits; the turn is over then, whatever happened.

        Raises StoreUnavailable when nothing was stored, OutcomeUnknown when that cannot be said.
        """
        assert not self._over, "a turn appends once"
        assert rows, "an empty batch could never be asked for again"
        assert [row.version for row in rows] == list(range(self.version + 1, self.version + 1 + len(rows)))
        self._over = True

        def add(connection: Connection) -> None:
            add_rows(connection, self._room, rows, batch)
            place = {"in_room": self._room, "new_version": rows[-1].version, "new_state": state}
            connection.execute(MOVED, place)
            if state != self._state:  # the programme page shows it, on every process
                raise_revision(connection, self._conference)

        try:
            async with self._database.deadline():
                await self._transaction.finish(add)
            self.version = rows[-1].version
        except IntegrityError as error:
            raise AlreadyRecorded("A row of this batch stands in the log already.") from error
        except StoreUnavailable as error:
            if self._transaction.committing:
                name = self._database.name
                raise OutcomeUnknown(f"{name} did not say whether it stored a batch.") from error
            raise
        finally:
            if self._transaction.committing:
                self._database.unsettled[batch] = self._room


async def committed(database: Database, batch: str) -> bool:
    """Waits for the commit in question to be over; it may still be under way on the server."""
    room = database.unsettled.get(batch)

    def look(connection: Connection) -> bool:
        # The server's side of the lost connection holds the room's lock until it is done.
        if room is not None:
            connection.execute(LOCKED, {"room": room})
        return connection.execute(select(events.c.version).where(events.c.batch == batch)).first() is not None

    stored = await database.write(look)
    database.unsettled.pop(batch, None)
    return stored


def read_rows(connection: Connection, room: str, after: int, limit: int | None = None) -> list[Row]:
    found = connection.execute(AFTER if limit is None else AFTER.limit(limit), {"room": room, "after": after})
    return [Row(*record) for record in found]


def add_rows(connection: Connection, room: str, rows: Sequence[Row], batch: str) -> None:
    if connection.dialect.name == "postgresql":
        # One statement with one parameter: on the event loop, psycopg's executemany costs ten times as much.
        values = [{field: getattr(row, field) for field in FIELDS} for row in rows]
        all_rows = json.dumps(values, default=datetime.isoformat)
        connection.execute(ADD_ROWS_AS_JSON, {"room": room, "batch": batch, "rows": all_rows})
    else:
        place = {"room": room, "batch": batch}
        connection.execute(
            ADD_ROWS, [{**place, **{field: getattr(row, field) for field in FIELDS}} for row in rows]
        )


def _remembered(connection: Connection, room: str, keys: set[Key], since: datetime | None) -> dict[Key, str]:
    found = connection.execute(WITH_REFS, {"room": room, "refs": [ref for _, _, ref in keys]})
    done = [row for row in found if (row.person, row.do, row.ref) in keys]
    # An older one may come again, and its row must then not stand in the way of the new one.
    if forgotten := [row.version for row in done if since is not None and row.at < since]:
        connection.execute(
            update(events).where(events.c.room == room, events.c.version.in_(forgotten)).values(ref=None)
        )
    return {(row.person, row.do, row.ref): row.ok for row in done if row.version not in forgotten}


def raise_revision(connection: Connection, conference: str) -> bool:
    """Tells every process, by its heartbeat, to read the programme again; False: no such conference."""
    raised = connection.execute(
        update(conferences).where(conferences.c.id == conference).values(revision=conferences.c.revision + 1)
    )
    return raised.rowcount == 1


# What every turn runs. Made once: making a statement costs more than SQLite takes to carry it out.

LOCKED = (
    select(rooms.c.version, rooms.c.conference, rooms.c.state)
    .where(rooms.c.id == bindparam("room"))
    # NO KEY: it excludes other turns, but not rows elsewhere that only refer to the room.
    .with_for_update(key_share=True)
)
AFTER = (
    select(*(events.c[field] for field in FIELDS))
    .where(events.c.room == bindparam("room"), events.c.version > bindparam("after"))
    .order_by(events.c.version)
)
WITH_REFS = select(
    events.c.person, events.c.do, events.c.ref, events.c.ok, events.c.at, events.c.version
).where(events.c.room == bindparam("room"), events.c.ref.in_(bindparam("refs", expanding=True)))
MOVED = (
    update(rooms)
    .where(rooms.c.id == bindparam("in_room"))
    .values(version=bindparam("new_version"), state=bindparam("new_state"))
)
ADD_ROWS = insert(events)
ADD_ROWS_AS_JSON = text("""
    INSERT INTO event (room, batch, version, type, shape, data, at, person, "do", ref, ok)
    SELECT :room, :batch, row.* FROM json_to_recordset(CAST(:rows AS json)) AS row(
        version integer, type text, shape integer, data text, at timestamptz,
        person text, "do" text, ref text, ok text
    )
""")
