"""The tick: a room's browsers brought up to now, as often as its cost allows, without holding the loop."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from server.live.fanout.cohorts import Browser, Cohort
from server.live.transport.outlet import Packet

SLICE_S = 0.005  # how long a fan-out may hold the event loop before others get their turn
SHARE = 0.5  # of the event loop's time that a room's fan-out may take: the interval stretches to keep to it
INTERVAL_S = 0.05  # at the least, once something was told: what happens meanwhile goes in one write each
RETRY_S = 0.25  # when those who could take no more are tried again

_WRITE_S = (2e-6, 50e-6)  # what one write costs, at the least and at the most that we believe


@dataclass(slots=True)
class Walk:
    """One cohort's way to a version: the packet for all, and those of the few who get their own (or none)."""

    cohort: Cohort
    version: int
    packet: Packet | None
    own: dict[Browser, Packet | None]


class Pace:
    """When to tick, and how many browsers to write to before others get the loop."""

    def __init__(self) -> None:
        self._write_s = 10e-6
        self._not_before_s = 0.0

    def wait_s(self, now_s: float) -> float:
        return max(0.0, self._not_before_s - now_s)

    def portion(self) -> int:
        return max(32, int(SLICE_S / self._write_s))

    def wrote(self, count: int, took_s: float) -> None:
        """A slice of so many took so long, what the network took included. Others may have run in between,
        so that one slow slice says little."""
        measured = min(max(took_s / count, _WRITE_S[0]), _WRITE_S[1])
        self._write_s += (measured - self._write_s) * 0.2

    def ticked(self, count: int, now_s: float) -> None:
        """A tick of so many writes is over; one that reached nobody keeps nobody waiting."""
        if count:
            cost_s = count * self._write_s
            self._not_before_s = now_s + max(INTERVAL_S, cost_s * (1 - SHARE) / SHARE)

    def retry(self, now_s: float) -> None:
        """Something went wrong: once more, but not at once."""
        self._not_before_s = max(self._not_before_s, now_s + RETRY_S)


class Tick:
    """Writes walks in slices, which are counted, not timed: a loop may write at once or at the end of its
    turn, and what the last slices took says both."""

    def __init__(
        self, pace: Pace, arrived: Callable[[Walk, list[Browser]], None], over: Callable[[], None]
    ) -> None:
        self._pace = pace
        self._arrived = arrived  # a walk is done, but for these who could take no more
        self._over = over
        self._walks: deque[Walk] = deque()
        self._ahead: list[Browser] = []  # of the first walk, from `_at` on
        self._at = 0
        self._behind: list[Browser] = []
        self._written = 0

    def start(self, walks: Iterable[Walk]) -> None:
        self._walks = deque(walks)
        self._written = 0
        self._next_walk()
        self._slice()

    def _next_walk(self) -> None:
        self._behind = []
        self._at = 0
        if self._walks:
            walk = self._walks[0]
            self._ahead = list(walk.own if walk.packet is None else walk.cohort.browsers)

    def _slice(self) -> None:
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        left = portion = self._pace.portion()
        try:
            while left > 0 and self._walks:
                left -= self._step(left)
                if self._at >= len(self._ahead):
                    self._arrived(self._walks.popleft(), self._behind)
                    self._next_walk()
        except BaseException:
            # The loop reports it. The next tick starts afresh: nobody was moved who was not written to.
            self._walks.clear()
            self._pace.retry(began_s)
            self._over()
            raise
        loop.call_soon(self._sliced, portion - left, began_s)

    def _sliced(self, count: int, began_s: float) -> None:
        """In the loop's next turn, when what a slice wrote has gone out."""
        now_s = asyncio.get_running_loop().time()
        if count:
            self._pace.wrote(count, now_s - began_s)
        if self._walks:
            self._slice()
        else:
            self._pace.ticked(self._written, now_s)
            self._over()

    def _step(self, most: int) -> int:
        """Write to the next browsers of a walk, as many as may be. Who has left meanwhile is passed over."""
        walk = self._walks[0]
        cohort, shared, own = walk.cohort, walk.packet, walk.own
        some = self._ahead[self._at : self._at + most]
        self._at += len(some)
        for browser in some:
            if browser.cohort is cohort:
                packet = own.get(browser, shared) if own else shared
                if packet is None:
                    continue
                outlet = browser.outlet
                if outlet.full:
                    self._behind.append(browser)
                else:
                    outlet.send(packet.data)
                    self._written += 1
        return max(len(some), 1)
