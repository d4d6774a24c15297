"""Cohorts: browsers that share a view and a version, and so the same bytes. Whole cohorts move at once."""

from collections.abc import Callable, Iterator

from server.domain.model.people import Person
from server.domain.visibility import View, ViewerKind, view_of_role
from server.live.transport.outlet import Outlet


class Cohort:
    """The browsers of one view at one version. `paused` while their network takes no more.

    `version` is the version that they were brought to, and `shown_view` their view at that moment. `view` is
    their view now: an answer to a poll may show more than they were sent.
    """

    __slots__ = ("browsers", "paused", "shown_view", "version", "view")

    def __init__(self, shown_view: View, version: int, view: View) -> None:
        self.shown_view = shown_view
        self.version = version
        self.view = view
        self.paused = False
        self.browsers: set[Browser] = set()

    @property
    def key(self) -> tuple[View, int, View]:
        return self.shown_view, self.version, self.view


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
        self.kind: ViewerKind = view_of_role(person.role).kind
        self.cohort: Cohort | None = None
        self.votes_known = 0
        self.ballots_known = 0

    @property
    def view(self) -> View:
        """What it may see by now."""
        return View(self.kind) if self.cohort is None else self.cohort.view

    @property
    def version(self) -> int:
        """The version that it was brought to for certain; 0 while it is in no room."""
        return 0 if self.cohort is None else self.cohort.version


class Cohorts:
    """Every browser of a room in one cohort, and no two cohorts alike."""

    def __init__(self) -> None:
        self._cohorts: dict[tuple[View, int, View], Cohort] = {}

    def __iter__(self) -> Iterator[Cohort]:
        return iter(list(self._cohorts.values()))

    def place(self, browser: Browser, version: int, shown_view: View, view: View | None = None) -> Cohort:
        """`view` is as `shown_view`, if not said."""
        self.remove(browser)
        key = (shown_view, version, view or shown_view)
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

    def move(self, cohort: Cohort, version: int) -> None:
        """All of a cohort at once, who have seen what they may by now."""
        self._become(cohort, cohort.view, version, cohort.view)

    def turn(self, cohort: Cohort, view: View) -> None:
        """All of a cohort may see something else from now on, and have not been shown it yet."""
        self._become(cohort, cohort.shown_view, cohort.version, view)

    def _become(self, cohort: Cohort, shown_view: View, version: int, view: View) -> None:
        """It is one with those who are alike already."""
        if not cohort.browsers:
            return
        del self._cohorts[cohort.key]
        there = self._cohorts.get((shown_view, version, view))
        if there is not None:
            if len(there.browsers) > len(cohort.browsers):
                cohort, there = there, cohort
            for browser in there.browsers:
                browser.cohort = cohort
            cohort.browsers |= there.browsers
            there.browsers = set()
        cohort.shown_view, cohort.version, cohort.view = shown_view, version, view
        self._cohorts[cohort.key] = cohort
