"""Thousands of clients in one process, on one epoll that the event loop watches.

A library's connection object and a task for each would cost more than the server spends on it, and the
figures would then be the load's.
"""

import asyncio
import gc
import select
import time
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from typing import Protocol, Self

from tests.load.client import Client, LoadError, Target
from tests.load.screens import RoomScreen, Screen, ScreenCache, Transition

MAX_JOINING = 128
OPENING_S = 180.0
BATCH = 256  # events of one poll


class Tally:
    """The frames that have arrived since it was made."""

    def __init__(self) -> None:
        self.stamps = 0
        self.syncs = 0
        self.bytes = 0  # of those syncs
        self.ages_by_port: defaultdict[int, array[int]] = defaultdict(lambda: array("Q"))

    @property
    def ages_us(self) -> list[int]:
        """The age of each stamp when it arrived, from any process."""
        return [age for ages in self.ages_by_port.values() for age in ages]


class Pollable(Protocol):
    """A socket on the pool's epoll."""

    descriptor: int

    @property
    def on_ready(self) -> Callable[[], None]:
        """Called when the socket can be read or written, as registered."""


class ClientPool:
    """Owns the clients. An error on one of them is raised by the next `until`, and ends the run."""

    def __init__(self) -> None:
        self.clients: list[Client] = []
        self.tally = Tally()
        self.screens = ScreenCache()
        self.closed = 0  # connections that the server ended
        self.on_counts: Callable[[Client, Transition, int], None] | None = None
        self.on_disconnect: Callable[[Client], None] | None = None
        self._epoll = select.epoll()
        self._by_descriptor: dict[int, Pollable] = {}
        self._to_join: deque[tuple[Client, Target]] = deque()
        self._joining = 0
        self._error: Exception | None = None
        self._waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    async def __aenter__(self) -> Self:
        asyncio.get_running_loop().add_reader(self._epoll.fileno(), self._poll)
        return self

    async def __aexit__(self, *_: object) -> None:
        asyncio.get_running_loop().remove_reader(self._epoll.fileno())
        for client in self.clients:
            if client.descriptor >= 0:
                client.close()
        self._epoll.close()
        gc.unfreeze()

    # ---- joining and leaving

    async def open(
        self,
        targets: Iterable[Target],
        *,
        screen: Callable[[], Screen] | None = None,
        slow: bool = False,
        within_s: float = OPENING_S,
    ) -> list[Client]:
        """New clients, one for each target, all joined. Raises `LoadError`."""
        wanted = list(targets)
        opened = self.create(len(wanted), screen=screen, slow=slow)
        await self.reopen(zip(opened, wanted, strict=True), within_s=within_s)
        _freeze()
        return opened

    def create(
        self, many: int, *, screen: Callable[[], Screen] | None = None, slow: bool = False
    ) -> list[Client]:
        """New clients that are not connected yet."""
        blank = screen or (lambda: self.screens.blank)
        clients = [Client(self, len(self.clients) + i, blank(), slow=slow) for i in range(many)]
        self.clients += clients
        return clients

    async def reopen(self, wanted: Iterable[tuple[Client, Target]], *, within_s: float = OPENING_S) -> None:
        """Connects these clients again; they keep their screens. Raises `LoadError`."""
        for client, target in wanted:
            self.enqueue(client, target)
        if not await self.until(lambda: not self._joining and not self._to_join, within_s):
            late = self._joining + len(self._to_join)
            raise LoadError(f"{late} browsers had not joined after {within_s:.0f} s")

    def enqueue(self, client: Client, target: Target) -> None:
        """Connects this client when fewer than `MAX_JOINING` are joining."""
        self._to_join.append((client, target))
        self._connect_next()

    def joined(self, client: Client) -> None:
        self._joining -= 1
        self._connect_next()

    def disconnected(self, client: Client) -> None:
        """Called when the server ended a connection. Raises `LoadError` unless the scenario expects it."""
        was_open = client.is_open
        client.close()
        self.closed += 1
        if self.on_disconnect is not None and was_open:
            self.on_disconnect(client)
        else:
            raise LoadError(f"the server closed browser {client.number}")

    def _connect_next(self) -> None:
        while self._to_join and self._joining < MAX_JOINING:
            client, target = self._to_join.popleft()
            self._joining += 1
            client.connect(target)

    # ---- called by clients

    def register(self, each: Pollable, events: int) -> None:
        known = self._by_descriptor.get(each.descriptor) is each
        self._by_descriptor[each.descriptor] = each
        (self._epoll.modify if known else self._epoll.register)(each.descriptor, events)

    def unregister(self, each: Pollable) -> None:
        if self._by_descriptor.get(each.descriptor) is each:
            self._epoll.unregister(each.descriptor)
            del self._by_descriptor[each.descriptor]

    def advanced(self, client: Client, transition: Transition) -> None:
        """A frame has brought this client to another screen."""
        client.screen = transition.screen
        client.stamps += len(transition.stamps)
        if not transition.sync_bytes or not client.counted:
            return
        now_ns, tally = time.monotonic_ns(), self.tally
        tally.syncs += 1
        tally.bytes += transition.sync_bytes
        if transition.stamps:
            tally.stamps += len(transition.stamps)
            ages = tally.ages_by_port[client.target.port]
            for sent_ns in transition.stamps:
                ages.append((now_ns - sent_ns) // 1000)
        if client.sampled and transition.counts and self.on_counts is not None:
            self.on_counts(client, transition, now_ns)

    # ---- called by scenarios

    def reset_tally(self) -> Tally:
        """Counts from zero, in a new tally."""
        self.tally = Tally()
        for client in self.clients:
            client.stamps = 0
        return self.tally

    async def until(self, true: Callable[[], bool], within_s: float) -> bool:
        """Whether this becomes true in time. It is asked after each batch of frames. Raises `LoadError`."""
        arrived: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting = (true, arrived)
        self._waiting.append(waiting)
        self._check()
        try:
            async with asyncio.timeout(within_s):
                await arrived
        except TimeoutError:
            return False
        finally:
            self._waiting.remove(waiting)
        return True

    def room_screen(self, client: Client) -> RoomScreen:
        assert isinstance(client.screen, RoomScreen)
        return client.screen

    # ---- the epoll

    def _poll(self) -> None:
        try:
            for descriptor, _ in self._epoll.poll(0, BATCH):
                each = self._by_descriptor.get(descriptor)
                if each is not None:
                    each.on_ready()
        except Exception as error:
            self._error = self._error or error
        self._check()

    def _check(self) -> None:
        for true, arrived in self._waiting:
            if arrived.done():
                continue
            if self._error is not None:
                arrived.set_exception(self._error)
            elif true():
                arrived.set_result(None)


def _freeze() -> None:
    """Keeps the garbage collector away from what exists by now: that time would be the load's."""
    gc.collect()
    gc.freeze()
