"""Browsers that share a sight and a version, and so the same bytes: whole cohorts move, not browsers."""

from collections.abc import Callable, Iterator

from server.domain import views
from server.domain.people import Person
from server.domain.views import Sight
from server.live.frames import Outlet


class Cohort:
    """All of one sight that stand at one version; it `rests` while they can take no more."""

    __slots__ = ("browsers", "rests", "sight", "stand")

    def __init__(self, sight: Sight, stand: int) -> None:
        self.sight = sight
        self.stand = stand
        self.rests = False
        self.browsers: set[Browser] = set()


class Browser:
    """One connection. `votes_known` is the version up to which its own acknowledgements told it its votes."""

    __slots__ = ("cohort", "end", "link", "outlet", "person", "sight", "votes_known")

    def __init__(
        self, outlet: Outlet, person: Person, end: Callable[[int], None], link: str | None = None
    ) -> None:
        self.outlet = outlet
        self.person = person
        self.end = end  # has its connection closed, with a close code
        self.link = link
        self.sight: Sight = views.sight(person.role)
        self.cohort: Cohort | None = None
        self.votes_known = 0

    @property
    def stand(self) -> int:
        """The version that it was brought to for certain; 0 while it is in no room."""
        return 0 if self.cohort is None else self.cohort.stand


class Cohorts:
    """Every browser of a room in one cohort, and no two cohorts alike."""

    def __init__(self) -> None:
        self._cohorts: dict[tuple[Sight, int], Cohort] = {}

    def __iter__(self) -> Iterator[Cohort]:
        return iter(list(self._cohorts.values()))

    def place(self, browser: Browser, stand: int) -> Cohort:
        self.remove(browser)
        key = (browser.sight, stand)
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
            self._cohorts.pop((cohort.sight, cohort.stand), None)

    def move(self, cohort: Cohort, stand: int) -> None:
        """All of a cohort at once; it is one with those who stand there already."""
        if not cohort.browsers:
            return
        del self._cohorts[cohort.sight, cohort.stand]
        there = self._cohorts.get((cohort.sight, stand))
        if there is not None:
            if len(there.browsers) > len(cohort.browsers):
                cohort, there = there, cohort
            for browser in there.browsers:
                browser.cohort = cohort
            cohort.browsers |= there.browsers
            there.browsers = set()
        cohort.stand = stand
        self._cohorts[cohort.sight, stand] = cohort
