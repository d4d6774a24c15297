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
class Delivery:
    """One cohort's way to a version: the packet for all, and those of the few who get their own (or none)."""

    cohort: Cohort
    version: int
    packet: Packet | None
    own: dict[Browser, Packet | None]


class TickPacer:
    """When to tick, and how many browsers to write to before others get the loop."""

    def __init__(self) -> None:
        self._write_s = 10e-6
        self._not_before_s = 0.0

    def wait_s(self, now_s: float) -> float:
        return max(0.0, self._not_before_s - now_s)

    def batch_size(self) -> int:
        return max(32, int(SLICE_S / self._write_s))

    def measured(self, count: int, took_s: float) -> None:
        """A slice of so many took so long, what the network took included. Others may have run in between,
        so that one slow slice says little."""
        measured = min(max(took_s / count, _WRITE_S[0]), _WRITE_S[1])
        self._write_s += (measured - self._write_s) * 0.2

    def finished(self, count: int, now_s: float) -> None:
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
        self,
        pace: TickPacer,
        on_delivered: Callable[[Delivery, list[Browser]], None],
        on_done: Callable[[], None],
    ) -> None:
        self._pacer = pace
        self._on_delivered = on_delivered  # a walk is done, but for these who could take no more
        self._on_done = on_done
        self._deliveries: deque[Delivery] = deque()
        self._remaining: list[Browser] = []  # of the first walk, from `_at` on
        self._at = 0
        self._skipped: list[Browser] = []
        self._written = 0

    def start(self, deliveries: Iterable[Delivery]) -> None:
        self._deliveries = deque(deliveries)
        self._written = 0
        self._next_delivery()
        self._slice()

    def _next_delivery(self) -> None:
        self._skipped = []
        self._at = 0
        if self._deliveries:
            delivery = self._deliveries[0]
            self._remaining = list(delivery.own if delivery.packet is None else delivery.cohort.browsers)

    def _slice(self) -> None:
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        left = batch_size = self._pacer.batch_size()
        try:
            while left > 0 and self._deliveries:
                left -= self._step(left)
                if self._at >= len(self._remaining):
                    self._on_delivered(self._deliveries.popleft(), self._skipped)
                    self._next_delivery()
        except BaseException:
            # The loop reports it. The next tick starts afresh: nobody was moved who was not written to.
            self._deliveries.clear()
            self._pacer.retry(began_s)
            self._on_done()
            raise
        loop.call_soon(self._sliced, batch_size - left, began_s)

    def _sliced(self, count: int, began_s: float) -> None:
        """In the loop's next turn, when what a slice wrote has gone out."""
        now_s = asyncio.get_running_loop().time()
        if count:
            self._pacer.measured(count, now_s - began_s)
        if self._deliveries:
            self._slice()
        else:
            self._pacer.finished(self._written, now_s)
            self._on_done()

    def _step(self, most: int) -> int:
        """Write to the next browsers of a walk, as many as may be. Who has left meanwhile is passed over."""
        delivery = self._deliveries[0]
        cohort, shared, own = delivery.cohort, delivery.packet, delivery.own
        some = self._remaining[self._at : self._at + most]
        self._at += len(some)
        for browser in some:
            if browser.cohort is cohort:
                packet = own.get(browser, shared) if own else shared
                if packet is None:
                    continue
                outlet = browser.outlet
                if outlet.full:
                    self._skipped.append(browser)
                else:
                    outlet.send(packet.data)
                    self._written += 1
        return max(len(some), 1)
