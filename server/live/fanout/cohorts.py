"""Cohorts: browsers with the same view and version, which are sent the same bytes and move together."""

from collections.abc import Callable, Iterator

from server.domain.model.people import Person
from server.domain.visibility import View, ViewerKind, view_of_role
from server.live.transport.outlet import Outlet


class Cohort:
    """The browsers with one view at one version.

    `version` is the one that they were brought to, and `shown_view` their view at that time. `view` is their
    view now: after an answer to a poll they may see more than they were sent. `paused` while their outlets
    are full.
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
    """One connection of a person to a room.

    `votes_known` and `ballots_known` are the versions up to which the browser knows its own votes and ballots
    from the replies to its commands. `end` has the connection closed with a close code.
    """

    __slots__ = ("ballots_known", "cohort", "end", "kind", "link", "outlet", "person", "votes_known")

    def __init__(
        self, outlet: Outlet, person: Person, end: Callable[[int], None], link: str | None = None
    ) -> None:
        self.outlet = outlet
        self.person = person
        self.end = end
        self.link = link
        self.kind: ViewerKind = view_of_role(person.role).kind
        self.cohort: Cohort | None = None
        self.votes_known = 0
        self.ballots_known = 0

    @property
    def view(self) -> View:
        """The view that the browser has now."""
        return View(self.kind) if self.cohort is None else self.cohort.view

    @property
    def version(self) -> int:
        """The version that the browser was brought to; 0 while it is in no room."""
        return 0 if self.cohort is None else self.cohort.version


class Cohorts:
    """The cohorts of a room. Each browser is in one, and no two have the same views and version."""

    def __init__(self) -> None:
        self._cohorts: dict[tuple[View, int, View], Cohort] = {}

    def __iter__(self) -> Iterator[Cohort]:
        return iter(list(self._cohorts.values()))

    def place(self, browser: Browser, version: int, shown_view: View, view: View | None = None) -> Cohort:
        """Puts a browser into the cohort of these views and this version. `view` defaults to `shown_view`."""
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
        """Moves a whole cohort, which has been sent all that its view shows at this version."""
        self._rekey(cohort, cohort.view, version, cohort.view)

    def change_view(self, cohort: Cohort, view: View) -> None:
        """Changes the view of a whole cohort, which has not been sent anything of the new view yet."""
        self._rekey(cohort, cohort.shown_view, cohort.version, view)

    def _rekey(self, cohort: Cohort, shown_view: View, version: int, view: View) -> None:
        """Changes the cohort's views and version, and merges it with the cohort that has these already."""
        if not cohort.browsers:
            return
        del self._cohorts[cohort.key]
        other = self._cohorts.get((shown_view, version, view))
        if other is not None:
            if len(other.browsers) > len(cohort.browsers):
                cohort, other = other, cohort
            for browser in other.browsers:
                browser.cohort = cohort
            cohort.browsers |= other.browsers
            other.browsers = set()
        cohort.shown_view, cohort.version, cohort.view = shown_view, version, view
        self._cohorts[cohort.key] = cohort
