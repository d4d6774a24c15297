"""Snapshots of rooms, so that a start reads one and the end of the log, however long that is.

The log is the truth: whatever is wrong with a snapshot, the room folds its whole log and is the same.
"""

import asyncio
import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import structlog

from server.domain.model.limits import Limits
from server.domain.polls.ballots import Round
from server.domain.sync.snapshot import FOLD, UnreadableSnapshot, lines, restore
from server.domain.sync.versioned import Room
from server.live.history import History
from server.live.rooms.slices import sliced
from server.live.tuning import Tuning
from server.record import ballots_of
from server.store import Head, Row, Snapshot, Store, StoreError
from server.store import Room as RoomRecord
from server.tokens import MARK_BYTES
from server.wire import UnreadableEvent

log = structlog.get_logger()

ROW_BYTES = 500  # what a row costs besides its data, as if it were more of that
LEVEL = 1  # of compression: the highest worth its time; level 6 takes six times as long for a fifth less


class LogGrowth:
    """The size of a room's log since its last snapshot on this process."""

    def __init__(self, due_bytes: int) -> None:
        self._due_bytes = due_bytes
        self.size_bytes = 0
        self.not_before_s = -math.inf
        self._saved_bytes = 0

    def add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.size_bytes += ROW_BYTES + len(row.data)

    def save(self, size_bytes: int) -> None:
        """Notes that so much is in the snapshot now."""
        self.size_bytes -= size_bytes
        self._saved_bytes += size_bytes

    def lose_snapshot(self) -> None:
        """Notes that there is no snapshot any more."""
        self.size_bytes += self._saved_bytes
        self._saved_bytes = 0

    def is_due(self, now_s: float) -> bool:
        return self.size_bytes >= self._due_bytes and now_s >= self.not_before_s


class Snapshots:
    def __init__(self, store: Store, limits: Limits, tuning: Tuning, now: Callable[[], datetime]) -> None:
        self._store = store
        self._limits = limits
        self._apart_s = tuning.snapshots_apart_s
        self._now = now

    async def load(self, record: RoomRecord) -> tuple[Room, History]:
        """The room and its history at its snapshot's version, or empty ones to fold the whole log into."""
        room = Room(record.id, self._limits)
        try:
            found = await self._store.snapshot(record.id)
            if found is None:
                return room, History()
            boxes = await self._store.boxes(record.id)  # later than the snapshot: they may only have more
            return room, await self._restore(record, found, boxes, room)
        except (StoreError, UnreadableSnapshot, UnreadableEvent, zlib.error) as error:
            log.warning("a snapshot is of no use", room=record.code, why=str(error))
            return Room(record.id, self._limits), History()

    async def _restore(
        self, record: RoomRecord, found: Snapshot, boxes: Mapping[Round, Sequence[str]], room: Room
    ) -> History:
        if found.fold != FOLD:
            raise UnreadableSnapshot(f"folded by the rules number {found.fold}, not {FOLD}")
        if found.epoch != record.epoch:
            raise UnreadableSnapshot("of another epoch")
        rows = await self._store.read(record.id, found.version - 1, 2)
        if [row.version for row in rows] not in ([found.version], [found.version, found.version + 1]):
            raise UnreadableSnapshot("the log does not go on from it")
        if rows[0].batch != found.batch:
            raise UnreadableSnapshot("of another history")
        marks, written = await asyncio.to_thread(_unpacked, found.data)
        ballots = {round_: (ballots_of([text]) for text in texts) for round_, texts in boxes.items()}
        async for _ in sliced(restore(room, written, ballots)):
            pass
        if room.version != found.version or len(marks) != found.version * MARK_BYTES:
            raise UnreadableSnapshot("of another version than it says")
        return History(Head(found.version, found.batch), marks)

    async def save(
        self, record: RoomRecord, room: Room, history: History, growth: LogGrowth, now_s: float
    ) -> None:
        """Saves the room as it is now. If that fails, it is tried again after a while."""
        growth.not_before_s = now_s + self._apart_s
        size_bytes, head, marks = growth.size_bytes, history.head, history.marks
        written = [line async for line in sliced(lines(room))]
        data = await asyncio.to_thread(packed, marks, written)
        try:
            snapshot = Snapshot(*head, FOLD, record.epoch, data, self._now())
            await self._store.save_snapshot(record.id, snapshot)
        except StoreError as error:
            log.warning("a snapshot was not stored", room=record.code, why=str(error))
        else:
            growth.save(size_bytes)


def packed(marks: bytes, written: Sequence[bytes]) -> bytes:
    return zlib.compress(b"\n".join((marks.hex().encode(), *written)), LEVEL)


def _unpacked(data: bytes) -> tuple[bytes, list[bytes]]:
    marks, *written = zlib.decompress(data).split(b"\n")
    try:
        return bytes.fromhex(marks.decode()), written
    except ValueError as error:
        raise UnreadableSnapshot("without the marks of its rows") from error
