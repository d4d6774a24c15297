"""The store: what survives. This is its table of contents; the files beside it have the chapters."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

from sqlalchemy import text

from server.store import log, people, programme
from server.store.database import ANSWER_S, Database
from server.store.errors import StoreUnavailable
from server.store.log import Turn
from server.store.rows import Conference, Heads, Link, Programme, Room, Row


class Store:
    """One database. Every method is bounded in time and raises StoreUnavailable when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    async def open(cls, url: str, *, read_only: bool = False, answer_s: float = ANSWER_S) -> Self:
        """`url` as `address.database_url` makes it; nothing waits longer for an answer than `answer_s`."""
        store = cls(Database(url, read_only, answer_s))
        try:
            await store._look()
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        await self._database.close()

    async def ready(self) -> bool:
        try:
            await self._look()
        except StoreUnavailable:
            return False
        return True

    async def migrate(self) -> None:
        """Brings the tables to what this release reads. Any number of processes may call it at once."""
        # Here, because importing Alembic takes a while that most commands need not pay.
        from server.store.migrate import migrate

        await migrate(self._database)

    # The programme. Taken: another one has the id, slug or code. NotThere: it, or its conference, is missing.

    async def programme(self) -> Programme:
        return await programme.read_programme(self._database)

    async def heads(self, rooms: Sequence[str]) -> Heads:
        return await programme.read_heads(self._database, rooms)

    async def add_conference(self, conference: Conference) -> None:
        await programme.add_conference(self._database, conference)

    async def change_conference(self, conference: str, **facts: Any) -> None:
        await programme.change_conference(self._database, conference, **facts)

    async def add_room(self, room: Room, rows: Sequence[Row] = ()) -> None:
        """`rows` are the first of its log; they give the version, and the code is stored in upper case."""
        await programme.add_room(self._database, room, rows)

    async def change_room(self, room: str, **facts: Any) -> None:
        await programme.change_room(self._database, room, **facts)

    async def add_link(self, link: Link) -> None:
        await programme.add_link(self._database, link)

    async def revoke_link(self, link: str) -> None:
        await programme.revoke_link(self._database, link)

    async def replace_link(self, old: str, new: Link) -> None:
        await programme.replace_link(self._database, old, new)

    async def save_person(self, person: str, conference: str, name: str | None) -> None:
        async with self._database.writing() as connection:
            with self._database.deadline():
                await people.save_person(connection, person, conference, name)
                await connection.commit()

    # The rooms' logs.

    async def read(self, room: str, after: int, limit: int | None = None) -> list[Row]:
        async with self._database.reading() as connection:
            return await log.read_rows(connection, room, after, limit)

    @asynccontextmanager
    async def turn(self, room: str, after: int) -> AsyncIterator[Turn]:
        """Locks the room's record (NotThere: no such room). Leaving without `append` changes nothing."""
        async with self._database.writing() as connection:
            turn = Turn(self._database, connection, room)
            await turn.begin(after)
            yield turn

    async def committed(self, batch: str) -> bool:
        """What became of a batch whose append raised OutcomeUnknown (or whose asker was cancelled)."""
        return await log.committed(self._database, batch)

    async def _look(self) -> None:
        async with self._database.reading() as connection:
            # SQLite does not even open its file for a query that needs nothing from it.
            await connection.execute(text("PRAGMA schema_version" if self._database.sqlite else "SELECT 1"))
