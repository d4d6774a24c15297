"""Who is in a room, with which sight, at which version; and what brings them from there to now."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from server.domain.sync import difference as sync
from server.domain.sync import own_ballots
from server.domain.sync.versioned import Room
from server.domain.visibility import Kind, Sight, sight
from server.live.fanout.ballot_owners import Answering
from server.live.fanout.cohorts import Browser, Cohort, Cohorts
from server.live.fanout.placement import Placing
from server.live.fanout.shared_syncs import Steps
from server.live.fanout.tick import RETRY_S, Pace, Tick, Walk
from server.live.transport.outlet import Packet
from server.wire import TOO_SLOW, Step, write_bye

STUCK_S = 20.0  # a browser passed over for so long is cut off; it comes back by itself, at its version


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
        self._answering = Answering(self.browsers)
        self._placing = Placing(room, self._cohorts, self._answering)
        self._steps = Steps(room, at)
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

    def join(self, browser: Browser, since: int | None, *, first: bool = False) -> None:
        """Bring a browser from `since` to now with one sync, if need be with nothing but `at`, to stay.

        On a person's `first` visit nothing can be theirs yet, and is not looked for.
        """
        if first:
            seer = sight(browser.person.role)
            browser.outlet.write(Packet(self._steps.find(seer, sync.NONE, None)[0].shared()))
        else:
            self.greet(browser, since)
        self.stay(browser)

    def greet(self, browser: Browser, since: int | None) -> None:
        """The sync alone."""
        room, person = self._room, browser.person
        seer = own_ballots.sight_of(room, person)
        turned = sync.NONE if since is None else own_ballots.turned(room, person, since)
        step, since = self._steps.find(seer, turned, since)
        text = step.shared()
        further = sync.stand(room, seer, person) > sync.stand(room, seer)
        if further or sync.has_personal(room, person, since):
            own = sync.personal(room, seer, person, since)
            text = self._frame(browser, seer, step, sync.joined(room, person, step.common, own))
        browser.outlet.write(Packet(text))

    def stay(self, browser: Browser) -> None:
        """From now on: the room has just been shown to it."""
        self.browsers.add(browser)
        self._of_person.setdefault(browser.person.id, []).append(browser)
        self._kinds[browser.kind] += 1
        self._answering.joined(browser)
        self._placing.join(browser)

    def leave(self, browser: Browser) -> None:
        """Does nothing for one who has left."""
        if browser not in self.browsers:
            return
        self.browsers.discard(browser)
        others = self._of_person[browser.person.id]
        others.remove(browser)
        if not others:
            del self._of_person[browser.person.id]
        self._kinds[browser.kind] -= 1
        self._answering.left(browser)
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
            packet = packets.get(browser.kind)
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
        self._placing.look()
        walks: list[Walk] = []
        for cohort in self._cohorts:
            if cohort.stand == version or cohort.rests:
                continue
            turned = cohort.seen.answered ^ cohort.sight.answered
            step, since = self._steps.find(cohort.sight, turned, cohort.stand)
            packet = Packet(step.shared()) if step.common else None
            own = self._own(cohort, since or 0, step, packet)
            if packet is None and not own:
                self._move(cohort, version)
            else:
                walks.append(Walk(cohort, version, packet, own))
        return walks

    def _own(
        self, cohort: Cohort, since: int, step: Step, packet: Packet | None
    ) -> dict[Browser, Packet | None]:
        """What differs from the packet, for the few who have something of their own at this step."""
        own: dict[Browser, Packet | None] = {}
        for browser in self._with_news(since):
            if browser.cohort is cohort and browser not in own:
                theirs = self._personal(browser, since, step, packet)
                if theirs is not packet:
                    own[browser] = theirs
        return own

    def _with_news(self, since: int) -> Iterator[Browser]:
        """Those of whom something of their own changed since then; some of them twice."""
        room = self._room
        for person in room.acted_since(since):
            yield from self._of_person.get(person, ())
        for ballot, marks in room.cast_since(since):
            cast = room.ballots[ballot]
            for browser in self._answering.of(cast.poll, cast.take, ballot):
                if browser.ballots_known < marks.last:
                    yield browser
        switched = {poll for poll in room.answered if room.switched[poll] > since}
        for ballot, cast in room.ballots.items() if switched else ():
            if cast.poll in switched:
                yield from self._answering.of(cast.poll, cast.take, ballot)

    def _personal(self, browser: Browser, since: int, step: Step, packet: Packet | None) -> Packet | None:
        room, person, cohort = self._room, browser.person, browser.cohort
        assert cohort is not None
        full = step.common.full
        known = (0, 0) if full else (browser.votes_known, browser.ballots_known)
        own = sync.personal(room, cohort.sight, person, None if full else since, *known)
        if not own and not step.common.gone:
            return packet
        whole = sync.joined(room, person, step.common, own)
        return Packet(self._frame(browser, cohort.sight, step, whole)) if whole else None

    def _frame(self, browser: Browser, seer: Sight, step: Step, whole: sync.Difference) -> str:
        stand = sync.stand(self._room, seer, browser.person)
        return step.joined(whole, self._at(stand, browser.kind))

    def _arrived(self, walk: Walk, behind: list[Browser]) -> None:
        stood, seen, sight = walk.cohort.stand, walk.cohort.seen, walk.cohort.sight
        behind = [browser for browser in behind if browser.cohort is walk.cohort]
        for browser in behind:
            self._cohorts.remove(browser)
        self._move(walk.cohort, walk.version)
        now_s = asyncio.get_running_loop().time()
        for browser in behind:
            self._cohorts.place(browser, stood, seen, sight).rests = True
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
