"""Catching up: reads a room's log from the version that the room is at."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress

import structlog

from server.domain.polls.sealing import BoxedBallots
from server.live.rooms.boxes import read_in_slices
from server.live.rooms.room import LiveRoom
from server.live.rooms.slices import sliced
from server.live.rooms.tasks import Tasks
from server.store import Row, Store, StoreError
from server.wire import UnreadableEvent

log = structlog.get_logger()

REORDERING_S = 0.03  # how long a gap may be mere reordering, before the store is asked
FEW = 10  # rows applied at a time, so that a long history does not hold the loop


class CatchUp:
    """Reads rooms' logs; of each room once at a time, whoever asks."""

    def __init__(self, store: Store, tasks: Tasks, page_rows: int) -> None:
        self._store = store
        self._page_rows = page_rows
        self._tasks = tasks

    async def read_to_end(self, live: LiveRoom) -> None:
        """Reads to the end of the log. Raises `StoreError`, and `RecordWentBack` among them."""
        while rows := await self._store.read_after(live.id, live.history.head, self._page_rows):
            live.growth.add(rows)
            async for few in sliced(_few(rows)):
                live.receive(few, await self._boxed(live, few[0]))
            if len(rows) < self._page_rows or live.room.version < rows[-1].version:
                return

    async def _boxed(self, live: LiveRoom, row: Row) -> BoxedBallots | None:
        with suppress(UnreadableEvent):  # whoever receives the row sees it too
            return await read_in_slices(live.room, row)
        return None

    async def catch_up(self, live: LiveRoom) -> None:
        """Reads what the log has beyond what is known here. Raises `StoreError`, as `read_to_end` does."""
        if live.catching_up is None:
            live.catching_up = self._tasks.awaited(self.read_to_end(live), "catching up")
            live.catching_up.add_done_callback(lambda _: setattr(live, "catching_up", None))
        await asyncio.shield(live.catching_up)

    def schedule_gap_check(self, live: LiveRoom, version: int) -> None:
        """Something came before what should have come before it: wait for that a little, then read it."""
        self._tasks.own(self._fill_gap(live, version), "gap")

    async def _fill_gap(self, live: LiveRoom, version: int) -> None:
        await asyncio.sleep(REORDERING_S)
        if live.room.version < version:
            try:
                await self.catch_up(live)
            except StoreError as error:
                log.warning("gap stays until the next heartbeat", room=live.record.code, error=str(error))


def _few(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in parts. One that brings ballots is the first of its part."""
    few: list[Row] = []
    for row in rows:
        if few and (len(few) == FEW or row.boxes is not None):
            yield few
            few = []
        few.append(row)
    if few:
        yield few
