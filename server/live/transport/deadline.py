"""A deadline that is moved often and rarely met, such as that of a request on a connection."""

import asyncio
from collections.abc import Callable
from typing import Protocol


class Timers(Protocol):
    """The part of an event loop that a deadline needs."""

    def time(self) -> float: ...

    def call_later(self, delay: float, callback: Callable[[], object], /) -> asyncio.TimerHandle: ...


class Deadline:
    """Calls `on_met` at the deadline, if there is one by then.

    Moving a deadline costs no timer. The one timer runs for at most `turn_s` seconds, and then looks whether
    the deadline is met. So deadlines that are at least `turn_s` away when they are set need no other timer.
    """

    __slots__ = ("_at_s", "_loop", "_on_met", "_timer", "_timer_at_s", "_turn_s")

    def __init__(self, loop: Timers, turn_s: float, on_met: Callable[[], object]) -> None:
        self._loop = loop
        self._turn_s = turn_s
        self._on_met = on_met
        self._at_s: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at_s = 0.0

    def set(self, within_s: float) -> None:
        """Puts the deadline so many seconds from now, in place of the one that there was."""
        now_s = self._loop.time()
        self._at_s = now_s + within_s
        if self._timer is None or self._at_s < self._timer_at_s:
            self._start(now_s, self._at_s)

    def clear(self) -> None:
        """Takes the deadline away."""
        self._at_s = None

    def stop(self) -> None:
        """Takes the deadline away and ends the timer."""
        self._at_s = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start(self, now_s: float, at_s: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer_at_s = min(at_s, now_s + self._turn_s)
        self._timer = self._loop.call_later(self._timer_at_s - now_s, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._at_s is None:
            return
        now_s = self._loop.time()
        if now_s < self._at_s:
            self._start(now_s, self._at_s)
        else:
            self._at_s = None
            self._on_met()
