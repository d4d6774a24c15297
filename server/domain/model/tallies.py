"""Tallies of ballots. They are counted one by one, so that counting does not grow with the ballots before.

A `Tally` counts one round of one poll. It needs no poll for that, except to know which words count as which.
`results` reads a tally by the poll's type.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest
from typing import Any

from server.domain.model import statistics as numbers
from server.domain.model.items import Ballot, Poll
from server.domain.model.poll_events import PollType

Results = dict[str, Any]

CHOICES: frozenset[PollType] = frozenset({"choice", "yesno", "quiz", "multiple"})
STEPS: frozenset[PollType] = frozenset({"rating", "scale"})

TOP_WORDS = 100


class Tally:
    """The counts of one round of one poll.

    `people` is the number of ballots. `places` counts for each option the ballots by the place that the
    option has in them; the best option of a ranking has place 0. `values` are all numbers answered, sorted.
    `words` counts people by folded word, and `written` counts the spellings of each folded word.
    """

    def __init__(self, joined: Iterable[tuple[str, str]] = ()) -> None:
        self.people = 0
        self.places: dict[str, Counter[int]] = {}
        self.values: list[int | float] = []
        self.words: Counter[str] = Counter()
        self.written: dict[str, Counter[str]] = {}
        self._joined = dict(joined)
        self._results: tuple[Poll, Results] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and self._counts() == other._counts()

    __hash__ = None  # type: ignore[assignment]  # it changes

    def add(self, ballot: Ballot) -> None:
        self._count(ballot, 1)

    def remove(self, ballot: Ballot) -> None:
        """Takes a ballot out of the count. Raises `KeyError` or `ValueError` if it was never added."""
        self._count(ballot, -1)

    def results(self, poll: Poll) -> Results:
        """The same as the function `results`, computed once for all browsers that get them."""
        if self._results is None or self._results[0] is not poll:
            self._results = poll, results(poll, self)
        return self._results[1]

    def _counts(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_results"}

    def _count(self, ballot: Ballot, by: int) -> None:
        self._results = None
        self.people += by
        match ballot.answer:
            case str() if ballot.words:
                for word in {self._joined.get(word, word) for word, _ in ballot.words}:
                    _change(self.words, word, by)
                for word, written in ballot.words:
                    _change(self.written.setdefault(word, Counter()), written, by)
                    if not self.written[word]:
                        del self.written[word]
            case str() if ballot.entry is None:
                self._place(ballot.answer, 0, by)
            case tuple() as options:
                for place, option in enumerate(options):
                    self._place(option, place, by)
            case int() | float() as value if by > 0:
                insort(self.values, value)
            case int() | float() as value:
                at = bisect_left(self.values, value)
                assert self.values[at] == value
                del self.values[at]

    def _place(self, option: str, place: int, by: int) -> None:
        places = self.places.setdefault(option, Counter())
        _change(places, place, by)
        if not places:
            del self.places[option]


def _change(counts: Counter[Any], key: Any, by: int) -> None:
    """Changes a count, and removes it at zero, so that two tallies of the same ballots are equal."""
    counts[key] += by
    assert counts[key] >= 0
    if not counts[key]:
        del counts[key]


# ---- results


def results(poll: Poll, tally: Tally) -> Results:
    """The results in the form that the wire has for the poll's type. Open texts have none: they are items."""
    if poll.type in CHOICES:
        return {option.id: tally.places.get(option.id, Counter()).total() for option in poll.options}
    if poll.type == "ranking":
        return {option.id: borda(poll, tally, option.id) for option in poll.options}
    if poll.type in STEPS:
        return {str(step): _occurrences(tally.values, step) for step in range(1, (poll.steps or 5) + 1)}
    if poll.type == "estimate":
        return numbers.summary(tally.values)
    if poll.type == "words":
        return _cloud(poll, tally)
    return {}


def mean(poll: Poll, tally: Tally) -> float | None:
    """The mean of a rating or scale, to two decimals; `None` without ballots and for any other type."""
    if poll.type not in STEPS or not tally.people:
        return None
    total: int = sum(int(step) * people for step, people in tally.results(poll).items())
    return round(total / tally.people, 2)


def borda(poll: Poll, tally: Tally, option: str) -> int:
    """The option's points by the count of J.-C. de Borda, "Mémoire sur les élections au scrutin", in the
    Histoire de l'Académie royale des sciences for 1781. With m options, a first place gives m − 1 points, a
    second m − 2, … the last 0. A ballot that leaves the option out gives it none."""
    most = len(poll.options) - 1
    return sum(max(most - place, 0) * people for place, people in tally.places.get(option, {}).items())


def _occurrences(values: list[int | float], value: int) -> int:
    return bisect_right(values, value) - bisect_left(values, value)


def _cloud(poll: Poll, tally: Tally) -> Results:
    """The most frequent words, those with equal counts in alphabetical order. `others` counts the rest."""
    hidden = set(poll.hidden_words)
    shown = [(-people, word) for word, people in tally.words.items() if word not in hidden]
    top = nsmallest(TOP_WORDS, shown)
    return {
        "top": [[_usual_spelling(tally, word), -people] for people, word in top],
        "others": len(shown) - len(top),
    }


def _usual_spelling(tally: Tally, word: str) -> str:
    """The most frequent spelling of a word, of equally frequent ones that with the fewest capitals.

    A word that only others count as is shown by its key.
    """
    spellings = tally.written.get(word)
    if not spellings:
        return word
    return min(spellings, key=lambda each: (-spellings[each], sum(map(str.isupper, each)), each))
