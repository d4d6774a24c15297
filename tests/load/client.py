"""The load client: thousands of browsers in one process, on one epoll that the event loop watches.

A library's connection object and a task for each would cost more than the server spends on it, and the
figures would then be the client's.
"""

import asyncio
import gc
import select
import time
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from typing import Protocol, Self

from tests.load.line import Failed, Line, Way
from tests.load.screens import Held, Places, Screen, Step

IN_FLIGHT = 128  # handshakes under way at once
OPENING_S = 180.0
BATCH = 256


class Tally:
    """What has arrived since it was made."""

    def __init__(self) -> None:
        self.stamps = 0
        self.syncs = 0
        self.bytes = 0  # of those syncs
        self.ages_by_port: defaultdict[int, array[int]] = defaultdict(lambda: array("Q"))

    @property
    def ages_us(self) -> list[int]:
        """How old each stamp was when it arrived, whichever process it came from."""
        return [age for ages in self.ages_by_port.values() for age in ages]


class Watched(Protocol):
    """A socket on the crowd's epoll."""

    descriptor: int

    @property
    def happened(self) -> Callable[[], None]:
        """Called when the socket can be read or written, whichever is watched for."""


class Crowd:
    """Owns the lines. Whatever goes wrong on one of them ends the run, at the next wait."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.tally = Tally()
        self.places = Places()
        self.closed = 0  # connections that the server ended
        self.on_raised: Callable[[Line, Step, int], None] | None = None
        self.on_lost: Callable[[Line], None] | None = None
        self._epoll = select.epoll()
        self._by_descriptor: dict[int, Watched] = {}
        self._to_open: deque[tuple[Line, Way]] = deque()
        self._opening = 0
        self._wrong: Exception | None = None
        self._waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    async def __aenter__(self) -> Self:
        asyncio.get_running_loop().add_reader(self._epoll.fileno(), self._ready)
        return self

    async def __aexit__(self, *_: object) -> None:
        asyncio.get_running_loop().remove_reader(self._epoll.fileno())
        for line in self.lines:
            if line.descriptor >= 0:
                line.close()
        self._epoll.close()
        gc.unfreeze()

    # ---- coming and going

    async def open(
        self,
        ways: Iterable[Way],
        *,
        screen: Callable[[], Screen] | None = None,
        slow: bool = False,
        within_s: float = OPENING_S,
    ) -> list[Line]:
        """New browsers, all taken in by where they go. Raises `Failed`."""
        wanted = list(ways)
        opened = self.create(len(wanted), screen=screen, slow=slow)
        await self.reopen(zip(opened, wanted, strict=True), within_s=within_s)
        freeze()
        return opened

    def create(
        self, many: int, *, screen: Callable[[], Screen] | None = None, slow: bool = False
    ) -> list[Line]:
        """New browsers that are not connected yet."""
        outside = screen or (lambda: self.places.outside)
        lines = [Line(self, len(self.lines) + i, outside(), slow=slow) for i in range(many)]
        self.lines += lines
        return lines

    async def reopen(self, wanted: Iterable[tuple[Line, Way]], *, within_s: float = OPENING_S) -> None:
        """These, wherever they were before; what they hold, they keep."""
        for line, way in wanted:
            self.admit(line, way)
        if not await self.until(lambda: not self._opening and not self._to_open, within_s):
            raise Failed(f"{self._opening + len(self._to_open)} browsers were not in after {within_s:.0f} s")

    def admit(self, line: Line, way: Way) -> None:
        """In its turn, this one connects."""
        self._to_open.append((line, way))
        self._open_more()

    def taken_in(self, line: Line) -> None:
        self._opening -= 1
        self._open_more()

    def lost(self, line: Line) -> None:
        """The server ended this one, which none expects but a scenario that says so."""
        in_time = line.is_open
        line.close()
        self.closed += 1
        if self.on_lost is not None and in_time:
            self.on_lost(line)
        else:
            raise Failed(f"the server closed browser {line.number}")

    def _open_more(self) -> None:
        while self._to_open and self._opening < IN_FLIGHT:
            line, way = self._to_open.popleft()
            self._opening += 1
            line.connect(way)

    # ---- what lines say

    def watch(self, each: Watched, events: int) -> None:
        known = self._by_descriptor.get(each.descriptor) is each
        self._by_descriptor[each.descriptor] = each
        (self._epoll.modify if known else self._epoll.register)(each.descriptor, events)

    def forget(self, each: Watched) -> None:
        if self._by_descriptor.get(each.descriptor) is each:
            self._epoll.unregister(each.descriptor)
            del self._by_descriptor[each.descriptor]

    def moved(self, line: Line, step: Step) -> None:
        line.screen = step.screen
        line.received += len(step.stamps)
        if not step.sync_bytes or not line.counts:
            return
        now, tally = time.monotonic_ns(), self.tally
        tally.syncs += 1
        tally.bytes += step.sync_bytes
        if step.stamps:
            tally.stamps += len(step.stamps)
            ages = tally.ages_by_port[line.way.port]
            for sent in step.stamps:
                ages.append((now - sent) // 1000)
        if line.watched and step.raised and self.on_raised is not None:
            self.on_raised(line, step, now)

    # ---- what scenarios ask

    def count_afresh(self) -> Tally:
        """A new tally, from now on."""
        self.tally = Tally()
        for line in self.lines:
            line.received = 0
        return self.tally

    async def until(self, true: Callable[[], bool], within_s: float) -> bool:
        """Whether this came to hold in that time; looked at after whatever arrives. Raises `Failed`."""
        arrived: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting = (true, arrived)
        self._waiting.append(waiting)
        self._look()
        try:
            async with asyncio.timeout(within_s):
                await arrived
        except TimeoutError:
            return False
        finally:
            self._waiting.remove(waiting)
        return True

    def held(self, line: Line) -> Held:
        assert isinstance(line.screen, Held)
        return line.screen

    # ---- the epoll

    def _ready(self) -> None:
        try:
            for descriptor, _ in self._epoll.poll(0, BATCH):
                each = self._by_descriptor.get(descriptor)
                if each is not None:
                    each.happened()
        except Exception as error:
            self._wrong = self._wrong or error
        self._look()

    def _look(self) -> None:
        for true, arrived in self._waiting:
            if arrived.done():
                continue
            if self._wrong is not None:
                arrived.set_exception(self._wrong)
            elif true():
                arrived.set_result(None)


def freeze() -> None:
    """Keeps the garbage collector away from what exists by now: that time would be the load's, not theirs."""
    gc.collect()
    gc.freeze()
