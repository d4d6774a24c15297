"""A room: the fold of its log, with the versions at which each item changed for each kind of viewer."""

from collections.abc import Collection, Iterable, Iterator

from server.domain.model.items import Ballot, Item, Leaders, Poll, Question
from server.domain.model.limits import Limits
from server.domain.model.state import State
from server.domain.model.tallies import Tally
from server.domain.polls.ballots import Round
from server.domain.polls.sealing import BoxedBallots
from server.domain.sync.change_versions import BallotVersions, ChangeVersions, ItemAndPoll, PersonalVersions
from server.domain.visibility import ALL_KINDS


def _counting_round(poll: Poll) -> int | None:
    """The round whose ballots count as people's answers, if any."""
    return None if poll.state == "deleted" else poll.round_id


class Room(State):
    """The current state of a room. Only `apply` changes it. `version` is the number of events applied."""

    def __init__(self, room_id: str, limits: Limits | None = None) -> None:
        super().__init__(room_id, limits or Limits(), {}, {}, {}, {}, {}, {})
        self.version = 0
        self.tallies: dict[Round, Tally] = {}  # by poll id and round id
        # The last change that each kind of viewer may know of.
        self.visible_versions = [0] * len(ALL_KINDS)
        # The versions of the last changes of every item, person and ballot. `by_version` has only the last of
        # an item's `versions`. All but `versions` are in the order of these changes, latest last. Ballots
        # have versions by round, and only until the round is sealed.
        self.versions: dict[str, ChangeVersions] = {}
        self.by_version: dict[str, int] = {}
        self.personal_versions: dict[str, PersonalVersions] = {}
        self.ballot_versions: dict[Round, dict[str, BallotVersions]] = {}
        # The versions at which rounds were sealed: at that version, all their ballots count as cast.
        self.sealed_at: dict[Round, int] = {}
        # Rounds with ballots in boxes that have not been read. They come with the event that follows.
        self.missing_rounds: dict[Round, None] = {}
        self.sealed_polls: dict[str, None] = {}  # a part of the journal
        # By poll id: the versions at which another round last began to count, and of the last answer.
        self.round_changed_at: dict[str, int] = {}
        self.last_answered: dict[str, int] = {}  # latest last

    def unsealed_rounds(self) -> Collection[Round]:
        return self.ballot_versions.keys()

    def miss_ballots(self, round_: Round) -> None:
        self.missing_rounds[round_] = None

    def find_missing(self, round_: Round, boxed: BoxedBallots) -> None:
        """Puts the ballots of its boxes in the place of what is known of a round that misses some.

        To be called directly before the event is applied that seals the round: the room is at one version
        with the tallies of another in between. The boxes have all ballots of the round that are known here.
        """
        poll = self.require_poll(round_[0])
        self.ballots.update(boxed.ballots)
        self.tallies[round_] = boxed.tally
        if poll.round_id == round_[1]:
            self.set_tally(poll.id, len(boxed.ballots))
        del self.missing_rounds[round_]

    def seal_round(self, round_: Round) -> None:
        """From here on, every ballot of the round counts as cast at this version, on every process.

        Otherwise a process that has folded the emptied log would know less than others of who is behind.
        """
        assert round_ not in self.missing_rounds, "its boxes must be read first"
        poll, round_id = round_
        self.ballot_versions.pop(round_, None)
        self.sealed_at.pop(round_, None)
        self.sealed_at[round_] = self.version + 1
        self._note_answered(poll, self.version + 1)
        if round_id in self.require_poll(poll).round_ids:
            self.changed_tallies[poll] = None
            self.sealed_polls[poll] = None

    def ballots_of(self, round_: Round) -> list[str]:
        """The ids of a round's ballots."""
        if round_ not in self.sealed_at and round_ not in self.missing_rounds:
            return list(self.ballot_versions.get(round_, ()))
        return [each for each, ballot in self.ballots.items() if (ballot.poll, ballot.round_id) == round_]

    def versions_of_ballot(self, round_: Round, ballot: str) -> BallotVersions | None:
        """The versions of a ballot of this round; `None` if nobody cast it."""
        unsealed = self.ballot_versions.get(round_)
        versions = None if unsealed is None else unsealed.get(ballot)
        if versions is None and ballot in self.ballots:
            return BallotVersions(self.sealed_at[round_], self.sealed_at[round_])
        return versions

    def cast_ballot(self, ballot_id: str, ballot: Ballot) -> None:
        before = self.ballots.get(ballot_id)
        super().cast_ballot(ballot_id, ballot)
        self.count_ballot(ballot, before)
        if before is not None:
            round_ = ballot.poll, ballot.round_id
            unsealed = self.ballot_versions.setdefault(round_, {})
            if ballot_id not in unsealed:  # it was cast before the round was sealed
                unsealed[ballot_id] = BallotVersions(self.sealed_at[round_], self.sealed_at[round_])

    def count_ballot(self, ballot: Ballot, before: Ballot | None = None) -> None:
        """Adds a ballot to its round's tally, in place of the person's earlier ballot `before`."""
        round_ = ballot.poll, ballot.round_id
        tally = self.tallies.get(round_)
        if tally is None:
            tally = self.tallies[round_] = Tally(self.require_poll(ballot.poll).joined_words)
        if before is not None:
            tally.remove(before)
        tally.add(ballot)

    def tally_of(self, poll: Poll, round_id: int) -> Tally:
        return self.tallies.get((poll.id, round_id)) or Tally(poll.joined_words)

    def recount_words(self, poll: Poll) -> None:
        for poll_id, round_id in self.tallies:
            if poll_id == poll.id:
                self.tallies[poll_id, round_id] = self._recounted(poll, round_id)

    def _recounted(self, poll: Poll, round_id: int) -> Tally:
        """The tally of a round with the poll's current `joined_words`, counted from its ballots."""
        tally = Tally(poll.joined_words)
        for ballot in self.ballots.values():
            if (ballot.poll, ballot.round_id) == (poll.id, round_id):
                tally.add(ballot)
        return tally

    def changed_since(self, since: int) -> Iterator[tuple[str, ChangeVersions]]:
        """The ids and versions of items that changed after the version `since`, latest first.

        The cost grows with the number of changes only.
        """
        for item_id, version in reversed(self.by_version.items()):
            if version <= since:
                return
            yield item_id, self.versions[item_id]

    def people_changed_since(self, since: int) -> Iterator[str]:
        """The people for whom something of their own changed after the version `since`, latest first."""
        for person, own in reversed(self.personal_versions.items()):
            if own.any <= since:
                return
            yield person

    def ballots_changed_since(self, since: int) -> Iterator[tuple[str, BallotVersions]]:
        """The ids and versions of ballots cast or changed after the version `since`, but of sealed rounds."""
        for (poll, _), ballots in self.ballot_versions.items():
            if self.last_answered[poll] <= since:
                continue
            for ballot, versions in reversed(ballots.items()):
                if versions.last <= since:
                    break
                yield ballot, versions

    def rounds_sealed_since(self, since: int) -> Iterator[Round]:
        """The rounds that were sealed after the version `since`, latest first."""
        for round_, version in reversed(self.sealed_at.items()):
            if version <= since:
                return
            yield round_

    # ---- the versions of changes

    def commit_changes(self) -> None:
        """Records the changes in the journal at the current version, and empties the journal."""
        results_changed = {**self._record_ballots(), **self.sealed_polls}
        for item_id, before in self.changed_items.items():
            after = self.items[item_id]
            self._record_item(before, after)
            if isinstance(after, Poll) and self._results_changed(before, after):
                results_changed[item_id] = None
            if isinstance(after, Leaders):
                self.changed_tallies[item_id] = None
        for entry in self._entries_of_changed():
            self._record_item(entry, entry)
        for item_id in {**self.changed_tallies, **results_changed}:
            self._record_counters(item_id, results_changed=item_id in results_changed)
        for person, parts in self.changed_people.items():
            own = self._touch_personal(person)
            if "votes" in parts:
                own.votes = self.version
            if "asked" in parts:
                own.questions = self.version
        self.sealed_polls.clear()
        for changes in (self.changed_items, self.changed_tallies, self.changed_people, self.changed_ballots):
            changes.clear()

    def _record_ballots(self) -> dict[str, None]:
        """Records the changed ballots. Returns the ids of the polls whose results changed by them."""
        results_changed: dict[str, None] = {}
        for ballot in self.changed_ballots:
            poll = self.ballots[ballot].poll
            unsealed = self.ballot_versions.setdefault((poll, self.ballots[ballot].round_id), {})
            before = unsealed.pop(ballot, None)
            first = before.first if before else self.version
            unsealed[ballot] = BallotVersions(first, self.version)
            self._note_answered(poll, self.version)
            if self.require_poll(poll).type != "text":  # the results of such a poll are items
                results_changed[poll] = None
        return results_changed

    def _note_answered(self, poll: str, version: int) -> None:
        self.last_answered.pop(poll, None)
        self.last_answered[poll] = version

    def _record_item(self, before: Item | None, after: Item) -> None:
        poll = self.poll_of(after)
        poll_before = poll and self.changed_items.get(poll.id, poll)
        assert poll_before is None or isinstance(poll_before, Poll)
        versions = self._versions_of(after.id)
        versions.record(self.id, ItemAndPoll(before, poll_before), ItemAndPoll(after, poll), self.version)
        self._advance_visible(map(max, versions.changed, versions.hidden))
        if isinstance(after, Question) and poll is None:
            self._touch_personal(after.asker)

    def _results_changed(self, before: Item | None, after: Poll) -> bool:
        """Whether a poll's results changed without a ballot: by another round, or by hidden or joined words.

        Equal results, such as none before and after, are no change. Also records when another round began to
        count.
        """
        if not isinstance(before, Poll):
            self.round_changed_at[after.id] = self.version
            return False
        if _counting_round(before) != _counting_round(after):
            self.round_changed_at[after.id] = self.version
        if (before.round_ids, before.hidden_words, before.joined_words) == (
            after.round_ids,
            after.hidden_words,
            after.joined_words,
        ):
            return False
        # If words were joined, the tallies count by the new pairs already, so the old ones are counted again.
        tally = self.tally_of if before.joined_words == after.joined_words else self._recounted
        old_results = [tally(before, round_id).results(before) for round_id in before.round_ids]
        return old_results != [self.tally_of(after, each).results(after) for each in after.round_ids]

    def _entries_of_changed(self) -> list[Question]:
        """The entries of changed polls that did not change themselves: their poll decides who sees them."""
        polls = {item_id for item_id, before in self.changed_items.items() if isinstance(before, Poll)}
        if not polls:
            return []
        return [each for each in self.questions() if each.poll in polls and each.id not in self.changed_items]

    def _record_counters(self, item_id: str, *, results_changed: bool) -> None:
        item, versions = self.items[item_id], self._versions_of(item_id)
        if item_id in self.changed_tallies:
            versions.counters_changed = self.version
        if results_changed:
            versions.results_changed = self.version
        for kind in ALL_KINDS:
            if versions.is_visible(kind) and versions.counters_version(item, kind) == self.version:
                self.visible_versions[kind] = self.version
        if isinstance(item, Question) and item.poll is None and not item.is_public:
            self._touch_personal(item.asker)

    def _advance_visible(self, versions: Iterable[int]) -> None:
        self.visible_versions = list(map(max, self.visible_versions, versions))

    def _versions_of(self, item_id: str) -> ChangeVersions:
        self.by_version.pop(item_id, None)
        self.by_version[item_id] = self.version
        versions = self.versions.get(item_id)
        if versions is None:
            versions = self.versions[item_id] = ChangeVersions()
        return versions

    def _touch_personal(self, person: str) -> PersonalVersions:
        """Records that something of the person's own changes at the current version."""
        own = self.personal_versions.pop(person, None) or PersonalVersions()
        own.any = self.version
        self.personal_versions[person] = own
        return own
