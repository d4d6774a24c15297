"""Rooms that are only read: folded from snapshot and log, not subscribed to, and forgotten afterwards."""

import asyncio

from server.domain.model.poll_events import RoundSealed
from server.domain.rules import apply
from server.domain.sync.versioned import Room
from server.live.rooms.boxes import read_in_slices
from server.live.rooms.slices import sliced
from server.live.rooms.snapshots import Snapshots
from server.live.rooms.tasks import Tasks
from server.record import event_of
from server.store import Room as RoomRecord
from server.store import Store

AT_ONCE = 2  # rooms folded at a time, whoever asks: each may take a second of the loop, in slices


class Peeks:
    """Folds a room once for all who ask for it meanwhile."""

    def __init__(self, store: Store, snapshots: Snapshots, tasks: Tasks, page_rows: int) -> None:
        self._store = store
        self._snapshots = snapshots
        self._tasks = tasks
        self._page_rows = page_rows
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._folding: dict[str, asyncio.Task[Room]] = {}

    async def room(self, record: RoomRecord) -> Room:
        """The room as the record has it. Raises `StoreError`, or `UnreadableEvent`."""
        folding = self._folding.get(record.id)
        if folding is None:
            folding = self._folding[record.id] = self._tasks.awaited(self._fold(record), "peeking")
            folding.add_done_callback(lambda _: self._folding.pop(record.id, None))
        return await asyncio.shield(folding)

    async def _fold(self, record: RoomRecord) -> Room:
        async with self._turn:
            room, _ = await self._snapshots.load(record)
            while rows := await self._store.read(record.id, room.version, self._page_rows):
                async for row in sliced(rows):
                    event, boxed = event_of(row), await read_in_slices(room, row)
                    if boxed is not None:
                        assert isinstance(event, RoundSealed)
                        room.find_missing((event.poll, event.round_id), boxed)
                    apply(room, event)
                if len(rows) < self._page_rows:
                    break
            return room
