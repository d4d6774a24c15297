"""A room: the fold of its log, and for every item the versions at which it changed for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.domain.items import Ballot, Item, Poll
from server.domain.limits import Limits
from server.domain.state import State
from server.domain.tallies import Tally
from server.domain.views import Kind, see


class Marks:
    """The versions at which an item last changed and went out of sight, for each kind, and at which its
    counters last changed."""

    __slots__ = ("changed", "counted", "gone")

    def __init__(self) -> None:
        self.changed = [0] * len(Kind)
        self.gone = [0] * len(Kind)
        self.counted = 0

    def note(self, room_id: str, before: Item | None, after: Item, version: int) -> None:
        """Compare what each kind of viewer knew with what they may know now."""
        for kind in Kind:
            seen, sees = see(before, kind, room_id), see(after, kind, room_id)
            if seen == sees:
                continue
            if sees is None:
                self.gone[kind] = version
            else:
                self.changed[kind] = version

    def newest(self, kind: Kind) -> int:
        """The version at which anything last changed for this kind of viewer."""
        return max(self.changed[kind], self.gone[kind], self.counted)

    def in_sight(self, kind: Kind) -> bool:
        return self.changed[kind] > self.gone[kind]


@dataclass(slots=True)
class OwnMarks:
    """The versions at which each part of what is personal last changed, and the last of them all."""

    any: int = 0
    votes: int = 0
    questions: int = 0


class Room(State):
    """Mutable, and changed only by `apply`. `version` is the number of the last event applied."""

    def __init__(self, room_id: str, limits: Limits | None = None) -> None:
        super().__init__(room_id, limits or Limits(), {}, {}, {}, {}, {}, {})
        self.version = 0
        self.tallies: dict[tuple[str, int], Tally] = {}  # of each poll and round with ballots
        self.marks: dict[str, Marks] = {}
        self.shown = [0] * len(Kind)  # when anything last changed that this kind of viewer may know of
        self.own: dict[str, OwnMarks] = {}  # by the version of their last change, latest last
        self.latest: dict[str, int] = {}  # ids by the version of their last change, latest last

    def cast_ballot(self, ballot_id: str, ballot: Ballot) -> None:
        before = self.ballots.get(ballot_id)
        super().cast_ballot(ballot_id, ballot)
        self.recount(ballot, before)

    def recount(self, ballot: Ballot, before: Ballot | None = None) -> None:
        """Count a ballot, in the place of the one before."""
        which = ballot.poll, ballot.take
        tally = self.tallies.get(which)
        if tally is None:
            tally = self.tallies[which] = Tally(self.existing_poll(ballot.poll).joined)
        if before is not None:
            tally.remove(before)
        tally.add(ballot)

    def count_words_again(self, poll: Poll) -> None:
        for which in self.tallies:
            if which[0] == poll.id:
                self.tallies[which] = Tally(poll.joined)
        for ballot in self.ballots.values():
            if ballot.poll == poll.id:
                self.tallies[ballot.poll, ballot.take].add(ballot)

    def changed_since(self, since: int) -> Iterator[tuple[str, Marks]]:
        """The items with anything newer than `since`, latest first: no more work than there is change."""
        for item_id, version in reversed(self.latest.items()):
            if version <= since:
                return
            yield item_id, self.marks[item_id]

    def acted_since(self, since: int) -> Iterator[str]:
        """The people for whom something of their own is newer than `since`."""
        for person, own in reversed(self.own.items()):
            if own.any <= since:
                return
            yield person

    def settle(self) -> None:
        """Turn the journal of the event just applied into marks, and empty it."""
        for item_id, before in self.replaced.items():
            after = self.items[item_id]
            marks = self._mark(item_id)
            marks.note(self.id, before, after, self.version)
            self._show(max(at) for at in zip(marks.changed, marks.gone, strict=True))
            question = self.question(item_id)
            if question is not None and question.poll is None:
                self._own(question.asker)
        for item_id in self.counted:
            marks = self._mark(item_id)
            marks.counted = self.version
            for kind, (changed, gone) in enumerate(zip(marks.changed, marks.gone, strict=True)):
                if changed > gone:  # in sight; and nothing is newer than this version
                    self.shown[kind] = self.version
            question = self.question(item_id)
            if question is not None and question.poll is None and not question.is_public:
                self._own(question.asker)
        for person, facets in self.acted.items():
            own = self._own(person)
            if "votes" in facets:
                own.votes = self.version
            if "asked" in facets:
                own.questions = self.version
        self.replaced.clear()
        self.counted.clear()
        self.acted.clear()
        self.balloted.clear()

    def _show(self, versions: Iterable[int]) -> None:
        self.shown = [max(at) for at in zip(self.shown, versions, strict=True)]

    def _mark(self, item_id: str) -> Marks:
        self.latest.pop(item_id, None)
        self.latest[item_id] = self.version
        return self.marks.setdefault(item_id, Marks())

    def _own(self, person: str) -> OwnMarks:
        """Something of theirs changes at this version."""
        own = self.own.pop(person, None) or OwnMarks()
        own.any = self.version
        self.own[person] = own
        return own
