"""Who is in a room, with which sight, at which version; and the tick that brings them up to now."""

import asyncio
import random
from collections.abc import Callable, Iterator, Mapping
from time import perf_counter

from server.domain import sync, views
from server.domain.people import Person
from server.domain.room import Room
from server.domain.views import Kind, Sight
from server.live.frames import Outlet, Packet
from server.wire import TOO_SLOW, Step, write_bye

SLICE_S = 0.005  # how long a fan-out may hold the event loop before others get their turn
SHARE = 0.5  # of the event loop's time that a room's fan-out may take: the interval stretches to keep to it
BUFFER_BYTES = 64 * 1024  # above this a browser is skipped until the network has taken what it was given
STUCK_S = 20.0  # a browser skipped for so long is cut off; it comes back by itself, at its version
RETRY_S = 0.25  # when those that were skipped are looked at again


class Browser:
    """One socket. `stand` is the version it was brought to; `votes_known` the one up to which its own
    acknowledgements told it its votes."""

    __slots__ = ("end", "link", "outlet", "person", "sight", "skipped_since", "stand", "votes_known")

    def __init__(
        self, outlet: Outlet, person: Person, end: Callable[[int], None], link: str | None = None
    ) -> None:
        self.outlet = outlet
        self.person = person
        self.end = end  # has its socket closed, with a close code
        self.link = link
        self.sight: Sight = views.sight(person.role)
        self.stand: int | None = None
        self.votes_known = 0
        self.skipped_since: float | None = None


Planned = tuple[Browser, int, Packet]


class Audience:
    """The browsers of one room. All of them stand at some version; a tick moves them to the newest."""

    def __init__(self, room: Room, at: Callable[[int, Kind], str]) -> None:
        self.browsers: set[Browser] = set()
        self._room = room
        self._at = at
        self._fulls: dict[Sight, tuple[int, Step]] = {}
        self._timer: asyncio.Handle | None = None
        self._ticking = False
        self._not_before = 0.0

    def __len__(self) -> int:
        return len(self.browsers)

    def attendees(self) -> int:
        return sum(browser.sight.kind is Kind.ATTENDEE for browser in self.browsers)

    # ---- coming and going

    def join(self, browser: Browser, since: int | None) -> None:
        """Bring a browser from `since` to now with one sync, if need be with nothing but `at`."""
        room, sight = self._room, browser.sight
        step = self._full(sight) if since is None else self._step(sight, since)
        text = step.shared()
        if sync.has_personal(room, browser.person.id, since):
            own = sync.personal(room, sight, browser.person.id, since)
            text = step.joined(sync.joined(room, sight, browser.person.id, step.common, own))
        browser.stand = room.version
        browser.outlet.write(Packet(text))
        self.browsers.add(browser)

    def leave(self, browser: Browser) -> None:
        self.browsers.discard(browser)

    def dismiss(
        self,
        code: str,
        close: int,
        which: Callable[[Browser], bool] = lambda browser: True,
        *,
        over_s: float = 0,
    ) -> None:
        """Say goodbye to some and have their sockets closed. `over_s` spreads their coming back."""
        for browser in [browser for browser in self.browsers if which(browser)]:
            again_s = random.uniform(0.5, 0.5 + over_s) if over_s else None  # noqa: S311 - it spreads load
            browser.outlet.write(Packet(write_bye(code, again_s)))
            self.browsers.discard(browser)
            browser.end(close)

    def say(self, packets: Mapping[Kind, Packet]) -> None:
        """Something passing, to everybody of these kinds whose network keeps up; in slices as well."""
        self._say(iter(list(self.browsers)), packets)

    def _say(self, browsers: Iterator[Browser], packets: Mapping[Kind, Packet]) -> None:
        started = perf_counter()
        for browser in browsers:
            packet = packets.get(browser.sight.kind)
            if packet is not None and browser.outlet.buffered() <= BUFFER_BYTES:
                browser.outlet.write(packet)
            if perf_counter() - started > SLICE_S:
                asyncio.get_running_loop().call_soon(self._say, browsers, packets)
                return

    # ---- the tick

    def changed(self) -> None:
        """The room moved on: at once if it was quiet, else when the interval is over."""
        if self._timer is not None or self._ticking:
            return
        loop = asyncio.get_running_loop()
        wait_s = self._not_before - loop.time()
        self._timer = loop.call_later(wait_s, self._tick) if wait_s > 0 else loop.call_soon(self._tick)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _tick(self) -> None:
        self._timer = None
        self._ticking = True
        version = self._room.version
        started = perf_counter()
        try:
            planned = iter(self._plan())
        except BaseException:
            self._ticking = False
            raise
        self._slice(planned, version, perf_counter() - started)

    def _slice(self, planned: Iterator[Planned], version: int, cost_s: float) -> None:
        """Write for a while; then let others have the loop, and go on."""
        loop = asyncio.get_running_loop()
        started = perf_counter()
        for browser, stood, packet in planned:
            if browser.stand == stood and not self._skip(browser, loop.time()):
                browser.outlet.write(packet)
                browser.stand = version
            if perf_counter() - started > SLICE_S:
                loop.call_soon(self._slice, planned, version, cost_s + perf_counter() - started)
                return
        cost_s += perf_counter() - started
        self._ticking = False
        self._not_before = loop.time() + cost_s * (1 - SHARE) / SHARE
        if self._room.version != version:
            self.changed()
        elif any(browser.skipped_since is not None for browser in self.browsers):
            self._not_before = loop.time() + RETRY_S
            self.changed()

    def _plan(self) -> list[Planned]:
        """Who gets which packet, worked out in one go so that all of it is about one version."""
        room = self._room
        packets: dict[tuple[Sight, int], tuple[Step, Packet | None]] = {}
        planned: list[Planned] = []
        for browser in self.browsers:
            stood = browser.stand
            if stood is None or stood == room.version:
                continue
            group = (browser.sight, stood)
            if group not in packets:
                step = self._step(*group)
                packets[group] = (step, Packet(step.shared()) if step.common else None)
            step, packet = packets[group]
            if sync.has_personal(room, browser.person.id, stood):
                packet = self._personal(browser, stood, step, packet)
            if packet is None:
                browser.stand = room.version
            else:
                planned.append((browser, stood, packet))
        return planned

    def _personal(self, browser: Browser, stood: int, step: Step, packet: Packet | None) -> Packet | None:
        room, sight = self._room, browser.sight
        own = sync.personal(room, sight, browser.person.id, stood, browser.votes_known)
        if not own and not step.common.gone:
            return packet
        whole = sync.joined(room, sight, browser.person.id, step.common, own)
        return Packet(step.joined(whole)) if whole else None

    def _skip(self, browser: Browser, now: float) -> bool:
        if browser.outlet.buffered() <= BUFFER_BYTES:
            browser.skipped_since = None
            return False
        if browser.skipped_since is None:
            browser.skipped_since = now
        elif now - browser.skipped_since > STUCK_S:
            browser.outlet.abort()
            self.browsers.discard(browser)
            browser.end(TOO_SLOW)
        return True

    # ---- steps

    def _step(self, sight: Sight, since: int) -> Step:
        return Step(self._at(self._room.version, sight.kind), sync.shared(self._room, sight, since))

    def _full(self, sight: Sight) -> Step:
        """Encoded once per sight and version, whoever joins."""
        version, step = self._fulls.get(sight, (-1, None))
        if step is None or version != self._room.version:
            step = Step(self._at(self._room.version, sight.kind), sync.shared(self._room, sight, None))
            self._fulls[sight] = (self._room.version, step)
        return step
