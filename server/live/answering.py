"""Which browsers each ballot belongs to. Ballots do not say; the people here carry the bytes that they follow
from, so that every process can tell its own."""

from collections.abc import Iterable

from server.domain.ballots import ballot_id
from server.live.cohort import Browser

Round = tuple[str, int]  # poll, take


class Answering:
    """For the rounds that ballots were looked up of; worked out at the first of each."""

    def __init__(self, browsers: Iterable[Browser]) -> None:
        self._browsers = browsers  # all that are here, at any time
        self._rounds: dict[Round, dict[str, list[Browser]]] = {}

    def of(self, poll: str, take: int, ballot: str) -> Iterable[Browser]:
        """The browsers of whoever cast it."""
        found = self._rounds.get((poll, take))
        if found is None:
            found = self._rounds[poll, take] = {}
            for browser in self._browsers:
                _add(found, (poll, take), browser)
        return found.get(ballot, ())

    def joined(self, browser: Browser) -> None:
        for number, found in self._rounds.items():
            _add(found, number, browser)

    def left(self, browser: Browser) -> None:
        for number, found in self._rounds.items():
            ballot = _ballot(number, browser)
            others = found.get(ballot, [])
            if browser in others:
                others.remove(browser)
            if not others:
                found.pop(ballot, None)

    def keep(self, rounds: set[Round]) -> None:
        """Forget the others: they can be worked out again."""
        for number in self._rounds.keys() - rounds:
            del self._rounds[number]


def _add(found: dict[str, list[Browser]], number: Round, browser: Browser) -> None:
    found.setdefault(_ballot(number, browser), []).append(browser)


def _ballot(number: Round, browser: Browser) -> str:
    return ballot_id(browser.person, *number)
