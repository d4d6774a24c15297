"""Group commit: commands wait while those before them are stored, then are stored together."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from time import monotonic

from server.domain.batch import Batch, Key
from server.domain.model.commands import Command
from server.domain.model.decision import Reply
from server.domain.model.people import Person, Role
from server.domain.model.poll_commands import PollSeal
from server.domain.model.refusal import Refused
from server.domain.polls.sealing import rounds_to_seal
from server.domain.sync.versioned import Room
from server.live.fanout.cohorts import Browser
from server.live.history import History
from server.live.metrics import Metrics
from server.live.rooms import echo
from server.live.rooms.tasks import Tasks
from server.live.store_health import StoreHealth
from server.live.tuning import Tuning
from server.record import changed_projection, rows_of, seals_of
from server.store import (
    LockedRoom,
    OutcomeUnknown,
    RecordWentBack,
    RoomAt,
    RoomProjection,
    Row,
    Seal,
    Store,
    StoreError,
    StoreUnavailable,
)
from server.wire.lifetimes import REFS_S

AT_ONCE = 4000  # commands in one batch
REMEMBERED = timedelta(seconds=REFS_S)

Outcome = Reply | Refused

SYSTEM = Person("", Role.MODERATOR)
"""The sender of the server's own commands. What it does is signed by nobody."""


def ignore_outcome(outcome: Outcome) -> None:
    """Drops the outcome of a command of the server's own. It is sent again if it has to be."""


