"""Keep-alive pings by a timing wheel: one timer for all sockets of a process, not one or two for each."""

import asyncio
from collections.abc import Iterator
from typing import Protocol

SLOTS = 80  # enough that the pings of one slot take about a millisecond for ten thousand sockets


class Pingable(Protocol):
    """A connection that can be pinged."""

    def ping(self) -> None:
        """Sends a ping, or cuts the connection if nothing has arrived since the last one."""


class PingWheel:
    """Calls `ping` of each of its sockets once in `every_s` seconds. Its timer runs while it has sockets."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._slots: list[dict[Pingable, None]] = [{} for _ in range(SLOTS)]
        self._slot_of: dict[Pingable, int] = {}
        self._at = 0
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._slot_of)

    def add(self, socket: Pingable) -> None:
        """Adds a socket. Its first ping is `every_s` away."""
        self._slot_of[socket] = self._at
        self._slots[self._at][socket] = None
        if self._timer is None:
            self._wait()

    def remove(self, socket: Pingable) -> None:
        """Removes a socket, if the wheel has it."""
        at = self._slot_of.pop(socket, None)
        if at is not None:
            del self._slots[at][socket]
            if not self._slot_of and self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def advance(self) -> None:
        """Pings the sockets of the next slot."""
        self._at = (self._at + 1) % SLOTS
        self._wait()
        for socket in self._due():
            socket.ping()

    def _due(self) -> Iterator[Pingable]:
        """The sockets of the current slot. A ping may remove its socket, or others."""
        slot = self._slots[self._at]
        return (socket for socket in list(slot) if socket in slot)

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._every_s / SLOTS, self.advance)
