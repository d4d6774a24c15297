"""Browsers that share a sight and a version, and so the same bytes: whole cohorts move, not browsers."""

from collections.abc import Callable, Iterator

from server.domain.model.people import Person
from server.domain.visibility import Kind, Sight, sight
from server.live.transport.outlet import Outlet


class Cohort:
    """All who see alike and stand at one version; it `rests` while they can take no more.

    `seen` is the sight in which they were brought to `stand`, and `sight` the one that they have by now: who
    has answered a poll may see more than they were shown.
    """

    __slots__ = ("browsers", "rests", "seen", "sight", "stand")

    def __init__(self, seen: Sight, stand: int, sight: Sight) -> None:
        self.seen = seen
        self.stand = stand
        self.sight = sight
        self.rests = False
        self.browsers: set[Browser] = set()

    @property
    def key(self) -> tuple[Sight, int, Sight]:
        return self.seen, self.stand, self.sight


class Browser:
    """One connection. `votes_known` and `ballots_known` are the versions up to which its own
    acknowledgements told it its votes and ballots."""

    __slots__ = ("ballots_known", "cohort", "end", "kind", "link", "outlet", "person", "votes_known")

    def __init__(
        self, outlet: Outlet, person: Person, end: Callable[[int], None], link: str | None = None
    ) -> None:
        self.outlet = outlet
        self.person = person
        self.end = end  # has its connection closed, with a close code
        self.link = link
        self.kind: Kind = sight(person.role).kind
        self.cohort: Cohort | None = None
        self.votes_known = 0
        self.ballots_known = 0

    @property
    def sight(self) -> Sight:
        """What it may see by now."""
        return Sight(self.kind) if self.cohort is None else self.cohort.sight

    @property
    def stand(self) -> int:
        """The version that it was brought to for certain; 0 while it is in no room."""
        return 0 if self.cohort is None else self.cohort.stand


class Cohorts:
    """Every browser of a room in one cohort, and no two cohorts alike."""

    def __init__(self) -> None:
        self._cohorts: dict[tuple[Sight, int, Sight], Cohort] = {}

    def __iter__(self) -> Iterator[Cohort]:
        return iter(list(self._cohorts.values()))

    def place(self, browser: Browser, stand: int, seen: Sight, sight: Sight | None = None) -> Cohort:
        """`sight` is as `seen`, if not said."""
        self.remove(browser)
        key = (seen, stand, sight or seen)
        cohort = self._cohorts.get(key)
        if cohort is None:
            cohort = self._cohorts[key] = Cohort(*key)
        cohort.browsers.add(browser)
        browser.cohort = cohort
        return cohort

    def remove(self, browser: Browser) -> None:
        cohort = browser.cohort
        if cohort is None:
            return
        cohort.browsers.discard(browser)
        browser.cohort = None
        if not cohort.browsers:
            self._cohorts.pop(cohort.key, None)

    def move(self, cohort: Cohort, stand: int) -> None:
        """All of a cohort at once, who have seen what they may by now."""
        self._become(cohort, cohort.sight, stand, cohort.sight)

    def turn(self, cohort: Cohort, sight: Sight) -> None:
        """All of a cohort may see something else from now on, and have not been shown it yet."""
        self._become(cohort, cohort.seen, cohort.stand, sight)

    def _become(self, cohort: Cohort, seen: Sight, stand: int, sight: Sight) -> None:
        """It is one with those who are alike already."""
        if not cohort.browsers:
            return
        del self._cohorts[cohort.key]
        there = self._cohorts.get((seen, stand, sight))
        if there is not None:
            if len(there.browsers) > len(cohort.browsers):
                cohort, there = there, cohort
            for browser in there.browsers:
                browser.cohort = cohort
            cohort.browsers |= there.browsers
            there.browsers = set()
        cohort.seen, cohort.stand, cohort.sight = seen, stand, sight
        self._cohorts[cohort.key] = cohort
