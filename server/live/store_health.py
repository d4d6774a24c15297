"""The health of the store as this process sees it: whether it answers, and whether it stores what is sent."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import structlog

from server.live.metrics import Metrics
from server.live.tuning import Tuning
from server.store import Store, StoreError

log = structlog.get_logger()

ANSWER_S = 0.8  # the longest wait for a readiness check; those who ask give up after a second or more
LOGGED_EVERY_S = 60.0  # a room whose batches fail is one line in so many seconds


@dataclass(slots=True)
class _Line:
    """A line of the log on one room. `unlogged` counts the failures since then."""

    at_s: float
    unlogged: int = 0


class StoreHealth:
    """One per process. Rooms tell it what became of their commits, and the heartbeat of its reads and probes.

    After a commit that failed, the store counts as failing until another commit succeeds. Where nobody sends
    commands, it does so until a probe succeeds, at the earliest `tuning.failing_s` after the failure. A probe
    is smaller than a commit, and may fit where that did not.
    """

    def __init__(
        self, store: Store, tuning: Tuning, metrics: Metrics, steady_s: Callable[[], float] = monotonic
    ) -> None:
        self._store = store
        self._tuning = tuning
        self._metrics = metrics
        self._steady_s = steady_s
        self._failed_at_s: float | None = None
        self._lines: dict[str, _Line] = {}
        self._recovery_is_news = False
        self._away = False
        self._asking: asyncio.Task[bool] | None = None

    @property
    def failing(self) -> bool:
        """Whether the last commit failed."""
        return self._failed_at_s is not None

    # ---- commits

    def commit_succeeded(self) -> None:
        if self.failing:
            self._recovered()

    def commit_failed(self, room: str, error: Exception) -> None:
        """Counts a batch that was not stored, and logs it once per room and minute."""
        now_s = self._failed_at_s = self._steady_s()
        self._metrics.failed_commits.inc()
        self._lines = {of: line for of, line in self._lines.items() if now_s - line.at_s < LOGGED_EVERY_S}
        if room in self._lines:
            self._lines[room].unlogged += 1
            return
        log.error("a batch was not stored", room=room, error=str(error))
        self._lines[room] = _Line(now_s)
        self._recovery_is_news = True

    async def probe(self) -> None:
        """Tries to write, if commits failed and none has succeeded since. The record stays as it is."""
        if self._failed_at_s is None or self._steady_s() - self._failed_at_s < self._tuning.failing_s:
            return
        try:
            await self._store.probe_writing()
        except StoreError:
            return
        if self.failing:
            self._recovered()

    def _recovered(self) -> None:
        self._failed_at_s = None
        if self._recovery_is_news:  # not each time, where one room's batches are stored and another's are not
            self._recovery_is_news = False
            unlogged = sum(line.unlogged for line in self._lines.values())
            log.info("batches are stored again", unlogged=unlogged)

    # ---- reads

    def read_failed(self, error: StoreError) -> None:
        """Logs that the store is away, once until `read_succeeded`."""
        if not self._away:
            self._away = True
            log.error("the record is away", error=str(error))

    def read_succeeded(self) -> None:
        if self._away:
            self._away = False
            log.info("the record is back")

    async def answers(self) -> bool:
        """Whether the store answers within `ANSWER_S`.

        One question is asked at a time, and is not cancelled when the wait is over: taking it back from a
        server that hangs may take longer than the wait.
        """
        if self._asking is None:
            self._asking = asyncio.create_task(self._store.ready(), name="ready")
            self._asking.add_done_callback(self._asked)
        asking = self._asking
        done, _ = await asyncio.wait({asking}, timeout=ANSWER_S)
        return bool(done) and not asking.cancelled() and asking.exception() is None and asking.result()

    def _asked(self, asking: asyncio.Task[bool]) -> None:
        self._asking = None
        if not asking.cancelled() and (error := asking.exception()) is not None:
            log.error("the store could not be asked", exc_info=error)

    async def close(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait({self._asking})
