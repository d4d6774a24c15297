"""The browsers of a room, with their views and versions, and the syncs that bring them up to date."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from server.domain.model.poll_events import RoundSealed
from server.domain.polls.sealing import BoxedBallots
from server.domain.sync import difference as sync
from server.domain.sync import own_ballots
from server.domain.sync.versioned import Room
from server.domain.visibility import View, ViewerKind, view_of_role
from server.live.fanout.ballot_owners import BallotOwners
from server.live.fanout.cohorts import Browser, Cohort, Cohorts
from server.live.fanout.placement import CohortPlacement
from server.live.fanout.shared_syncs import SharedSyncs
from server.live.fanout.tick import RETRY_S, Delivery, Tick, TickPacer
from server.live.metrics import Metrics
from server.live.transport.outlet import Packet
from server.live.tuning import Tuning
from server.wire import TOO_SLOW, Step, write_bye


class Audience:
    """The browsers of one room. Each is at some version of the room; a tick brings them to the newest.

    `at` seals a version for a kind of viewer, as the `at` of a sync.
    """

    def __init__(
        self, room: Room, at: Callable[[int, ViewerKind], str], tuning: Tuning, metrics: Metrics
    ) -> None:
        self.browsers: set[Browser] = set()
        self._room = room
        self._at = at
        self._stuck_s = tuning.stuck_s
        self._tick_lag = metrics.ticks
        self._cohorts = Cohorts()
        self._of_person: dict[str, list[Browser]] = {}
        self._kinds: Counter[ViewerKind] = Counter()
        self._stalled: dict[Browser, float] = {}  # those with full outlets, and the time since when
        # Browsers that are owed their ballots of a round that was sealed, and the version of that.
        self._sealed_unsent: dict[Browser, int] = {}
        self._ballot_owners = BallotOwners(self.browsers)
        self._placement = CohortPlacement(room, self._cohorts, self._ballot_owners)
        self._shared_syncs = SharedSyncs(room, at)
        self._tick_timer: asyncio.Handle | None = None
        self._retry_timer: asyncio.TimerHandle | None = None
        self._ticking = False
        self._changed_at_s: float | None = None  # the first change that no tick has begun to tell
        self._tick_since_s: float | None = None  # the same of the tick that runs, if it tells any
        self._pacer = TickPacer()
        self._tick = Tick(self._pacer, self._on_delivered, self._on_done)

    def __len__(self) -> int:
        return len(self.browsers)

    def attendees(self) -> int:
        return self._kinds[ViewerKind.ATTENDEE]

    # ---- coming and going

    def join(self, browser: Browser, since: int | None, *, first: bool = False) -> None:
        """Sends a browser one sync, from the version `since` to now, and adds it.

        The sync is sent also if it has nothing but `at`. On a person's `first` visit nothing of the room is
        theirs yet, so that no personal part is computed.
        """
        if first:
            view = view_of_role(browser.person.role)
            browser.outlet.write(self._shared_syncs.get(view, sync.NO_POLLS, None)[0].packet())
        else:
            self.send_sync(browser, since)
        self.add(browser)

    def send_sync(self, browser: Browser, since: int | None) -> bool:
        """Sends a browser one sync, from the version `since` to now. Returns whether anything differs."""
        room, person = self._room, browser.person
        view = own_ballots.view_of_person(room, person)
        resent_polls = sync.NO_POLLS if since is None else own_ballots.resent_polls(room, person, since)
        step, since = self._shared_syncs.get(view, resent_polls, since)
        difference, packet = step.shared, None
        is_ahead = sync.visible_version(room, view, person) > sync.visible_version(room, view)
        if is_ahead or sync.has_personal(room, person, since):
            personal = sync.personal_difference(room, view, person, since)
            difference = sync.combine(room, person, step.shared, personal)
            packet = Packet(self._frame(browser, view, step, difference))
        browser.outlet.write(step.packet() if packet is None else packet)
        return bool(difference)

    def add(self, browser: Browser) -> None:
        """Adds a browser, which must have had a sync to the room's current version."""
        self.browsers.add(browser)
        self._of_person.setdefault(browser.person.id, []).append(browser)
        self._kinds[browser.kind] += 1
        self._ballot_owners.add(browser)
        self._placement.join(browser)

    def leave(self, browser: Browser) -> None:
        """Removes a browser, if it is still here."""
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
        self._sealed_unsent.pop(browser, None)
        self._cohorts.remove(browser)

    def dismiss(
        self,
        code: str,
        close: int,
        which: Callable[[Browser], bool] = lambda browser: True,
        *,
        over_s: float = 0,
    ) -> None:
        """Sends a `bye` to some browsers and has their connections closed with the code `close`.

        With `over_s` they are told to reconnect, each at a random time within so many seconds.
        """
        for browser in [browser for browser in self.browsers if which(browser)]:
            reconnect_s = random.uniform(0.5, 0.5 + over_s) if over_s else None  # noqa: S311 - it spreads load
            browser.outlet.write(Packet(write_bye(code, reconnect_s)))
            self.leave(browser)
            browser.end(close)

    def broadcast(self, packets: Mapping[ViewerKind, Packet]) -> None:
        """Sends packets other than syncs, by kind of viewer and in slices. Full outlets are skipped."""
        self._broadcast(iter(list(self.browsers)), packets)

    def _broadcast(self, browsers: Iterator[Browser], packets: Mapping[ViewerKind, Packet]) -> None:
        left = self._pacer.batch_size()
        for browser in browsers:
            packet = packets.get(browser.kind)
            if packet is not None and not browser.outlet.full:
                browser.outlet.write(packet)
            left -= 1
            if not left:
                asyncio.get_running_loop().call_soon(self._broadcast, browsers, packets)
                return

    # ---- the tick

    def changed(self) -> None:
        """Starts a tick: at once if the last is long enough ago, else when its interval is over."""
        loop = asyncio.get_running_loop()
        if self._changed_at_s is None:
            self._changed_at_s = loop.time()
        if self._tick_timer is not None or self._ticking:
            return
        wait_s = self._pacer.wait_s(loop.time())
        self._tick_timer = (
            loop.call_later(wait_s, self._start_tick) if wait_s else loop.call_soon(self._start_tick)
        )

    def before_seal(self, event: RoundSealed, missing: BoxedBallots | None) -> None:
        """Notes the browsers that do not know all their ballots in a round that is going to be sealed.

        Afterwards all its ballots count as cast by the seal, which nearly everybody knows already.
        `missing` are the ballots of the round if the room misses some.
        """
        room, round_ = self._room, (event.poll, event.round_id)
        if missing is not None:
            unsent = list(missing.ballots)
        else:
            behind = min((cohort.version for cohort in self._cohorts), default=room.version)
            unsent = [ballot for ballot, _ in room.ballots_changed_since(behind)]
        for ballot in unsent:
            for browser in self._ballot_owners.browsers_of(*round_, ballot):
                versions = room.versions_of_ballot(round_, ballot)
                if versions is None or max(browser.version, browser.ballots_known) < versions.last:
                    self._sealed_unsent[browser] = room.version + 1

    def close(self) -> None:
        for timer in (self._tick_timer, self._retry_timer):
            if timer is not None:
                timer.cancel()

    def _start_tick(self) -> None:
        self._tick_timer = None
        try:
            deliveries = self._deliveries()
        except BaseException:
            # The loop reports it. No browser was moved, so that the next tick makes up for this one.
            self._pacer.retry(asyncio.get_running_loop().time())
            self.changed()
            raise
        self._ticking = True
        self._tick_since_s = self._changed_at_s if deliveries else None
        self._changed_at_s = None
        self._tick.start(deliveries)

    def _deliveries(self) -> list[Delivery]:
        """The deliveries that bring all cohorts to the room's version.

        They are computed in one synchronous step, so that all of them are about one version.
        """
        version = self._room.version
        self._placement.update()
        deliveries: list[Delivery] = []
        for cohort in self._cohorts:
            if cohort.version == version or cohort.paused:
                continue
            resent_polls = cohort.shown_view.answered ^ cohort.view.answered
            step, since = self._shared_syncs.get(cohort.view, resent_polls, cohort.version)
            packet = step.packet() if step.shared else None
            personal = self._personal_packets(cohort, since or 0, step, packet)
            if packet is None and not personal:
                self._move_cohort(cohort, version)
            else:
                deliveries.append(Delivery(cohort, version, packet, personal))
        return deliveries

    def _personal_packets(
        self, cohort: Cohort, since: int, step: Step, packet: Packet | None
    ) -> dict[Browser, Packet | None]:
        """The packets of the few browsers that get another than the shared one; `None` for no packet."""
        personal: dict[Browser, Packet | None] = {}
        for browser in self._browsers_with_news(since):
            if browser.cohort is cohort and browser not in personal:
                own = self._personal(browser, since, step, packet)
                if own is not packet:
                    personal[browser] = own
        return personal

    def _browsers_with_news(self, since: int) -> Iterator[Browser]:
        """The browsers of people with changes of their own after the version `since`; some of them twice."""
        room = self._room
        yield from [browser for browser, sealed_at in self._sealed_unsent.items() if sealed_at > since]
        for person in room.people_changed_since(since):
            yield from self._of_person.get(person, ())
        for ballot, versions in room.ballots_changed_since(since):
            cast = room.ballots[ballot]
            for browser in self._ballot_owners.browsers_of(cast.poll, cast.round_id, ballot):
                if browser.ballots_known < versions.last:  # else the reply told it already
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
        difference = sync.combine(room, person, step.shared, personal)
        return Packet(self._frame(browser, cohort.view, step, difference)) if difference else None

    def _frame(self, browser: Browser, view: View, step: Step, difference: sync.Difference) -> str:
        version = sync.visible_version(self._room, view, browser.person)
        return step.personal_frame(difference, self._at(version, browser.kind))

    def _on_delivered(self, delivery: Delivery, skipped: list[Browser]) -> None:
        """Moves the cohort to its new version.

        Skipped browsers stay behind in a paused cohort, and are cut off if they have stalled for too long.
        """
        version, shown_view, view = delivery.cohort.version, delivery.cohort.shown_view, delivery.cohort.view
        skipped = [browser for browser in skipped if browser.cohort is delivery.cohort]
        for browser in skipped:
            self._cohorts.remove(browser)
        self._move_cohort(delivery.cohort, delivery.version)
        now_s = asyncio.get_running_loop().time()
        for browser in skipped:
            self._cohorts.place(browser, version, shown_view, view).paused = True
            if now_s - self._stalled.setdefault(browser, now_s) > self._stuck_s:
                browser.outlet.abort()
                self.leave(browser)
                browser.end(TOO_SLOW)

    def _move_cohort(self, cohort: Cohort, version: int) -> None:
        """Moves a cohort to a version. Its browsers are stalled no more."""
        if self._stalled:  # before the move, because that may empty the cohort
            for browser in cohort.browsers & self._stalled.keys():
                del self._stalled[browser]
        if self._sealed_unsent:
            for browser in cohort.browsers & self._sealed_unsent.keys():
                if self._sealed_unsent[browser] <= version:
                    del self._sealed_unsent[browser]
        self._cohorts.move(cohort, version)

    def _on_done(self) -> None:
        self._ticking = False
        if self._tick_since_s is not None:
            self._tick_lag.observe(asyncio.get_running_loop().time() - self._tick_since_s)
        if self._stalled and self._retry_timer is None:
            self._retry_timer = asyncio.get_running_loop().call_later(RETRY_S, self._retry_stalled)
        if any(cohort.version != self._room.version and not cohort.paused for cohort in self._cohorts):
            self.changed()

    def _retry_stalled(self) -> None:
        """Tries stalled browsers again. They have a timer of their own, so that no other browser waits."""
        self._retry_timer = None
        for cohort in self._cohorts:
            cohort.paused = False
        self.changed()
