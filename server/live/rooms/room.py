"""A room on this process: its state, who is here, and what waits to be committed."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from server.domain.model.poll_commands import PollExpire
from server.domain.rules import apply
from server.domain.sync.versioned import Room
from server.domain.visibility import ViewerKind
from server.live.fanout.audience import Audience
from server.live.fanout.presence import Presence
from server.live.hints import CommittedHint, Hint, pack
from server.live.metrics import Metrics
from server.live.rooms.commits import Commits
from server.live.rooms.deadlines import Deadlines
from server.live.rooms.snapshots import LogGrowth
from server.live.rooms.tasks import Tasks
from server.live.tuning import Tuning
from server.record import event_of
from server.store import Room as RoomRecord
from server.store import Row, Store
from server.tokens import Cursor, Keyring
from server.wire import DRAIN, VIEWS_SHAPE, UnreadableEvent

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
        *,
        store: Store,
        tasks: Tasks,
        keyring: Keyring,
        tuning: Tuning,
        metrics: Metrics,
        now: Callable[[], datetime],
        expire: Callable[["LiveRoom", PollExpire], None],
        publish: Callable[[str, bytes], None],
    ) -> None:
        self.id = record.id
        self.record = record
        self.room = room
        self.audience = Audience(room, self._at, tuning, metrics)
        self.presence = Presence(self.audience, self.publish, tuning)
        self.commits = Commits(room, store, tasks, now, self.receive, self._committed, tuning, metrics)
        self.deadlines = Deadlines(room, now, lambda command: expire(self, command))
        self.growth = LogGrowth(tuning.snapshot_bytes)
        self.ended = False  # not served here any more: what still arrives is passed over
        self.catching_up: asyncio.Task[None] | None = None
        self.used_at = now()  # when somebody last entered, or it was last seen in use
        self._keyring = keyring
        self._publish = publish

    def publish(self, hint: Hint) -> None:
        """Tell the other processes: perhaps late, perhaps never."""
        self._publish(topic(self.id), pack(hint))

    def _committed(self, rows: Sequence[Row]) -> None:
        self.growth.add(rows)
        self.publish(CommittedHint(tuple(rows)))

    def close(self) -> None:
        """Stops everything that the clock would do here."""
        self.ended = True
        self.audience.close()
        self.deadlines.close()
        self.presence.close()

    def receive(self, rows: Sequence[Row]) -> bool:
        """Apply rows strictly by version: the only way on. Repeated ones do nothing, and in a room that has
        ended none does. False if some are missing before them."""
        if self.ended:
            return True
        room = self.room
        before = room.version
        for row in rows:
            if row.version > room.version + 1:
                break
            if row.version == room.version + 1:
                try:
                    event = event_of(row)
                except UnreadableEvent as unreadable:
                    self._stop_serving(unreadable)
                    return True
                apply(room, event)
        if room.version != before:
            self.audience.changed()
            self.deadlines.update()
        return not rows or rows[-1].version <= room.version

    def _stop_serving(self, why: UnreadableEvent) -> None:
        """A later release wrote this row. Serving on without it would show people something false."""
        log.error("stopped serving a room", room=self.record.code, why=str(why))
        self.audience.dismiss("reload", DRAIN, over_s=5)
        self.close()

    def _at(self, version: int, kind: ViewerKind) -> str:
        return self._keyring.seal_cursor(Cursor(self.record.epoch, version, kind, VIEWS_SHAPE))

    def version_at(self, at: str | None, kind: ViewerKind) -> int | None:
        """The version that `at` stands for; `None` if it is of another epoch, kind or shape, or none."""
        cursor = None if at is None else self._keyring.open_cursor(at)
        here = self.record.epoch, kind, VIEWS_SHAPE
        if cursor is None or (cursor.epoch, cursor.kind, cursor.shape) != here:
            return None
        return cursor.version
