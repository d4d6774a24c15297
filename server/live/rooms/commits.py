"""Commit in groups, then tell: commands wait while a transaction commits, then go together."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

import anyio
import structlog

from server.domain.batch import Batch, Entry, Key
from server.domain.model import commands as c
from server.domain.model.decision import Reply
from server.domain.model.people import Person
from server.domain.model.refusal import Refused
from server.domain.sync.versioned import Room
from server.live.fanout import echo as acknowledged
from server.live.fanout.cohorts import Browser
from server.record import rows_of
from server.store import OutcomeUnknown, Row, Store, StoreError, StoreUnavailable, Turn
from server.wire.lifetimes import REFS_S

log = structlog.get_logger()

BROWSERS_PER_SLICE = 4000  # commands in one transaction
WAITING = 40_000  # commands that may wait; more are refused, and pages try again
REMEMBERED = timedelta(seconds=REFS_S)
OUTCOME_S = 15.0  # how long to ask for a commit's unknown outcome before its askers are told to try again

Outcome = Reply | Refused


@dataclass(slots=True)
class Wish:
    """A command on its way: who wants it, the ref that makes it unrepeatable, and whom to tell."""

    person: Person
    command: c.Command
    answer: Callable[[Outcome], None]
    ref: str | None = None
    seen: int | None = None
    browser: Browser | None = None

    @property
    def key(self) -> Key | None:
        return None if self.ref is None else (self.person.id, self.command.do, self.ref)


class Commits:
    """What waits to be committed for one room. One batch at a time."""

    def __init__(self, room: Room) -> None:
        self.waiting: deque[Wish] = deque()
        self.task: asyncio.Task[None] | None = None
        self._room = room

    def add(self, wish: Wish) -> None:
        if len(self.waiting) >= WAITING:
            wish.answer(Refused("overloaded", "too much waits already", retry_after_s=2.0))
        else:
            self.waiting.append(wish)

    def refuse_rest(self) -> None:
        """When committing ended before its time, so that nobody waits for ever."""
        while self.waiting:
            self.waiting.popleft().answer(Refused("unavailable", "could not be stored"))

    async def one_batch(
        self, store: Store, now: Callable[[], datetime], receive: Callable[[Sequence[Row]], bool]
    ) -> list[Row]:
        """Decide what waits, store it, apply it, answer. Returns the rows to tell others about.

        Whatever fails, every asker gets an answer, and the room is as the record has it.
        """
        wishes = [self.waiting.popleft() for _ in range(min(len(self.waiting), BROWSERS_PER_SLICE))]
        outcomes: list[Outcome] = [Refused("unavailable", "could not be stored; try again")] * len(wishes)
        rows: list[Row] = []
        try:
            batch_id = token_hex(16)
            try:
                keys = [wish.key for wish in wishes if wish.key is not None]
                turning = store.turn(self._room.id, self._room.version, keys, now() - REMEMBERED)
                async with turning as turn:
                    receive(turn.missed)
                    if self._room.version != turn.version:
                        # It holds what this release can't read: nothing can be decided on top of that.
                        outcomes = [Refused("reload", "this room is served by a newer release")] * len(wishes)
                        return []
                    decided, entries, state = self._decide(turn, wishes, now())
                    if entries:
                        rows = rows_of(entries, turn.version, now())
                        await turn.append(rows, batch=batch_id, state=state)
                stored = True
            except OutcomeUnknown:
                stored = await _became_of(store, batch_id)
            if stored:
                voters = acknowledged.single_tab_senders(self._room, _agreed(wishes, decided))
                receive(rows)
                outcomes = decided
                acknowledged.mark_informed(self._room, voters)
            else:
                rows = []
        except (StoreError, TimeoutError) as error:
            log.error("a batch was not stored", room=self._room.id, error=str(error))
            rows = []
        finally:
            for wish, outcome in zip(wishes, outcomes, strict=True):
                wish.answer(outcome)
        return rows

    def _decide(
        self, turn: Turn, wishes: Iterable[Wish], now: datetime
    ) -> tuple[list[Outcome], list[Entry], str]:
        remembered: dict[Key, Any] = {key: json.loads(ok) for key, ok in turn.remembered.items()}
        batch = Batch(self._room, remembered)
        outcomes: list[Outcome] = []
        for wish in wishes:
            try:
                outcomes.append(
                    batch.decide(wish.person, wish.command, now, _new_id, key=wish.key, seen=wish.seen)
                )
            except Refused as refused:
                outcomes.append(refused)
        return outcomes, batch.entries(), batch.state


def _agreed(wishes: Iterable[Wish], outcomes: Iterable[Outcome]) -> list[Wish]:
    """Those that were not refused: a refused one may be about what does not exist."""
    both = zip(wishes, outcomes, strict=True)
    return [wish for wish, outcome in both if not isinstance(outcome, Refused)]


def _new_id() -> str:
    return token_hex(8)


async def _became_of(store: Store, batch: str) -> bool:
    """Whether a batch whose commit was never answered is in the record. Raises `StoreUnavailable`."""
    wait_s = 0.05
    with anyio.fail_after(OUTCOME_S):
        while True:
            try:
                return await store.committed(batch)
            except StoreUnavailable:
                await asyncio.sleep(wait_s)
                wait_s = min(2 * wait_s, 2.0)
