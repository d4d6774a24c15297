"""The tick: brings a room's browsers up to date, as often as its cost allows, without blocking the loop."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from server.live.fanout.cohorts import Browser, Cohort
from server.live.transport.outlet import Packet

SLICE_S = 0.005  # the longest time that a fan-out may block the event loop
SHARE = 0.5  # of the event loop's time that a room's fan-out may take; the interval grows to keep to it
INTERVAL_S = 0.05  # the shortest time between two ticks: changes in between cost one write per browser
RETRY_S = 0.25  # until stalled browsers are tried again

_WRITE_S = (2e-6, 50e-6)  # the smallest and the largest cost of one write that a measurement may give


@dataclass(slots=True)
class Delivery:
    """The packets that bring one cohort to a version.

    `packet` is for all of it. `personal` has the packets of the few browsers that get another one, or none.
    """

    cohort: Cohort
    version: int
    packet: Packet | None
    personal: dict[Browser, Packet | None]


class TickPacer:
    """Decides when to tick, and how many browsers to write to before other tasks get the loop.

    Its times are in seconds of the event loop's clock.
    """

    def __init__(self) -> None:
        self._write_s = 10e-6
        self._not_before_s = 0.0

    def wait_s(self, now_s: float) -> float:
        return max(0.0, self._not_before_s - now_s)

    def batch_size(self) -> int:
        return max(32, int(SLICE_S / self._write_s))

    def measured(self, count: int, took_s: float) -> None:
        """Notes that a slice of `count` writes took `took_s`, the sending to the network included.

        Other tasks may have run in between, so one slow slice changes the estimate by a fifth only.
        """
        measured = min(max(took_s / count, _WRITE_S[0]), _WRITE_S[1])
        self._write_s += (measured - self._write_s) * 0.2

    def finished(self, count: int, now_s: float) -> None:
        """Notes the end of a tick with `count` writes. A tick without writes does not delay the next."""
        if count:
            cost_s = count * self._write_s
            self._not_before_s = now_s + max(INTERVAL_S, cost_s * (1 - SHARE) / SHARE)

    def retry(self, now_s: float) -> None:
        """Delays the next tick after an error."""
        self._not_before_s = max(self._not_before_s, now_s + RETRY_S)


class Tick:
    """Writes deliveries in slices.

    A slice ends after a number of writes and not after a time: some event loops send at once and some at the
    end of their iteration, and the measured time of the last slices covers both.
    """

    def __init__(
        self,
        pacer: TickPacer,
        on_delivered: Callable[[Delivery, list[Browser]], None],
        on_done: Callable[[], None],
    ) -> None:
        self._pacer = pacer
        self._on_delivered = on_delivered  # called with the browsers that were skipped
        self._on_done = on_done
        self._deliveries: deque[Delivery] = deque()
        self._remaining: list[Browser] = []  # of the first delivery, from the index `_at` on
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
            self._remaining = list(delivery.personal if delivery.packet is None else delivery.cohort.browsers)

    def _slice(self) -> None:
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        left = batch_size = self._pacer.batch_size()
        try:
            while left > 0 and self._deliveries:
                left -= self._write_some(left)
                if self._at >= len(self._remaining):
                    self._on_delivered(self._deliveries.popleft(), self._skipped)
                    self._next_delivery()
        except BaseException:
            # The loop reports it. The next tick starts again: only delivered cohorts were moved.
            self._deliveries.clear()
            self._pacer.retry(began_s)
            self._on_done()
            raise
        loop.call_soon(self._after_slice, batch_size - left, began_s)

    def _after_slice(self, count: int, began_s: float) -> None:
        """Runs in the loop's next iteration, when the packets of a slice have been sent."""
        now_s = asyncio.get_running_loop().time()
        if count:
            self._pacer.measured(count, now_s - began_s)
        if self._deliveries:
            self._slice()
        else:
            self._pacer.finished(self._written, now_s)
            self._on_done()

    def _write_some(self, most: int) -> int:
        """Writes to at most `most` browsers of the first delivery. Those that have left are skipped."""
        delivery = self._deliveries[0]
        cohort, shared, personal = delivery.cohort, delivery.packet, delivery.personal
        some = self._remaining[self._at : self._at + most]
        self._at += len(some)
        for browser in some:
            if browser.cohort is cohort:
                packet = personal.get(browser, shared) if personal else shared
                if packet is None:
                    continue
                outlet = browser.outlet
                if outlet.full:
                    self._skipped.append(browser)
                else:
                    outlet.send(packet.data)
                    self._written += 1
        return max(len(some), 1)
