"""The store: what survives. This is its table of contents; the files beside it have the chapters."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Self

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import IntegrityError

from server.store import epoch, log, programme, sealing
from server.store.database import ANSWER_S, Database
from server.store.errors import Conflict, NotFound, StoreUnavailable
from server.store.postgresql import Postgresql
from server.store.rows import Append, Conference, Head, Heads, Link, Programme, Room, RoomAt, Row
from server.store.snapshot import Snapshot, read_snapshot, save_snapshot
from server.store.sqlite import Sqlite
from server.store.transaction import RoomTransaction


class Store:
    """One database. Every method is bounded in time and raises StoreUnavailable when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    async def open(
        cls, url: str, *, read_only: bool = False, answer_s: float = ANSWER_S, process: str | None = None
    ) -> Self:
        """`url` as `address.database_url` makes it; nothing waits longer for an answer than `answer_s`.

        `process` is a name that no other process has. One that serves gives it, for `other_processes`.
        """
        address = make_url(url)
        database: Database
        if address.get_backend_name() == "sqlite":
            database = Sqlite(address, read_only=read_only, answer_s=answer_s)
        else:
            database = Postgresql(address, read_only=read_only, answer_s=answer_s, process=process)
        store = cls(database)
        try:
            await store._probe()
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        await self._database.close()

    async def ready(self) -> bool:
        try:
            await self._probe()
        except StoreUnavailable:
            return False
        return True

    async def probe_writing(self) -> None:
        """Writes, and leaves everything as it is. Raises StoreUnavailable if that cannot be stored now."""
        await self._database.write(programme.write_nothing_new)

    async def migrate(self) -> None:
        """Brings the tables to what this release reads. Any number of processes may call it at once."""
        # Here, because importing Alembic takes a while that most commands need not pay.
        from server.store.migrate import migrate

        await migrate(self._database)

    # Programmes. Conflict: another one has the id, slug or code. NotFound: there is no such conference.

    async def programmes(self) -> list[Programme]:
        return await self._database.read(programme.read_programmes)

    async def programme(self, conference: str) -> Programme | None:
        """By the conference's id."""
        return await self._database.read(lambda connection: programme.read_programme(connection, conference))

    async def changed_rooms(self, conference: str, seen: int) -> tuple[Room, ...]:
        """The conference's rooms whose projections changed since it had this number `seen`."""
        return await self._database.read(
            lambda connection: programme.read_changed_rooms(connection, conference, seen)
        )

    async def check(self) -> None:
        """Raises StoreUnavailable if the database is not the one that was opened any more, or is damaged.

        Whoever reads or writes is told as well, but for damage that only this looks for.
        """
        await self._database.check()

    async def other_processes(self) -> int:
        """The number of other processes that serve this database."""
        return await self._database.other_processes()

    async def heads(self, rooms: Sequence[str]) -> Heads:
        return await self._database.read(lambda connection: programme.read_heads(connection, rooms))

    async def add_conference(
        self,
        conference: Conference,
        rooms: Sequence[tuple[Room, Sequence[Row]]] = (),
        links: Sequence[Link] = (),
    ) -> None:
        """With its rooms, the first rows of their logs, and its links: all of it or nothing.

        Codes are stored in upper case, and a room's version is that of its last row.
        """
        await self._change(lambda connection: programme.add_conference(connection, conference, rooms, links))

    async def replace_links(self, slug: str) -> None:
        """New links for all of a conference's, which end at once."""
        await self._change(lambda connection: programme.replace_links(connection, slug))

    # The rooms' logs.

    async def read(self, room: str, after: int, limit: int | None = None) -> list[Row]:
        return await self._database.read(lambda connection: log.read_rows(connection, room, after, limit))

    async def read_after(self, room: str, head: Head, limit: int | None = None) -> list[Row]:
        """The rows that follow the row `head`. Raises RecordWentBack if the log does not hold that one."""
        return await self._database.read(
            lambda connection: log.read_rows_after(connection, room, head, limit)
        )

    def append(self, room: str, after: Head, rows: Sequence[Row], batch: str) -> Awaitable[bool]:
        """Adds rows that were decided upon at the head `after` and leave the room's projection as it is.

        Returns False, and stores nothing, if the log has gone on since or has one of the commands already.
        Raises StoreUnavailable when nothing was stored, OutcomeUnknown when that cannot be said.
        """
        assert rows, "an empty batch could never be asked for again"
        assert rows[0].version == after.version + 1
        return self._database.append(Append(room, after, rows, batch))

    @asynccontextmanager
    async def transaction(self, rooms: Sequence[RoomAt]) -> AsyncIterator[RoomTransaction]:
        """Locks the rooms' records, in the order of their ids. Leaving without `commit` changes nothing.

        Raises NotFound if one of them does not exist, and RecordWentBack if the log of one does not hold the
        row at which the asker has it.
        """
        async with self._database.transaction() as begun:
            transaction = RoomTransaction(begun)
            await transaction.lock(rooms)
            yield transaction

    async def committed(self, room: str, after: int, batch: str) -> bool:
        """Whether a batch was stored that was to follow version `after`.

        For batches with an unknown outcome, and for those whose asker was cancelled.
        """
        return await self._database.write(lambda connection: log.has_batch(connection, room, after, batch))

    async def begin_epoch(self, room: str, before: bytes, new: bytes) -> bool:
        """Gives a room the epoch `new` if it has the epoch `before`. Returns whether it did.

        Its row then names the last row of its log, and its snapshot is gone.
        """
        return await self._database.write(lambda connection: epoch.begin_epoch(connection, room, before, new))

    async def boxes(self, room: str) -> dict[tuple[str, int], list[str]]:
        """The texts of the ballots of a room's sealed rounds, by poll and round id."""
        return await self._database.read(lambda connection: sealing.read_all_boxes(connection, room))

    async def rooms_with_ballots(self) -> dict[str, int]:
        """The rooms that have ballots in their logs, with the versions of their last rows."""
        return await self._database.read(sealing.read_rooms_with_ballots)

    @property
    def scrub_apart_s(self) -> float:
        """The time to be left between two calls of `scrub`."""
        return self._database.scrub_apart_s

    async def scrub(self) -> bool:
        """Has the database forget what was deleted, as far as it can. Returns whether it could do so now."""
        return await self._database.scrub()

    async def snapshot(self, room: str) -> Snapshot | None:
        """Whether it is of any use is for the asker to see: another release may have made it."""
        return await self._database.read(lambda connection: read_snapshot(connection, room))

    async def save_snapshot(self, room: str, snapshot: Snapshot) -> None:
        """Never over one that is newer and of use, nor if a round was sealed since.

        Raises `NotFound` if there is no such room.
        """
        try:
            await self._database.write(lambda connection: save_snapshot(connection, room, snapshot))
        except IntegrityError as error:
            raise NotFound("There is no such room.") from error

    async def _change(self, change: Callable[[Connection], None]) -> None:
        try:
            await self._database.write(change)
        except IntegrityError as error:
            raise Conflict(
                "Another one has this id, slug or code, or what it belongs to is missing."
            ) from error

    async def _probe(self) -> None:
        # SQLite does not even open its file for a query that needs nothing from it.
        query = "PRAGMA schema_version" if isinstance(self._database, Sqlite) else "SELECT 1"
        await self._database.check()
        await self._database.read(lambda connection: connection.execute(text(query)).all())
