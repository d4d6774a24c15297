"""The owners of ballots among the connected browsers.

A ballot does not tell its owner. A connected person's token has the bytes that the ids of their ballots are
made from, so each process can find the ballots of its own browsers.
"""

import asyncio
from collections.abc import Collection, Iterable

from server.domain.polls.ballots import Round, ballot_id
from server.live.fanout.cohorts import Browser

BROWSERS_PER_SLICE = 300  # indexed before other tasks get the loop: about a millisecond


class BallotOwners:
    """An index from ballot id to the browsers of its owner, for each round of a poll.

    For the rounds that are followed it is built in slices, while people still read the options. For other
    rounds it is built when a ballot is looked up.
    """

    def __init__(self, browsers: Collection[Browser]) -> None:
        self._browsers = browsers  # the live set of all connected browsers
        self._rounds: dict[Round, dict[str, list[Browser]]] = {}
        self._unindexed: dict[Round, list[Browser]] = {}  # browsers that are not in the index yet

    def browsers_of(self, poll: str, round_id: int, ballot: str) -> Iterable[Browser]:
        """The browsers of the person that cast this ballot."""
        round_ = poll, round_id
        if round_ not in self._rounds:
            self._start_index(round_)
        while round_ in self._unindexed:
            self._index_some(round_)
        return self._rounds[round_].get(ballot, ())

    def follow(self, rounds: set[Round]) -> None:
        """Indexes these rounds, in which ballots are expected. Drops the other rounds, which can be indexed
        again."""
        for round_ in self._rounds.keys() - rounds:
            del self._rounds[round_]
            self._unindexed.pop(round_, None)
        idle = not self._unindexed
        for round_ in rounds - self._rounds.keys():
            self._start_index(round_)
        if idle and self._unindexed:
            asyncio.get_running_loop().call_soon(self._slice)

    def _start_index(self, round_: Round) -> None:
        self._rounds[round_] = {}
        if self._browsers:
            self._unindexed[round_] = list(self._browsers)

    def _slice(self) -> None:
        if self._unindexed:
            self._index_some(next(iter(self._unindexed)))
            asyncio.get_running_loop().call_soon(self._slice)

    def _index_some(self, round_: Round) -> None:
        unindexed = self._unindexed[round_]
        some = unindexed[-BROWSERS_PER_SLICE:]
        del unindexed[-BROWSERS_PER_SLICE:]
        if not unindexed:
            del self._unindexed[round_]
        for browser in some:
            if browser in self._browsers:
                _add(self._rounds[round_], round_, browser)

    def add(self, browser: Browser) -> None:
        for round_, index in self._rounds.items():
            _add(index, round_, browser)

    def remove(self, browser: Browser) -> None:
        for round_, index in self._rounds.items():
            ballot = _ballot(round_, browser)
            others = index.get(ballot, [])
            if browser in others:
                others.remove(browser)
            if not others:
                index.pop(ballot, None)


def _add(index: dict[str, list[Browser]], round_: Round, browser: Browser) -> None:
    index.setdefault(_ballot(round_, browser), []).append(browser)


def _ballot(round_: Round, browser: Browser) -> str:
    return ballot_id(browser.person, *round_)
