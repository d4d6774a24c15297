"""Changes to rooms whose records are locked meanwhile: of one room, or of several at once."""

import asyncio
from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection, bindparam, update
from sqlalchemy.exc import IntegrityError

from server.store.database import Transaction
from server.store.errors import AlreadyRecorded, NotFound, RecordWentBack
from server.store.log import LOCKED, add_rows, read_replies, read_rows, read_rows_after
from server.store.projection import write_projection
from server.store.rows import Head, Key, RoomAt, RoomProjection, Row, Seal
from server.store.sealing import read_for_seal, write_sealed
from server.store.tables import rooms


class LockedRoom:
    """The record of a room, which nobody else changes until the transaction ends.

    `version` is that of its last row. `missed_rows` are those after the version that was asked for, and
    `earlier_replies` has the `ok` of every command among those asked for that was done already.

    Raises RecordWentBack if the log does not hold the row at which the process has the room, or does not end
    where the room's row says.
    """

    def __init__(self, connection: Connection, at: RoomAt, version: int, batch: str, conference: str) -> None:
        self.id = at.id
        self.version = version
        self.missed_rows: list[Row] = []
        self.earlier_replies: dict[Key, str] = {}
        self.rows: Sequence[Row] = ()
        self.conference = conference
        self.projection: RoomProjection | None = None
        self.seals: Sequence[Seal] = ()
        if at.batch is None:
            self.missed_rows = read_rows(connection, at.id, at.version) if version > at.version else []
        elif (version, batch) != (at.version, at.batch):
            self.missed_rows = read_rows_after(connection, at.id, Head(at.version, at.batch))
            last = self.missed_rows[-1] if self.missed_rows else None
            if last is None or (last.version, last.batch) != (version, batch):
                raise RecordWentBack("The room's row and its log end differently.")
        if at.keys:
            self.earlier_replies = read_replies(connection, at.id, set(at.keys), at.since)

    def append(
        self, rows: Sequence[Row], projection: RoomProjection | None = None, seals: Sequence[Seal] = ()
    ) -> None:
        """The rows that the transaction is to add, once.

        `projection` is what they make of the room, if lists show anything of it. `seals` are the rounds that
        they seal.
        """
        assert not self.rows, "a transaction appends to a room once"
        assert [row.version for row in rows] == list(range(self.version + 1, self.version + 1 + len(rows)))
        self.rows, self.projection, self.seals = rows, projection, seals


class RoomTransaction:
    """`rooms` are those that were asked for, in that order."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.rooms: Sequence[LockedRoom] = ()

    async def lock(self, wanted: Sequence[RoomAt]) -> None:
        """Raises NotFound for a room that does not exist, and RecordWentBack as `LockedRoom` says."""

        def lock(connection: Connection) -> list[LockedRoom]:
            found = {
                id_: rest for id_, *rest in connection.execute(LOCKED, {"ids": [at.id for at in wanted]})
            }
            if len(found) < len(wanted):
                raise NotFound("There is no such room.")
            return [LockedRoom(connection, at, *found[at.id]) for at in wanted]

        self.rooms = await self._transaction.run(lock)

    async def commit(self, batch: str) -> None:
        """Stores what was appended to the rooms, all of it or nothing.

        `batch` is the random id of all the rows. Raises StoreUnavailable when nothing was stored,
        OutcomeUnknown when that cannot be said.
        """

        def store(connection: Connection) -> None:
            for room in self.rooms:
                if room.rows:
                    add_rows(connection, room.id, room.rows, batch)
                    head = {"new_version": room.rows[-1].version, "new_batch": batch}
                    connection.execute(MOVED, {"in_room": room.id, **head})
            # Conferences are locked after rooms, and in one order for all.
            for room in sorted(self.rooms, key=lambda room: room.conference):
                if room.projection is not None:
                    write_projection(connection, room.id, room.projection)

        try:
            if any(room.seals for room in self.rooms):
                await self._transaction.run(store)
                await self._seal_rounds()
                await self._transaction.commit(lambda connection: None)
            else:
                await self._transaction.commit(store)
        except IntegrityError as error:
            raise AlreadyRecorded("A row of this batch is in the log already.") from error
        for room in self.rooms:
            room.version += len(room.rows)

    async def _seal_rounds(self) -> None:
        """Rewrites rows on another thread: those of ten thousand ballots take a tenth of a second."""
        for room in self.rooms:
            for seal in room.seals:
                found = await self._transaction.run(partial(read_for_seal, room=room.id, seal=seal))
                changed, boxes = await asyncio.to_thread(seal.rewrite, *found)
                write = partial(write_sealed, room=room.id, seal=seal, changed=changed, boxes=boxes)
                await self._transaction.run(write)


MOVED = (
    update(rooms)
    .where(rooms.c.id == bindparam("in_room"))
    .values(version=bindparam("new_version"), batch=bindparam("new_batch"))
)
