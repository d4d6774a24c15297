"""Which browsers each ballot belongs to. Ballots do not say; the people here carry the bytes that they follow
from, so that every process can tell its own."""

import asyncio
from collections.abc import Collection, Iterable

from server.domain.polls.ballots import Round, ballot_id
from server.live.fanout.cohorts import Browser

AT_ONCE = 300  # browsers looked at before others get the loop: about a millisecond


class Answering:
    """For the rounds that are followed, worked out in slices while people still read the options; and for
    others that ballots are looked up of."""

    def __init__(self, browsers: Collection[Browser]) -> None:
        self._browsers = browsers  # all that are here, at any time
        self._rounds: dict[Round, dict[str, list[Browser]]] = {}
        self._ahead: dict[Round, list[Browser]] = {}  # who was here already and is to be looked at yet

    def of(self, poll: str, take: int, ballot: str) -> Iterable[Browser]:
        """The browsers of whoever cast it."""
        number = poll, take
        if number not in self._rounds:
            self._begin(number)
        while number in self._ahead:
            self._go_on(number)
        return self._rounds[number].get(ballot, ())

    def follow(self, rounds: set[Round]) -> None:
        """Ballots in these are to come. The others are forgotten: they can be worked out again."""
        for number in self._rounds.keys() - rounds:
            del self._rounds[number]
            self._ahead.pop(number, None)
        idle = not self._ahead
        for number in rounds - self._rounds.keys():
            self._begin(number)
        if idle and self._ahead:
            asyncio.get_running_loop().call_soon(self._slice)

    @property
    def ahead(self) -> bool:
        """Whether anybody is to be looked at yet."""
        return bool(self._ahead)

    def _begin(self, number: Round) -> None:
        self._rounds[number] = {}
        if self._browsers:
            self._ahead[number] = list(self._browsers)

    def _slice(self) -> None:
        if self._ahead:
            self._go_on(next(iter(self._ahead)))
            asyncio.get_running_loop().call_soon(self._slice)

    def _go_on(self, number: Round) -> None:
        ahead = self._ahead[number]
        some = ahead[-AT_ONCE:]
        del ahead[-AT_ONCE:]
        if not ahead:
            del self._ahead[number]
        for browser in some:
            if browser in self._browsers:
                _add(self._rounds[number], number, browser)

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


def _add(found: dict[str, list[Browser]], number: Round, browser: Browser) -> None:
    found.setdefault(_ballot(number, browser), []).append(browser)


def _ballot(number: Round, browser: Browser) -> str:
    return ballot_id(browser.person, *number)
