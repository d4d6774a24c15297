"""A room on this process: its state, who is here, and what waits to be committed."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from server.bus import Bus
from server.domain.model.poll_commands import PollExpire
from server.domain.model.poll_events import RoundSealed
from server.domain.polls.sealing import BoxedBallots
from server.domain.rules import apply
from server.domain.sync.versioned import Room
from server.live.fanout.audience import Audience
from server.live.fanout.cursors import Cursors
from server.live.fanout.presence import Presence
from server.live.hints import CommittedHint, Hint, pack
from server.live.history import History
from server.live.metrics import Metrics
from server.live.rooms.boxes import read_at_once
from server.live.rooms.clock import RoomClock
from server.live.rooms.commits import Commits
from server.live.rooms.deadlines import Deadlines
from server.live.rooms.snapshots import LogGrowth
from server.live.rooms.tasks import Tasks
from server.live.store_health import StoreHealth
from server.live.tuning import Tuning
from server.record import event_of
from server.store import Room as RoomRecord
from server.store import Row, Store
from server.tokens import Keyring
from server.wire import DRAIN, UnreadableEvent

log = structlog.get_logger()


def topic(room_id: str) -> str:
    """The bus topic of a room."""
    return f"room:{room_id}"


class LiveRoom:
    """The side of one room that a process holds in memory."""

    def __init__(
        self,
        record: RoomRecord,
        room: Room,
        history: History,
        *,
        store: Store,
        tasks: Tasks,
        keyring: Keyring,
        tuning: Tuning,
        metrics: Metrics,
        health: StoreHealth,
        now: Callable[[], datetime],
        steady_s: Callable[[], float],
        expire: Callable[["LiveRoom", PollExpire], None],
        bus: Bus,
        sealed: Callable[[], None],
    ) -> None:
        self.id = record.id
        self.record = record
        self.room = room
        self.history = history
        self.cursors = Cursors(keyring, record.epoch, history)
        self.audience = Audience(room, self.cursors.seal, tuning, metrics)
        self.presence = Presence(self.audience, self.publish, tuning)
        clock = RoomClock(now, steady_s)
        self.commits = Commits(
            room,
            history,
            store,
            tasks,
            clock.now,
            self.receive,
            self._apply_rows,
            self._announce,
            tuning,
            metrics,
            health,
        )
        self.deadlines = Deadlines(room, clock, lambda command: expire(self, command))
        self.growth = LogGrowth(tuning.snapshot_bytes)
        self.ended = False  # not served here any more: what still arrives is passed over
        self.catching_up: asyncio.Task[None] | None = None
        self.used_at_s = steady_s()  # when somebody last entered, or it was last seen in use
        self._keyring = keyring
        self._bus = bus
        self._topic = topic(record.id)
        self._sealed = sealed

    def publish(self, hint: Hint) -> None:
        """Tells the other processes: perhaps late, perhaps never."""
        if self._bus.is_heard(self._topic):
            self._bus.publish(self._topic, self._keyring.sign_hint(self._topic, pack(hint)))

    def renew(self, record: RoomRecord) -> None:
        """Takes over what has changed in the room's record, which must have the same epoch."""
        assert record.epoch == self.record.epoch, "a room of another epoch is loaded anew"
        self.record = record

    def close(self) -> None:
        """Stops everything that the clock would do here."""
        self.ended = True
        self.audience.close()
        self.deadlines.close()
        self.presence.close()

    def receive(self, rows: Sequence[Row], boxed: BoxedBallots | None = None) -> bool:
        """Applies rows that this process did not commit, and brings them to its browsers.

        Rows are applied strictly by version. Repeated ones do nothing, and in a room that has ended none
        does. `boxed` are the ballots that the first row brings, if they were read already. False if some are
        missing before them.
        """
        before = self.room.version
        complete = self._apply_rows(rows, boxed)
        if self.room.version != before:
            self._changed()
        return complete

    def _announce(self, before: str, rows: Sequence[Row]) -> None:
        """Tells other processes and this one's browsers of rows that were committed and applied here.

        `before` is the batch that they follow.
        """
        self.growth.add(rows)
        self.publish(CommittedHint(before, tuple(rows)))
        self._changed()

    def _changed(self) -> None:
        if not self.ended:  # as it does when a row cannot be read
            self.audience.changed()
            self.deadlines.update()

    def _apply_rows(self, rows: Sequence[Row], boxed: BoxedBallots | None = None) -> bool:
        if self.ended:
            return True
        room = self.room
        for row in rows:
            if row.version > room.version + 1:
                break
            if row.version == room.version + 1:
                try:
                    event = event_of(row)
                    found = boxed if boxed is not None and row is rows[0] else read_at_once(room, row)
                except UnreadableEvent as unreadable:
                    self._stop_serving(unreadable)
                    return True
                if isinstance(event, RoundSealed):
                    if found is None and (event.poll, event.round_id) in room.missing_rounds:
                        break  # its boxes are in the record, and it is read there
                    self.audience.before_seal(event, found)
                    if found is not None:
                        room.find_missing((event.poll, event.round_id), found)
                    self.growth.lose_snapshot()
                    self._sealed()
                apply(room, event)
                self.history.add(row)
        return not rows or rows[-1].version <= room.version

    def _stop_serving(self, why: UnreadableEvent) -> None:
        """A later release wrote this row. Serving on without it would show people something false."""
        log.error("stopped serving a room", room=self.record.code, why=str(why))
        self.audience.dismiss("reload", DRAIN, over_s=5)
        self.close()
