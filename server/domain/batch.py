"""Commands that go to the record together, each decided against the room as those before it leave it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.model import commands as c
from server.domain.model import events as e
from server.domain.model.decision import Reply
from server.domain.model.items import Ballot
from server.domain.model.people import Person, permit
from server.domain.model.poll_commands import PollAnswer
from server.domain.model.refusal import Refused
from server.domain.model.state import Draft
from server.domain.polls import ballots
from server.domain.polls.answer import answer
from server.domain.questions.decide import vote
from server.domain.questions.voting import cast
from server.domain.rules import apply, decide
from server.domain.sync.versioned import Room
from server.domain.views import whole
from server.domain.visibility import viewer_kinds

Key = tuple[str, str, str]  # person, do, ref: what makes a command the same command


@dataclass(frozen=True, slots=True)
class Entry:
    """One event for the log; with the key and the answer of the command it ends, if that has a key."""

    event: e.Event
    person: str | None = None
    key: Key | None = None
    ok: Reply | None = None


class Batch:
    """Decides, and collects `entries`; nothing of it shows in the room before commit.

    A run of votes becomes one event: the last word per person and question; and so do ballots. Any other
    event ends the run, so that the log stays in order of arrival.
    """

    def __init__(self, room: Room, earlier_replies: dict[Key, Reply] | None = None) -> None:
        self._room = room
        self._draft = Draft(room)
        self._earlier_replies = dict(earlier_replies or {})
        self._entries: list[Entry] = []
        self._ballots: dict[str, Ballot] = {}  # of the run, by their ids: the last word of each
        self._cast_at: datetime | None = None
        self._votes_before: dict[tuple[str, str], bool] = {}  # for the votes of the run: as it began
        self._vote_replies: dict[
            str, Reply
        ] = {}  # one for all who vote for a question: they are told the same

    def decide(
        self,
        person: Person,
        command: c.Command,
        now: datetime,
        new_id: Callable[[], str],
        *,
        key: Key | None = None,
        seen: int | None = None,
    ) -> Reply:
        """What the asker is told once the batch is stored. Raises `Refused`, which leaves no mark.

        `seen` is the version at which an editor stood; what changed since then for them is `changed`.
        """
        if key is not None and key in self._earlier_replies:
            return self._earlier_replies[key]
        if seen is not None and isinstance(command, c.Editing):
            permit(person, command.do)
            self._check_unchanged(person, command.targets, seen)
        if isinstance(command, c.Vote):
            return self._vote(person, command)
        if isinstance(command, PollAnswer):
            return self._answer(person, command, now, new_id)
        decision = decide(self._draft, person, command, now, new_id)
        if decision.events:
            self._flush_votes()
            self._entries += [self._signed(event, person) for event in decision.events[:-1]]
            self._entries.append(replace(self._signed(decision.events[-1], person), key=key, ok=decision.ok))
        for event in decision.events:
            apply(self._draft, event)
        if key is not None and decision.events:
            self._earlier_replies[key] = decision.ok
        return decision.ok

    @property
    def state(self) -> str:
        """The state that the room will be in."""
        return self._draft.talk.state

    def entries(self) -> list[Entry]:
        """The events of all that was decided, in order; asked for once, at the end.

        Completes the answers to votes: each tells the count that the whole batch leads to. Votes that cancel
        each other out make no event, so no later frame would correct a count from in between them.
        """
        self._flush_votes()
        for question, ok in self._vote_replies.items():
            ok["votes"] = self._draft.tally[question]
        return self._entries

    def _signed(self, event: e.Event, person: Person) -> Entry:
        return Entry(event, person.id or None if event.SIGNED else None)

    def _vote(self, person: Person, command: c.Vote) -> Reply:
        """As `decide` and `apply` would, without an event of its own for each of ten thousand."""
        permit(person, command.do)
        changes, votes = vote(self._draft, person, command)
        for voter, question, on in changes:
            self._votes_before.setdefault((voter, question), not on)
        cast(self._draft, changes)
        ok = self._vote_replies.setdefault(command.id, {})
        ok["votes"] = votes
        return ok

    def _answer(self, person: Person, command: PollAnswer, now: datetime, new_id: Callable[[], str]) -> Reply:
        permit(person, command.do)
        found = answer(self._draft, person, command, now, new_id)
        if found is not None:
            ballot_id, ballot = found
            self._ballots[ballot_id] = ballot
            self._cast_at = now
            ballots.cast(self._draft, ballot_id, ballot, now)
        return {}

    def _flush_votes(self) -> None:
        last_words = [
            (person, question, not held)
            for (person, question), held in self._votes_before.items()
            if (question in self._draft.person(person).votes) != held
        ]
        self._votes_before.clear()
        if self._ballots:  # first, because a vote may be for what a ballot brought
            assert self._cast_at is not None
            self._entries.append(Entry(ballots.cast_together(self._cast_at, self._ballots)))
            self._ballots.clear()
        if last_words:
            self._entries.append(Entry(e.VotesCast(votes=tuple(last_words))))

    def _check_unchanged(self, person: Person, targets: tuple[str, ...], seen: int) -> None:
        """Passes over what this person may not see: that is unknown to them, changed or not."""
        for question in map(self._draft.question, targets):
            if question is None:
                continue
            views = viewer_kinds(self._draft, question, person)
            bodies = [body for kind in views if (body := whole(self._draft, question, kind))]
            versions = self._room.versions.get(question.id)
            newer = versions is not None and max(versions.changed[kind] for kind in views) > seen
            if bodies and (newer or question.id in self._draft.changed_items):
                raise Refused("changed", "somebody changed it since you looked", item=bodies[0])
