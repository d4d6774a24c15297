"""A room on this process: its state, who is here, and what waits to be committed."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from server.domain.poll_commands import PollExpire
from server.domain.room import Room
from server.domain.views import Kind
from server.live.audience import Audience
from server.live.commits import Commits
from server.live.deadlines import Deadlines
from server.live.presence import Presence
from server.live.snapshots import Tail
from server.store import Room as Facts
from server.tokens import Keyring, Stand
from server.wire import VIEWS_SHAPE


def topic(room_id: str) -> str:
    """What processes tell each other about a room under."""
    return f"room:{room_id}"


class LiveRoom:
    """What a process holds of one room."""

    def __init__(
        self,
        facts: Facts,
        room: Room,
        keyring: Keyring,
        now: Callable[[], datetime],
        expire: Callable[["LiveRoom", PollExpire], None],
    ) -> None:
        self.id = facts.id
        self.facts = facts
        self.room = room
        self.audience = Audience(room, self._at)
        self.presence = Presence(self.audience)
        self.commits = Commits(room)
        self.deadlines = Deadlines(room, now, lambda command: expire(self, command))
        self.tail = Tail()
        self.ended = False  # not served here any more: what still arrives is passed over
        self.catching_up: asyncio.Task[None] | None = None
        self.telling: asyncio.TimerHandle | None = None  # of reactions
        self._keyring = keyring

    @property
    def topic(self) -> str:
        return topic(self.id)

    def close(self) -> None:
        """Nothing happens here by the clock any more."""
        self.ended = True
        self.audience.close()
        self.deadlines.close()
        if self.telling is not None:
            self.telling.cancel()

    def _at(self, version: int, kind: Kind) -> str:
        return self._keyring.seal(Stand(self.facts.epoch, version, kind, VIEWS_SHAPE))

    def version_at(self, at: str | None, kind: Kind) -> int | None:
        """The version that `at` stands for; `None` if it is of another epoch, kind or shape, or none."""
        stand = None if at is None else self._keyring.unseal(at)
        if stand is None or (stand.epoch, stand.kind, stand.shape) != (self.facts.epoch, kind, VIEWS_SHAPE):
            return None
        return stand.version
