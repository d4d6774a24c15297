"""Sealing of rounds that are over, on every process that finds one, and what is left to do after it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from server.live.tuning import Tuning
from server.store import Store, StoreError

log = structlog.get_logger()


class Sealing:
    """Looks for rounds that should be sealed and are not, and has the database forget their ballots' order.

    A round is sealed by the process that ends it. It is found here if that process died before it did so, or
    if the database was away. `seal` gets the id and version of a room, and has its rounds sealed that are
    over. It returns whether there were none at that version: else it is called again, since it may fail.
    """

    def __init__(self, store: Store, tuning: Tuning, seal: Callable[[str, int], Awaitable[bool]]) -> None:
        self._store = store
        self._every_s = tuning.sealing_s
        self._seal = seal
        self._nothing_at: dict[str, int] = {}  # by room: the version at which there was nothing to seal
        self._scrub_due = asyncio.Event()
        self._scrub_due.set()  # a process may have died between a seal and this

    def sealed(self) -> None:
        """Notes that a round was sealed here."""
        self._scrub_due.set()

    async def look_for_rounds(self) -> None:
        while True:
            try:
                await self._look()
            except StoreError as error:
                log.warning("rounds that are over may not be sealed yet", error=str(error))
            await asyncio.sleep(self._every_s)

    async def _look(self) -> None:
        found = await self._store.rooms_with_ballots()
        known, self._nothing_at = self._nothing_at, {}
        for room, version in found.items():
            if known.get(room) == version or await self._seal(room, version):
                self._nothing_at[room] = version

    async def scrub(self) -> None:
        while True:
            await self._scrub_due.wait()
            self._scrub_due.clear()
            try:
                done = await self._store.scrub()
            except StoreError as error:
                log.warning("the order of sealed ballots is in the database still", error=str(error))
                done = False
            if not done:
                self._scrub_due.set()
            await asyncio.sleep(self._store.scrub_apart_s)
