"""Who is in a room, with which view, at which version; and what brings them from there to now."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from server.domain.sync import difference as sync
from server.domain.sync import own_ballots
from server.domain.sync.versioned import Room
from server.domain.visibility import View, ViewerKind, view_of_role
from server.live.fanout.ballot_owners import BallotOwners
from server.live.fanout.cohorts import Browser, Cohort, Cohorts
from server.live.fanout.placement import CohortPlacement
from server.live.fanout.shared_syncs import SharedSyncs
from server.live.fanout.tick import RETRY_S, Delivery, Tick, TickPacer
from server.live.transport.outlet import Packet
from server.live.tuning import Tuning
from server.wire import TOO_SLOW, Step, write_bye


class Audience:
    """The browsers of one room. All of them stand at some version; a tick moves them to the newest."""

    def __init__(self, room: Room, at: Callable[[int, ViewerKind], str], tuning: Tuning) -> None:
        self.browsers: set[Browser] = set()
        self._room = room
        self._at = at
        self._stuck_s = tuning.stuck_s
        self._cohorts = Cohorts()
        self._of_person: dict[str, list[Browser]] = {}
        self._kinds: Counter[ViewerKind] = Counter()
        self._stalled: dict[Browser, float] = {}  # since when they could take no more
        self._ballot_owners = BallotOwners(self.browsers)
        self._placement = CohortPlacement(room, self._cohorts, self._ballot_owners)
        self._shared_syncs = SharedSyncs(room, at)
        self._timer: asyncio.Handle | None = None
        self._retry: asyncio.TimerHandle | None = None
        self._ticking = False
        self._pacer = TickPacer()
        self._tick = Tick(self._pacer, self._on_delivered, self._on_done)

    def __len__(self) -> int:
        return len(self.browsers)

    def attendees(self) -> int:
        return self._kinds[ViewerKind.ATTENDEE]

    # ---- coming and going

    def join(self, browser: Browser, since: int | None, *, first: bool = False) -> None:
        """Bring a browser from `since` to now with one sync, if need be with nothing but `at`, to stay.

        On a person's `first` visit nothing can be theirs yet, and is not looked for.
        """
        if first:
            view = view_of_role(browser.person.role)
            browser.outlet.write(Packet(self._shared_syncs.get(view, sync.NO_POLLS, None)[0].shared_frame()))
        else:
            self.send_sync(browser, since)
        self.add(browser)

    def send_sync(self, browser: Browser, since: int | None) -> None:
        """The sync alone."""
        room, person = self._room, browser.person
        view = own_ballots.view_of_person(room, person)
        resent_polls = sync.NO_POLLS if since is None else own_ballots.resent_polls(room, person, since)
        step, since = self._shared_syncs.get(view, resent_polls, since)
        text = step.shared_frame()
        further = sync.visible_version(room, view, person) > sync.visible_version(room, view)
        if further or sync.has_personal(room, person, since):
            personal = sync.personal_difference(room, view, person, since)
            text = self._frame(browser, view, step, sync.combine(room, person, step.shared, personal))
        browser.outlet.write(Packet(text))

    def add(self, browser: Browser) -> None:
        """From now on: the room has just been shown to it."""
        self.browsers.add(browser)
        self._of_person.setdefault(browser.person.id, []).append(browser)
        self._kinds[browser.kind] += 1
        self._ballot_owners.add(browser)
        self._placement.join(browser)

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
        self._ballot_owners.remove(browser)
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

    def broadcast(self, packets: Mapping[ViewerKind, Packet]) -> None:
        """Something passing, to everybody of these kinds whose network keeps up; in slices as well."""
        self._broadcast(iter(list(self.browsers)), packets)

    def _broadcast(self, browsers: Iterator[Browser], packets: Mapping[ViewerKind, Packet]) -> None:
        left = self._pacer.batch_size()
        for browser in browsers:
            packet = packets.get(browser.kind)
            if packet is not None and not browser.outlet.full:
                browser.outlet.send(packet.data)
            left -= 1
            if not left:
                asyncio.get_running_loop().call_soon(self._broadcast, browsers, packets)
                return

    # ---- the tick

    def changed(self) -> None:
        """The room moved on: at once if it was quiet, else when the interval is over."""
        if self._timer is not None or self._ticking:
            return
        loop = asyncio.get_running_loop()
        wait_s = self._pacer.wait_s(loop.time())
        self._timer = loop.call_later(wait_s, self._start) if wait_s else loop.call_soon(self._start)

    def close(self) -> None:
        for timer in (self._timer, self._retry):
            if timer is not None:
                timer.cancel()

    def _start(self) -> None:
        self._timer = None
        try:
            deliveries = self._deliveries()
        except BaseException:
            # The loop reports it. Nobody was moved, and one that fails is not the last.
            self._pacer.retry(asyncio.get_running_loop().time())
            self.changed()
            raise
        self._ticking = True
        self._tick.start(deliveries)

    def _deliveries(self) -> list[Delivery]:
        """Who goes where with which packet, worked out in one go so that all of it is about one version."""
        version = self._room.version
        self._placement.update()
        deliveries: list[Delivery] = []
        for cohort in self._cohorts:
            if cohort.version == version or cohort.paused:
                continue
            resent_polls = cohort.shown_view.answered ^ cohort.view.answered
            step, since = self._shared_syncs.get(cohort.view, resent_polls, cohort.version)
            packet = Packet(step.shared_frame()) if step.shared else None
            personal = self._personal_packets(cohort, since or 0, step, packet)
            if packet is None and not personal:
                self._move(cohort, version)
            else:
                deliveries.append(Delivery(cohort, version, packet, personal))
        return deliveries

    def _personal_packets(
        self, cohort: Cohort, since: int, step: Step, packet: Packet | None
    ) -> dict[Browser, Packet | None]:
        """What differs from the packet, for the few who have something of their own at this step."""
        personal: dict[Browser, Packet | None] = {}
        for browser in self._browsers_with_news(since):
            if browser.cohort is cohort and browser not in personal:
                theirs = self._personal(browser, since, step, packet)
                if theirs is not packet:
                    personal[browser] = theirs
        return personal

    def _browsers_with_news(self, since: int) -> Iterator[Browser]:
        """Those of whom something of their own changed since then; some of them twice."""
        room = self._room
        for person in room.people_changed_since(since):
            yield from self._of_person.get(person, ())
        for ballot, marks in room.ballots_changed_since(since):
            cast = room.ballots[ballot]
            for browser in self._ballot_owners.browsers_of(cast.poll, cast.round_id, ballot):
                if browser.ballots_known < marks.last:
                    yield browser
        round_changed_at = {poll for poll in room.last_answered if room.round_changed_at[poll] > since}
        for ballot, cast in room.ballots.items() if round_changed_at else ():
            if cast.poll in round_changed_at:
                yield from self._ballot_owners.browsers_of(cast.poll, cast.round_id, ballot)

    def _personal(self, browser: Browser, since: int, step: Step, packet: Packet | None) -> Packet | None:
        room, person, cohort = self._room, browser.person, browser.cohort
        assert cohort is not None
        full = step.shared.full
        known = (0, 0) if full else (browser.votes_known, browser.ballots_known)
        personal = sync.personal_difference(room, cohort.view, person, None if full else since, *known)
        if not personal and not step.shared.gone:
            return packet
        whole = sync.combine(room, person, step.shared, personal)
        return Packet(self._frame(browser, cohort.view, step, whole)) if whole else None

    def _frame(self, browser: Browser, view: View, step: Step, whole: sync.Difference) -> str:
        stand = sync.visible_version(self._room, view, browser.person)
        return step.personal_frame(whole, self._at(stand, browser.kind))

    def _on_delivered(self, delivery: Delivery, skipped: list[Browser]) -> None:
        version, seen, view = delivery.cohort.version, delivery.cohort.shown_view, delivery.cohort.view
        skipped = [browser for browser in skipped if browser.cohort is delivery.cohort]
        for browser in skipped:
            self._cohorts.remove(browser)
        self._move(delivery.cohort, delivery.version)
        now_s = asyncio.get_running_loop().time()
        for browser in skipped:
            self._cohorts.place(browser, version, seen, view).paused = True
            if now_s - self._stalled.setdefault(browser, now_s) > self._stuck_s:
                browser.outlet.abort()
                self.leave(browser)
                browser.end(TOO_SLOW)

    def _move(self, cohort: Cohort, version: int) -> None:
        """Who moves is not stalled any more: seen to first, since moving may empty the cohort."""
        if self._stalled:
            for browser in cohort.browsers & self._stalled.keys():
                del self._stalled[browser]
        self._cohorts.move(cohort, version)

    def _on_done(self) -> None:
        self._ticking = False
        if self._stalled and self._retry is None:
            self._retry = asyncio.get_running_loop().call_later(RETRY_S, self._wake)
        if any(cohort.version != self._room.version and not cohort.paused for cohort in self._cohorts):
            self.changed()

    def _wake(self) -> None:
        """Those who could take no more are tried again, by a clock of their own: nobody waits for them."""
        self._retry = None
        for cohort in self._cohorts:
            cohort.paused = False
        self.changed()
