"""Who is in a room, with which sight, at which version; and what brings them from there to now."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from server.domain import sync
from server.domain.room import Room
from server.domain.views import Kind, Sight
from server.live.cohort import Browser, Cohort, Cohorts
from server.live.frames import Packet
from server.live.tick import RETRY_S, Pace, Tick, Walk
from server.wire import TOO_SLOW, Step, write_bye

STUCK_S = 20.0  # a browser passed over for so long is cut off; it comes back by itself, at its version
STEPS = 64  # starting points that are worked out for one version; who comes from others is rounded down


class Audience:
    """The browsers of one room. All of them stand at some version; a tick moves them to the newest."""

    def __init__(self, room: Room, at: Callable[[int, Kind], str]) -> None:
        self.browsers: set[Browser] = set()
        self._room = room
        self._at = at
        self._cohorts = Cohorts()
        self._of_person: dict[str, list[Browser]] = {}
        self._kinds: Counter[Kind] = Counter()
        self._stalled: dict[Browser, float] = {}  # since when they could take no more
        self._steps: dict[tuple[Sight, int | None], Step] = {}
        self._steps_version = -1
        self._timer: asyncio.Handle | None = None
        self._retry: asyncio.TimerHandle | None = None
        self._ticking = False
        self._pace = Pace()
        self._tick = Tick(self._pace, self._arrived, self._over)

    def __len__(self) -> int:
        return len(self.browsers)

    def attendees(self) -> int:
        return self._kinds[Kind.ATTENDEE]

    # ---- coming and going

    def join(self, browser: Browser, since: int | None) -> None:
        """Bring a browser from `since` to now with one sync, if need be with nothing but `at`, to stay."""
        self.greet(browser, since)
        self.stay(browser)

    def greet(self, browser: Browser, since: int | None) -> None:
        """The sync alone."""
        room, sight, person = self._room, browser.sight, browser.person.id
        step, since = self._step(sight, since)
        text = step.shared()
        further = sync.stand(room, sight, person) > sync.stand(room, sight)
        if further or sync.has_personal(room, person, since):
            own = sync.personal(room, sight, person, since)
            text = self._frame(browser, step, self._whole(browser, step, own))
        browser.outlet.write(Packet(text))

    def stay(self, browser: Browser) -> None:
        """From now on: the room has just been shown to it."""
        self.browsers.add(browser)
        self._of_person.setdefault(browser.person.id, []).append(browser)
        self._kinds[browser.sight.kind] += 1
        self._cohorts.place(browser, self._room.version)

    def leave(self, browser: Browser) -> None:
        """Does nothing for one who has left."""
        if browser not in self.browsers:
            return
        self.browsers.discard(browser)
        others = self._of_person[browser.person.id]
        others.remove(browser)
        if not others:
            del self._of_person[browser.person.id]
        self._kinds[browser.sight.kind] -= 1
        self._stalled.pop(browser, None)
        self._cohorts.remove(browser)

    def dismiss(
        self,
        code: str,
        close: int,
        which: Callable[[Browser], bool] = lambda browser: True,
        *,
        over_s: float = 0,
    ) -> None:
        """Say goodbye to some and have their connections closed. `over_s` spreads their coming back."""
        for browser in [browser for browser in self.browsers if which(browser)]:
            again_s = random.uniform(0.5, 0.5 + over_s) if over_s else None  # noqa: S311 - it spreads load
            browser.outlet.write(Packet(write_bye(code, again_s)))
            self.leave(browser)
            browser.end(close)

    def say(self, packets: Mapping[Kind, Packet]) -> None:
        """Something passing, to everybody of these kinds whose network keeps up; in slices as well."""
        self._say(iter(list(self.browsers)), packets)

    def _say(self, browsers: Iterator[Browser], packets: Mapping[Kind, Packet]) -> None:
        left = self._pace.portion()
        for browser in browsers:
            packet = packets.get(browser.sight.kind)
            if packet is not None and not browser.outlet.full:
                browser.outlet.send(packet.data)
            left -= 1
            if not left:
                asyncio.get_running_loop().call_soon(self._say, browsers, packets)
                return

    # ---- the tick

    def changed(self) -> None:
        """The room moved on: at once if it was quiet, else when the interval is over."""
        if self._timer is not None or self._ticking:
            return
        loop = asyncio.get_running_loop()
        wait_s = self._pace.wait_s(loop.time())
        self._timer = loop.call_later(wait_s, self._start) if wait_s else loop.call_soon(self._start)

    def close(self) -> None:
        for timer in (self._timer, self._retry):
            if timer is not None:
                timer.cancel()

    def _start(self) -> None:
        self._timer = None
        try:
            walks = self._walks()
        except BaseException:
            # The loop reports it. Nobody was moved, and one that fails is not the last.
            self._pace.retry(asyncio.get_running_loop().time())
            self.changed()
            raise
        self._ticking = True
        self._tick.start(walks)

    def _walks(self) -> list[Walk]:
        """Who goes where with which packet, worked out in one go so that all of it is about one version."""
        version = self._room.version
        walks: list[Walk] = []
        for cohort in self._cohorts:
            if cohort.stand == version or cohort.rests:
                continue
            step, since = self._step(cohort.sight, cohort.stand)
            packet = Packet(step.shared()) if step.common else None
            own = self._own(cohort, since, step, packet)
            if packet is None and not own:
                self._move(cohort, version)
            else:
                walks.append(Walk(cohort, version, packet, own))
        return walks

    def _own(
        self, cohort: Cohort, since: int | None, step: Step, packet: Packet | None
    ) -> dict[Browser, Packet | None]:
        """What differs from the packet, for the few who have something of their own at this step."""
        own: dict[Browser, Packet | None] = {}
        for person in self._room.acted_since(since or 0):
            for browser in self._of_person.get(person, ()):
                if browser.cohort is cohort:
                    theirs = self._personal(browser, since, step, packet)
                    if theirs is not packet:
                        own[browser] = theirs
        return own

    def _personal(
        self, browser: Browser, since: int | None, step: Step, packet: Packet | None
    ) -> Packet | None:
        room, sight, person = self._room, browser.sight, browser.person.id
        votes_known = 0 if step.common.full else browser.votes_known
        own = sync.personal(room, sight, person, since, votes_known)
        if not own and not step.common.gone:
            return packet
        whole = self._whole(browser, step, own)
        return Packet(self._frame(browser, step, whole)) if whole else None

    def _whole(self, browser: Browser, step: Step, own: sync.Difference) -> sync.Difference:
        return sync.joined(self._room, browser.sight, browser.person.id, step.common, own)

    def _frame(self, browser: Browser, step: Step, whole: sync.Difference) -> str:
        stand = sync.stand(self._room, browser.sight, browser.person.id)
        return step.joined(whole, self._at(stand, browser.sight.kind))

    def _arrived(self, walk: Walk, behind: list[Browser]) -> None:
        stood = walk.cohort.stand
        behind = [browser for browser in behind if browser.cohort is walk.cohort]
        for browser in behind:
            self._cohorts.remove(browser)
        self._move(walk.cohort, walk.version)
        now_s = asyncio.get_running_loop().time()
        for browser in behind:
            self._cohorts.place(browser, stood).rests = True
            if now_s - self._stalled.setdefault(browser, now_s) > STUCK_S:
                browser.outlet.abort()
                self.leave(browser)
                browser.end(TOO_SLOW)

    def _move(self, cohort: Cohort, version: int) -> None:
        """Who moves is not stalled any more: seen to first, since moving may empty the cohort."""
        if self._stalled:
            for browser in cohort.browsers & self._stalled.keys():
                del self._stalled[browser]
        self._cohorts.move(cohort, version)

    def _over(self) -> None:
        self._ticking = False
        if self._stalled and self._retry is None:
            self._retry = asyncio.get_running_loop().call_later(RETRY_S, self._wake)
        if any(cohort.stand != self._room.version and not cohort.rests for cohort in self._cohorts):
            self.changed()

    def _wake(self) -> None:
        """Those who could take no more are tried again, by a clock of their own: nobody waits for them."""
        self._retry = None
        for cohort in self._cohorts:
            cohort.rests = False
        self.changed()

    # ---- steps

    def _step(self, sight: Sight, since: int | None) -> tuple[Step, int | None]:
        """What all of a sight who come from there get, encoded once; and where it starts.

        A difference from an older version is right as well, because everything in it is absolute: beyond
        `STEPS` starting points the rest are rounded down to one of them, or to nothing.
        """
        room = self._room
        if self._steps_version != room.version:
            self._steps.clear()
            self._steps_version = room.version
        if since is not None and (sight, since) not in self._steps and len(self._steps) >= STEPS:
            older = [at for seer, at in self._steps if seer == sight and at is not None and at <= since]
            since = max(older, default=None)
        step = self._steps.get((sight, since))
        if step is None:
            step = Step(self._at(sync.stand(room, sight), sight.kind), sync.shared(room, sight, since))
            self._steps[sight, since] = step
        return step, since
