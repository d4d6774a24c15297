"""The rooms' logs: reading them, and the turn in which one is written."""

from collections.abc import Sequence
from datetime import datetime

import anyio
from sqlalchemy import Select, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.store.database import Database
from server.store.errors import AlreadyRecorded, NotThere, OutcomeUnknown
from server.store.people import add_people
from server.store.rows import Row
from server.store.tables import conferences, events, rooms

Key = tuple[str, str, str]  # person, do, ref
FIELDS = ("version", "type", "shape", "data", "at", "person", "do", "ref", "ok")


async def read_rows(
    connection: AsyncConnection, room: str, after: int, limit: int | None = None
) -> list[Row]:
    found = await connection.execute(
        select(*(events.c[field] for field in FIELDS))
        .where(events.c.room == room, events.c.version > after)
        .order_by(events.c.version)
        .limit(limit)
    )
    return [Row(*record) for record in found]


async def add_rows(connection: AsyncConnection, room: str, rows: Sequence[Row], batch: str) -> None:
    # Core with a list of values: one executemany for the whole batch.
    await connection.execute(
        insert(events),
        [{"room": room, "batch": batch, **{field: getattr(row, field) for field in FIELDS}} for row in rows],
    )


class Turn:
    """A room's record, locked for this process: nobody else changes it until the turn ends.

    `version` is where the record stands, `missed` are its rows after the version that was asked for.
    """

    def __init__(self, database: Database, connection: AsyncConnection, room: str) -> None:
        self._database = database
        self._connection = connection
        self._room = room
        self._over = False

    async def begin(self, after: int) -> None:
        with self._database.deadline():
            place = (await self._connection.execute(_locked(self._room))).one_or_none()
            if place is None:
                raise NotThere("There is no such room.")
            self.version: int = place.version
            self._conference: str = place.conference
            self._state: str = place.state
            self.missed: list[Row] = []
            if self.version > after:
                self.missed = await read_rows(self._connection, self._room, after)

    async def remembered(self, keys: Sequence[Key], since: datetime) -> dict[Key, str]:
        """The `ok` of every command (person, do, ref) among `keys` that was done since then."""
        if not keys:
            return {}
        key = tuple_(events.c.person, events.c.do, events.c.ref)
        with self._database.deadline():
            done = await self._connection.execute(
                select(
                    events.c.person, events.c.do, events.c.ref, events.c.ok, events.c.at, events.c.version
                ).where(events.c.room == self._room, key.in_(keys))
            )
            records = done.all()
            # An older one may come again, and its row must then not stand in the way of the new one.
            forgotten = [record.version for record in records if record.at < since]
            if forgotten:
                await self._connection.execute(
                    update(events)
                    .where(events.c.room == self._room, events.c.version.in_(forgotten))
                    .values(ref=None)
                )
        return {(r.person, r.do, r.ref): r.ok for r in records if r.at >= since}

    async def append(self, rows: Sequence[Row], *, batch: str, state: str, people: Sequence[str]) -> None:
        """Stores the rows and commits; the turn is over then, whatever happened.

        `people` are those named in the rows who may have no row of their own yet. Raises StoreUnavailable
        when nothing was stored, OutcomeUnknown when that cannot be said.
        """
        assert not self._over, "a turn appends once"
        assert [row.version for row in rows] == list(range(self.version + 1, self.version + 1 + len(rows)))
        assert rows, "an empty batch could never be asked for again"
        self._over = True
        try:
            with self._database.deadline():
                await add_people(self._connection, self._conference, people)
                await add_rows(self._connection, self._room, rows, batch)
                await self._connection.execute(
                    update(rooms)
                    .where(rooms.c.id == self._room)
                    .values(version=rows[-1].version, state=state)
                )
                if state != self._state:  # the programme page shows it, on every process
                    await raise_revision(self._connection, self._conference)
        except IntegrityError as error:
            raise AlreadyRecorded("A row of this batch stands in the log already.") from error
        await self._commit(batch)
        self.version = rows[-1].version

    async def _commit(self, batch: str) -> None:
        settled = False
        try:
            with anyio.fail_after(self._database.answer_s):
                await self._connection.commit()
            settled = True
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            raise OutcomeUnknown(f"{self._database.name} did not say whether it stored a batch.") from error
        finally:
            if not settled:
                self._database.unsettled[batch] = self._room


async def committed(database: Database, batch: str) -> bool:
    async with database.writing() as connection:
        with database.deadline():
            # The server's side of the lost connection may still be committing: it holds the lock until then.
            room = database.unsettled.get(batch)
            if room is not None:
                await connection.execute(_locked(room))
            found = await connection.execute(select(events.c.version).where(events.c.batch == batch).limit(1))
            stored = found.first() is not None
    database.unsettled.pop(batch, None)
    return stored


async def raise_revision(connection: AsyncConnection, conference: str) -> bool:
    """Tells every process, by its heartbeat, to read the programme again; False: no such conference."""
    raised = await connection.execute(
        update(conferences).where(conferences.c.id == conference).values(revision=conferences.c.revision + 1)
    )
    return raised.rowcount == 1


def _locked(room: str) -> Select[tuple[int, str, str]]:
    # NO KEY: it excludes other turns, but not rows elsewhere that only refer to the room.
    return (
        select(rooms.c.version, rooms.c.conference, rooms.c.state)
        .where(rooms.c.id == room)
        .with_for_update(key_share=True)
    )
