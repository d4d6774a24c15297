"""Other processes on the same record that this one has no bus to."""

import structlog

from server.bus import Bus
from server.store import Store, StoreError

log = structlog.get_logger()


class Neighbours:
    """Looks for them in the store, where the bus reaches no other process.

    Each process reads what the others store, but only once a second. People wait for that second, and see the
    reactions and the number of people of one process.
    """

    def __init__(self, store: Store, bus: Bus) -> None:
        self._store = store
        self._bus = bus
        self.unreached = 0

    async def look(self) -> None:
        """Counts them, and logs when there are some and when there are none any more."""
        if self._bus.reaches_other_processes:
            return
        try:
            found = await self._store.other_processes()
        except StoreError:
            return  # the heartbeat says so
        if found and not self.unreached:
            log.warning(
                "another process serves this database, and there is no Redis between them: set REDIS_URL",
                others=found,
            )
        elif self.unreached and not found:
            log.info("no other process serves this database any more")
        self.unreached = found
