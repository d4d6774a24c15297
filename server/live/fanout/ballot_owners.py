"""Which browsers each ballot belongs to. Ballots do not say; the people here carry the bytes that they follow
from, so that every process can tell its own."""

import asyncio
from collections.abc import Collection, Iterable

from server.domain.polls.ballots import Round, ballot_id
from server.live.fanout.cohorts import Browser

BROWSERS_PER_SLICE = 300  # browsers looked at before others get the loop: about a millisecond


class BallotOwners:
    """For the rounds that are followed, worked out in slices while people still read the options; and for
    others that ballots are looked up of."""

    def __init__(self, browsers: Collection[Browser]) -> None:
        self._browsers = browsers  # all that are here, at any time
        self._rounds: dict[Round, dict[str, list[Browser]]] = {}
        self._unindexed: dict[Round, list[Browser]] = {}  # who was here already and is to be looked at yet

    def browsers_of(self, poll: str, round_id: int, ballot: str) -> Iterable[Browser]:
        """The browsers of whoever cast it."""
        number = poll, round_id
        if number not in self._rounds:
            self._start_index(number)
        while number in self._unindexed:
            self._index_some(number)
        return self._rounds[number].get(ballot, ())

    def follow(self, rounds: set[Round]) -> None:
        """Ballots in these are to come. The others are forgotten: they can be worked out again."""
        for number in self._rounds.keys() - rounds:
            del self._rounds[number]
            self._unindexed.pop(number, None)
        idle = not self._unindexed
        for number in rounds - self._rounds.keys():
            self._start_index(number)
        if idle and self._unindexed:
            asyncio.get_running_loop().call_soon(self._slice)

    @property
    def unindexed(self) -> bool:
        """Whether anybody is to be looked at yet."""
        return bool(self._unindexed)

    def _start_index(self, number: Round) -> None:
        self._rounds[number] = {}
        if self._browsers:
            self._unindexed[number] = list(self._browsers)

    def _slice(self) -> None:
        if self._unindexed:
            self._index_some(next(iter(self._unindexed)))
            asyncio.get_running_loop().call_soon(self._slice)

    def _index_some(self, number: Round) -> None:
        unindexed = self._unindexed[number]
        some = unindexed[-BROWSERS_PER_SLICE:]
        del unindexed[-BROWSERS_PER_SLICE:]
        if not unindexed:
            del self._unindexed[number]
        for browser in some:
            if browser in self._browsers:
                _add(self._rounds[number], number, browser)

    def add(self, browser: Browser) -> None:
        for number, found in self._rounds.items():
            _add(found, number, browser)

    def remove(self, browser: Browser) -> None:
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
