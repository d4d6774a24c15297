"""Polls with a time limit close by the room's clock, on whichever process comes first."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from server.domain.model.poll_commands import PollExpire
from server.domain.polls.decide import ends_at
from server.domain.sync.versioned import Room
from server.live.rooms.clock import RoomClock

AGAIN_S = 1.0

_Due = tuple[datetime, str]


class Deadlines:
    """One timer a room: for the poll that ends next."""

    def __init__(self, room: Room, clock: RoomClock, expire: Callable[[PollExpire], None]) -> None:
        self._room = room
        self._clock = clock
        self._expire = expire
        self._next: _Due | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        return self._timer is not None

    def update(self) -> None:
        """After every change of the room: something else may end next."""
        if not self._room.poll_ids:
            return
        timed = [(at, poll) for poll in self._room.polls() if (at := ends_at(poll)) is not None]
        if timed:
            self._clock.hold(max(poll.opened_at for _, poll in timed if poll.opened_at is not None))
        else:
            self._clock.release()
        upcoming = min(((at, poll.id) for at, poll in timed), default=None)
        if upcoming != self._next:
            self._next = upcoming
            self._wait()

    def _wait(self) -> None:
        self.close()
        if self._next is not None:
            wait_s = (self._next[0] - self._clock.now()).total_seconds()
            self._timer = asyncio.get_running_loop().call_later(max(0.0, wait_s), self._due)

    def _due(self) -> None:
        """Asks for it, and asks again later: it may not be stored now, or the clocks may not agree."""
        assert self._next is not None
        self._expire(PollExpire(id=self._next[1]))
        self._timer = asyncio.get_running_loop().call_later(AGAIN_S, self._wait)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
