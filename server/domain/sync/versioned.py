"""A room: the fold of its log, and for every item the versions at which it changed for whom."""

from collections.abc import Iterable, Iterator

from server.domain.model.items import Ballot, Item, Leaders, Poll, Question
from server.domain.model.limits import Limits
from server.domain.model.state import State
from server.domain.model.tallies import Tally
from server.domain.sync.change_versions import BallotMarks, Glimpse, Marks, OwnMarks
from server.domain.visibility import Kind


def _counting(poll: Poll) -> int | None:
    """The round whose ballots are people's answers."""
    return None if poll.state == "deleted" else poll.take


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
        self.cast: dict[str, BallotMarks] = {}  # by the version of their last change, latest last
        self.switched: dict[str, int] = {}  # when other ballots of a poll last began to count
        self.answered: dict[str, int] = {}  # when anybody last did, by poll, latest last

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

    def tally_of(self, poll: Poll, take: int) -> Tally:
        return self.tallies.get((poll.id, take)) or Tally(poll.joined)

    def count_words_again(self, poll: Poll) -> None:
        for which in self.tallies:
            if which[0] == poll.id:
                self.tallies[which] = self._counted_anew(poll, which[1])

    def _counted_anew(self, poll: Poll, take: int) -> Tally:
        tally = Tally(poll.joined)
        for ballot in self.ballots.values():
            if (ballot.poll, ballot.take) == (poll.id, take):
                tally.add(ballot)
        return tally

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

    def cast_since(self, since: int) -> Iterator[tuple[str, BallotMarks]]:
        """The ballots cast or changed since then, latest first."""
        for ballot, marks in reversed(self.cast.items()):
            if marks.last <= since:
                return
            yield ballot, marks

    # ---- marks

    def settle(self) -> None:
        """Turn the journal of the event just applied into marks, and empty it."""
        tallied = self._cast()
        for item_id, before in self.replaced.items():
            after = self.items[item_id]
            self._changed(before, after)
            if isinstance(after, Poll) and self._turned(before, after):
                tallied[item_id] = None
            if isinstance(after, Leaders):
                self.counted[item_id] = None
        for entry in self._entries_of_replaced():
            self._changed(entry, entry)
        for item_id in {**self.counted, **tallied}:
            self._counted(item_id, tallied=item_id in tallied)
        for person, facets in self.acted.items():
            own = self._own(person)
            if "votes" in facets:
                own.votes = self.version
            if "asked" in facets:
                own.questions = self.version
        for journal in (self.replaced, self.counted, self.acted, self.balloted):
            journal.clear()

    def _cast(self) -> dict[str, None]:
        """The polls whose results are others by now."""
        tallied: dict[str, None] = {}
        for ballot in self.balloted:
            poll = self.ballots[ballot].poll
            was = self.cast.pop(ballot, None)
            self.cast[ballot] = BallotMarks(was.first if was else self.version, self.version)
            self.answered.pop(poll, None)
            self.answered[poll] = self.version
            if self.existing_poll(poll).type != "text":  # whose results are items of their own
                tallied[poll] = None
        return tallied

    def _changed(self, before: Item | None, after: Item) -> None:
        poll = self.poll_of(after)
        poll_before = poll and self.replaced.get(poll.id, poll)
        assert poll_before is None or isinstance(poll_before, Poll)
        marks = self._mark(after.id)
        marks.note(self.id, Glimpse(before, poll_before), Glimpse(after, poll), self.version)
        self._show(max(at) for at in zip(marks.changed, marks.gone, strict=True))
        if isinstance(after, Question) and poll is None:
            self._own(after.asker)

    def _turned(self, before: Item | None, after: Poll) -> bool:
        """Whether a poll's results are others without a ballot: in another round, or of words that count
        otherwise. What comes to the same, such as none after none, is no change that anybody is told of."""
        if not isinstance(before, Poll):
            self.switched[after.id] = self.version
            return False
        if _counting(before) != _counting(after):
            self.switched[after.id] = self.version
        if (before.takes, before.hidden, before.joined) == (after.takes, after.hidden, after.joined):
            return False
        # Counted as it was before only where words were joined: the tallies have followed that already.
        tally = self.tally_of if before.joined == after.joined else self._counted_anew
        was = [tally(before, take).results(before) for take in before.takes]
        return was != [self.tally_of(after, take).results(after) for take in after.takes]

    def _entries_of_replaced(self) -> list[Question]:
        """Answers that were not touched themselves: who sees them depends on their poll."""
        polls = {item_id for item_id, before in self.replaced.items() if isinstance(before, Poll)}
        if not polls:
            return []
        return [each for each in self.questions() if each.poll in polls and each.id not in self.replaced]

    def _counted(self, item_id: str, *, tallied: bool) -> None:
        item, marks = self.items[item_id], self._mark(item_id)
        if item_id in self.counted:
            marks.counted = self.version
        if tallied:
            marks.tallied = self.version
        for kind, (changed, gone) in enumerate(zip(marks.changed, marks.gone, strict=True)):
            if changed > gone and marks.told(item, Kind(kind)) == self.version:  # in sight, and new
                self.shown[kind] = self.version
        if isinstance(item, Question) and item.poll is None and not item.is_public:
            self._own(item.asker)

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
