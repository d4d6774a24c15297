"""Who is still there: one timer for all sockets of a process, instead of one or two for each."""

import asyncio
from collections.abc import Iterator
from typing import Protocol

SPOKES = 80  # so that the pings of ten thousand are spread as thinly as a millisecond each time


class Pinged(Protocol):
    """A connection as the wheel sees it."""

    def ping(self) -> None:
        """Ask for a sign of life; or, if nothing has come since the last time, give up on it."""


class PingWheel:
    """Comes to each of its sockets once in `every_s`. It turns while there are any."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._spokes: list[dict[Pinged, None]] = [{} for _ in range(SPOKES)]
        self._which: dict[Pinged, int] = {}
        self._at = 0
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._which)

    @property
    def turns(self) -> bool:
        return self._timer is not None

    def add(self, socket: Pinged) -> None:
        """From now on: its turn is a full round away."""
        self._which[socket] = self._at
        self._spokes[self._at][socket] = None
        if self._timer is None:
            self._wait()

    def remove(self, socket: Pinged) -> None:
        """Does nothing for one that is not on it."""
        at = self._which.pop(socket, None)
        if at is not None:
            del self._spokes[at][socket]
            if not self._which and self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def turn(self) -> None:
        """On to the next spoke."""
        self._at = (self._at + 1) % SPOKES
        self._wait()
        for socket in self._due():
            socket.ping()

    def _due(self) -> Iterator[Pinged]:
        """Those of this spoke; what one of them does may remove it, or others."""
        spoke = self._spokes[self._at]
        return (socket for socket in list(spoke) if socket in spoke)

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._every_s / SPOKES, self.turn)