@dataclass(slots=True)
class PendingCommand:
    """A command on its way: its sender, its ref if it may be done only once, and the function that replies.

    `answer` gets the outcome, exactly once. `seen` is the version at which an editor stood.
    """

    person: Person
    command: Command
    answer: Callable[[Outcome], None]
    ref: str | None = None
    seen: int | None = None
    browser: Browser | None = None

    @property
    def key(self) -> Key | None:
        return None if self.ref is None else (self.person.id, self.command.do, self.ref)


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcomes of a batch, in its order, and the rows that store it.

    `needs_lock`: the batch can't be stored in one step. It leaves no row, changes the room's projection or
    seals a round, or has a command with a ref that left no row and may be one that was done before.
    """

    outcomes: Sequence[Outcome]
    rows: Sequence[Row]
    projection: RoomProjection | None
    needs_lock: bool
    seals: Sequence[Seal] = ()


class Commits:
    """The commands that wait for one room, and the loop that stores them: one batch at a time.

    `receive` gets the rows of other processes. `apply_rows` applies those of a batch, and `announce` tells
    everybody of them, and of the batch before them, once the senders have their answers: so a sender never
    waits for a delivery.
    """

    def __init__(
        self,
        room: Room,
        history: History,
        store: Store,
        tasks: Tasks,
        now: Callable[[], datetime],
        receive: Callable[[Sequence[Row]], bool],
        apply_rows: Callable[[Sequence[Row]], bool],
        announce: Callable[[str, Sequence[Row]], None],
        tuning: Tuning,
        metrics: Metrics,
        health: StoreHealth,
    ) -> None:
        self.task: asyncio.Task[None] | None = None
        self._room = room
        self._history = history
        self._store = store
        self._tasks = tasks
        self._now = now
        self._receive = receive
        self._apply_rows = apply_rows
        self._announce = announce
        self._tuning = tuning
        self._metrics = metrics
        self._health = health
        self._waiting: deque[PendingCommand] = deque()
        self._contended = False  # another process was quicker the last time

    def submit(self, pending: PendingCommand) -> None:
        """Queues a command for the next batch."""
        if len(self._waiting) >= self._tuning.pending_commands:
            pending.answer(Refused("overloaded", "too much waits already", retry_after_s=2.0))
            return
        self._waiting.append(pending)
        if self.task is None:
            self.task = self._tasks.own(self._run(), "commits")

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._commit([self._waiting.popleft() for _ in range(min(len(self._waiting), AT_ONCE))])
        finally:
            self.task = None
            while self._waiting:  # it ended before its time, and nobody is to wait for ever
                self._waiting.popleft().answer(Refused("unavailable", "could not be stored"))

    async def _commit(self, batch: Sequence[PendingCommand]) -> None:
        """Stores one batch and answers every sender, whatever fails. The room stays as the record is."""
        outcomes: Sequence[Outcome] | None = None
        rows: Sequence[Row] = ()
        before = ""
        began_s = monotonic()
        try:
            decided = await self._store_decided(batch)
            senders = echo.single_tab_senders(self._room, _agreed(batch, decided.outcomes))
            before = self._history.head.batch
            self._apply_rows(decided.rows)
            echo.mark_informed(self._room, senders)
            outcomes, rows = decided.outcomes, decided.rows
        except RecordWentBack:
            pass  # the heartbeat notices it as well, and says so
        except (StoreError, TimeoutError) as error:
            self._health.commit_failed(self._room.id, error)
        finally:
            if outcomes is None:
                outcomes = [Refused("unavailable", "could not be stored; try again")] * len(batch)
            for pending, outcome in zip(batch, outcomes, strict=True):
                pending.answer(outcome)
            self._metrics.commits.observe(monotonic() - began_s)
            self._metrics.commands.inc(len(batch))
        if rows:
            self._health.commit_succeeded()
            self._announce(before, rows)
            self.seal_rounds()

    def seal_rounds(self) -> None:
        """Has the rounds that are over sealed by the next batch."""
        for poll, round_id in rounds_to_seal(self._room):
            self.submit(PendingCommand(SYSTEM, PollSeal(id=poll, round_id=round_id), ignore_outcome))

    async def _store_decided(self, batch: Sequence[PendingCommand]) -> Decided:
        """Raises `StoreError` or `TimeoutError` if nothing was stored, or if that can't be said in time.
        `RecordWentBack` is among them: nothing may be decided on top of what the record does not hold.

        Nearly always the record is where this process has it. So a batch is decided first, and stored in one
        step if the record still is there. If not, it is decided anew with the record locked.
        """
        after, batch_id = self._history.head, token_hex(16)
        decided = None if self._contended else self._decide(batch, {}, batch_id)
        try:
            if (
                decided is None
                or decided.needs_lock
                or not await self._store.append(self._room.id, after, decided.rows, batch_id)
            ):
                async with self._store.transaction([self._at(batch)]) as transaction:
                    decided = self._decide_locked(batch, transaction.rooms[0], batch_id)
                    if decided.rows:
                        await transaction.commit(batch_id)
        except OutcomeUnknown:
            if decided is None or not await self._was_stored(after.version, batch_id):
                raise StoreUnavailable("the commit failed") from None
        return decided

    def _at(self, batch: Iterable[PendingCommand]) -> RoomAt:
        keys = [pending.key for pending in batch if pending.key is not None]
        version, batch_id = self._history.head
        return RoomAt(self._room.id, version, keys, self._now() - REMEMBERED, batch_id)

    def _decide_locked(self, batch: Sequence[PendingCommand], locked: LockedRoom, batch_id: str) -> Decided:
        self._receive(locked.missed_rows)
        self._contended = bool(locked.missed_rows)
        if self._room.version != locked.version:
            # It holds what this release can't read: nothing can be decided on top of that.
            refused = Refused("reload", "this room is served by a newer release")
            return Decided([refused] * len(batch), [], None, needs_lock=True)
        decided = self._decide(batch, locked.earlier_replies, batch_id)
        if decided.rows:
            locked.append(decided.rows, decided.projection, decided.seals)
        return decided

    def _decide(
        self, commands: Iterable[PendingCommand], earlier_replies: Mapping[Key, str], batch_id: str
    ) -> Decided:
        now = self._now()
        batch = Batch(self._room, {key: json.loads(ok) for key, ok in earlier_replies.items()})
        outcomes: list[Outcome] = []
        refs: set[Key] = set()
        for pending in commands:
            key = pending.key
            if key is not None:
                refs.add(key)
            try:
                outcomes.append(
                    batch.decide(pending.person, pending.command, now, _new_id, key=key, seen=pending.seen)
                )
            except Refused as refused:
                outcomes.append(refused)
        entries = batch.entries()
        refs.difference_update(entry.key for entry in entries if entry.key is not None)
        rows = rows_of(entries, self._room.version, now, batch_id)
        projection = changed_projection(self._room.talk, batch.talk)
        seals = seals_of(entries, self._room.version)
        needs_lock = bool(refs or seals) or not rows or projection is not None
        return Decided(outcomes, rows, projection, needs_lock, seals)

    async def _was_stored(self, after: int, batch_id: str) -> bool:
        """Whether a batch whose commit was never answered is in the record."""
        wait_s = 0.05
        async with asyncio.timeout(self._tuning.outcome_s):
            while True:
                try:
                    return await self._store.committed(self._room.id, after, batch_id)
                except StoreUnavailable:
                    await asyncio.sleep(wait_s)
                    wait_s = min(2 * wait_s, 2.0)


def _agreed(batch: Iterable[PendingCommand], outcomes: Iterable[Outcome]) -> list[PendingCommand]:
    """The entries that were not refused: a refused one may be about what does not exist."""
    both = zip(batch, outcomes, strict=True)
    return [pending for pending, outcome in both if not isinstance(outcome, Refused)]


def _new_id() -> str:
    return token_hex(8)
