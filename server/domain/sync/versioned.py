"""A room: the fold of its log, and for every item the versions at which it changed for whom."""

from collections.abc import Iterable, Iterator

from server.domain.model.items import Ballot, Item, Leaders, Poll, Question
from server.domain.model.limits import Limits
from server.domain.model.state import State
from server.domain.model.tallies import Tally
from server.domain.sync.change_versions import BallotVersions, ChangeVersions, ItemAndPoll, PersonalVersions
from server.domain.visibility import ViewerKind


def _counting_round(poll: Poll) -> int | None:
    """The round whose ballots are people's answers."""
    return None if poll.state == "deleted" else poll.round_id


class Room(State):
    """Mutable, and changed only by `apply`. `version` is the number of the last event applied."""

    def __init__(self, room_id: str, limits: Limits | None = None) -> None:
        super().__init__(room_id, limits or Limits(), {}, {}, {}, {}, {}, {})
        self.version = 0
        self.tallies: dict[tuple[str, int], Tally] = {}  # of each poll and round with ballots
        self.versions: dict[str, ChangeVersions] = {}
        self.visible_versions = [0] * len(
            ViewerKind
        )  # when anything last changed that this kind of viewer may know of
        self.personal_versions: dict[
            str, PersonalVersions
        ] = {}  # by the version of their last change, latest last
        self.by_version: dict[str, int] = {}  # ids by the version of their last change, latest last
        self.ballot_versions: dict[
            str, BallotVersions
        ] = {}  # by the version of their last change, latest last
        self.round_changed_at: dict[str, int] = {}  # when other ballots of a poll last began to count
        self.last_answered: dict[str, int] = {}  # when anybody last did, by poll, latest last

    def cast_ballot(self, ballot_id: str, ballot: Ballot) -> None:
        before = self.ballots.get(ballot_id)
        super().cast_ballot(ballot_id, ballot)
        self.recount(ballot, before)

    def recount(self, ballot: Ballot, before: Ballot | None = None) -> None:
        """Count a ballot, in the place of the one before."""
        which = ballot.poll, ballot.round_id
        tally = self.tallies.get(which)
        if tally is None:
            tally = self.tallies[which] = Tally(self.require_poll(ballot.poll).joined)
        if before is not None:
            tally.remove(before)
        tally.add(ballot)

    def tally_of(self, poll: Poll, round_id: int) -> Tally:
        return self.tallies.get((poll.id, round_id)) or Tally(poll.joined)

    def recount_words(self, poll: Poll) -> None:
        for which in self.tallies:
            if which[0] == poll.id:
                self.tallies[which] = self._recounted(poll, which[1])

    def _recounted(self, poll: Poll, round_id: int) -> Tally:
        tally = Tally(poll.joined)
        for ballot in self.ballots.values():
            if (ballot.poll, ballot.round_id) == (poll.id, round_id):
                tally.add(ballot)
        return tally

    def changed_since(self, since: int) -> Iterator[tuple[str, ChangeVersions]]:
        """The items with anything newer than `since`, latest first: no more work than there is change."""
        for item_id, version in reversed(self.by_version.items()):
            if version <= since:
                return
            yield item_id, self.versions[item_id]

    def people_changed_since(self, since: int) -> Iterator[str]:
        """The people for whom something of their own is newer than `since`."""
        for person, own in reversed(self.personal_versions.items()):
            if own.any <= since:
                return
            yield person

    def ballots_changed_since(self, since: int) -> Iterator[tuple[str, BallotVersions]]:
        """The ballots cast or changed since then, latest first."""
        for ballot, versions in reversed(self.ballot_versions.items()):
            if versions.last <= since:
                return
            yield ballot, versions

    # ---- marks

    def commit_changes(self) -> None:
        """Turn the journal of the event just applied into marks, and empty it."""
        results_changed = self._record_ballots()
        for item_id, before in self.changed_items.items():
            after = self.items[item_id]
            self._record_item(before, after)
            if isinstance(after, Poll) and self._results_changed(before, after):
                results_changed[item_id] = None
            if isinstance(after, Leaders):
                self.counted[item_id] = None
        for entry in self._entries_of_changed():
            self._record_item(entry, entry)
        for item_id in {**self.counted, **results_changed}:
            self._record_counters(item_id, results_changed=item_id in results_changed)
        for person, facets in self.changed_people.items():
            own = self._touch_personal(person)
            if "votes" in facets:
                own.votes = self.version
            if "asked" in facets:
                own.questions = self.version
        for journal in (self.changed_items, self.counted, self.changed_people, self.changed_ballots):
            journal.clear()

    def _record_ballots(self) -> dict[str, None]:
        """The polls whose results are others by now."""
        results_changed: dict[str, None] = {}
        for ballot in self.changed_ballots:
            poll = self.ballots[ballot].poll
            was = self.ballot_versions.pop(ballot, None)
            self.ballot_versions[ballot] = BallotVersions(was.first if was else self.version, self.version)
            self.last_answered.pop(poll, None)
            self.last_answered[poll] = self.version
            if self.require_poll(poll).type != "text":  # whose results are items of their own
                results_changed[poll] = None
        return results_changed

    def _record_item(self, before: Item | None, after: Item) -> None:
        poll = self.poll_of(after)
        poll_before = poll and self.changed_items.get(poll.id, poll)
        assert poll_before is None or isinstance(poll_before, Poll)
        versions = self._versions_of(after.id)
        versions.record(self.id, ItemAndPoll(before, poll_before), ItemAndPoll(after, poll), self.version)
        self._advance_visible(max(at) for at in zip(versions.changed, versions.hidden, strict=True))
        if isinstance(after, Question) and poll is None:
            self._touch_personal(after.asker)

    def _results_changed(self, before: Item | None, after: Poll) -> bool:
        """Whether a poll's results are others without a ballot: in another round, or of words that count
        otherwise. What comes to the same, such as none after none, is no change that anybody is told of."""
        if not isinstance(before, Poll):
            self.round_changed_at[after.id] = self.version
            return False
        if _counting_round(before) != _counting_round(after):
            self.round_changed_at[after.id] = self.version
        if (before.round_ids, before.hidden, before.joined) == (after.round_ids, after.hidden, after.joined):
            return False
        # Counted as it was before only where words were joined: the tallies have followed that already.
        tally = self.tally_of if before.joined == after.joined else self._recounted
        was = [tally(before, round_id).results(before) for round_id in before.round_ids]
        return was != [self.tally_of(after, round_id).results(after) for round_id in after.round_ids]

    def _entries_of_changed(self) -> list[Question]:
        """Answers that were not touched themselves: who sees them depends on their poll."""
        polls = {item_id for item_id, before in self.changed_items.items() if isinstance(before, Poll)}
        if not polls:
            return []
        return [each for each in self.questions() if each.poll in polls and each.id not in self.changed_items]

    def _record_counters(self, item_id: str, *, results_changed: bool) -> None:
        item, versions = self.items[item_id], self._versions_of(item_id)
        if item_id in self.counted:
            versions.counters_changed = self.version
        if results_changed:
            versions.results_changed = self.version
        for kind, (changed, gone) in enumerate(zip(versions.changed, versions.hidden, strict=True)):
            if (
                changed > gone and versions.counters_version(item, ViewerKind(kind)) == self.version
            ):  # in sight, and new
                self.visible_versions[kind] = self.version
        if isinstance(item, Question) and item.poll is None and not item.is_public:
            self._touch_personal(item.asker)

    def _advance_visible(self, versions: Iterable[int]) -> None:
        self.visible_versions = [max(at) for at in zip(self.visible_versions, versions, strict=True)]

    def _versions_of(self, item_id: str) -> ChangeVersions:
        self.by_version.pop(item_id, None)
        self.by_version[item_id] = self.version
        return self.versions.setdefault(item_id, ChangeVersions())

    def _touch_personal(self, person: str) -> PersonalVersions:
        """Something of theirs changes at this version."""
        own = self.personal_versions.pop(person, None) or PersonalVersions()
        own.any = self.version
        self.personal_versions[person] = own
        return own
