"""Commands that are stored together. Each is decided against the room as the commands before it leave it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.model import commands, events
from server.domain.model.decision import Reply
from server.domain.model.items import Ballot, Talk
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
from server.domain.views import full_body
from server.domain.visibility import viewer_kinds

Key = tuple[str, str, str]  # person, do, ref: two commands with one key are the same command


@dataclass(frozen=True, slots=True)
class Entry:
    """One event for the log. The last event of a command also carries the command's key, if it has one, and
    its reply, so that a repeated command gets the same reply."""

    event: events.Event
    person: str | None = None
    key: Key | None = None
    reply: Reply | None = None


class Batch:
    """Decides commands and collects their `entries`. The room itself does not change before the commit.

    Consecutive votes become one event, with the last vote of each person for each question. Consecutive
    ballots become one event too. Any other event ends the run, so that the log stays in order of arrival.
    """

    def __init__(self, room: Room, earlier_replies: dict[Key, Reply] | None = None) -> None:
        self._room = room
        self._draft = Draft(room)
        self._earlier_replies = dict(earlier_replies or {})
        self._entries: list[Entry] = []
        self._ballots: dict[str, Ballot] = {}  # of the run, by ballot id
        self._cast_at: datetime | None = None
        # By person and question: whether the person voted for it when the run began.
        self._votes_before: dict[tuple[str, str], bool] = {}
        # By question: one reply, shared by all who vote for it.
        self._vote_replies: dict[str, Reply] = {}

    def decide(
        self,
        person: Person,
        command: commands.Command,
        now: datetime,
        new_id: Callable[[], str],
        *,
        key: Key | None = None,
        seen: int | None = None,
    ) -> Reply:
        """The reply to send once the batch is stored. Raises `Refused`, and then the batch stays as it was.

        `key` is the command's, if it must not be carried out twice. `seen` is the version that an editor
        looked at: `Refused("changed")` if a question that the command names has changed for them since.
        """
        if key is not None and key in self._earlier_replies:
            return self._earlier_replies[key]
        if seen is not None and isinstance(command, commands.Editing):
            permit(person, command.do)
            self._check_unchanged(person, command.targets, seen)
        if isinstance(command, commands.Vote):
            return self._vote(person, command)
        if isinstance(command, PollAnswer):
            return self._answer(person, command, now, new_id)
        decision = decide(self._draft, person, command, now, new_id)
        if decision.events:
            self._flush_run()
            self._entries += [self._entry(event, person) for event in decision.events[:-1]]
            last = self._entry(decision.events[-1], person)
            self._entries.append(replace(last, key=key, reply=decision.reply))
        for event in decision.events:
            apply(self._draft, event)
        if key is not None and decision.events:
            self._earlier_replies[key] = decision.reply
        return decision.reply

    @property
    def talk(self) -> Talk:
        """The talk as it will be after the batch."""
        return self._draft.talk

    def entries(self) -> list[Entry]:
        """The events of all that was decided, in order. To be called once, after the last `decide`.

        Sets the count in the replies to votes to the one after the whole batch. Votes that cancel each other
        out make no event, so no later frame would correct a count from between them.
        """
        self._flush_run()
        for question, reply in self._vote_replies.items():
            reply["votes"] = self._draft.tally[question]
        return self._entries

    def _entry(self, event: events.Event, person: Person) -> Entry:
        return Entry(event, person.id or None if event.SIGNED else None)

    def _vote(self, person: Person, command: commands.Vote) -> Reply:
        """Does what `decide` and `apply` would do, without an event for each of ten thousand votes."""
        permit(person, command.do)
        toggled, votes = vote(self._draft, person, command)
        for voter, question, on in toggled:
            self._votes_before.setdefault((voter, question), not on)
        cast(self._draft, toggled)
        reply = self._vote_replies.setdefault(command.id, {})
        reply["votes"] = votes
        return reply

    def _answer(self, person: Person, command: PollAnswer, now: datetime, new_id: Callable[[], str]) -> Reply:
        permit(person, command.do)
        new_ballot = answer(self._draft, person, command, now, new_id)
        if new_ballot is not None:
            ballot_id, ballot = new_ballot
            self._ballots[ballot_id] = ballot
            self._cast_at = now
            ballots.cast(self._draft, ballot_id, ballot, now)
        return {}

    def _flush_run(self) -> None:
        """Ends the run of votes and ballots: adds their events to the entries."""
        changed_votes = [
            (person, question, not had_vote)
            for (person, question), had_vote in self._votes_before.items()
            if (question in self._draft.participation(person).votes) != had_vote
        ]
        self._votes_before.clear()
        if self._ballots:  # first, because a vote may be for the entry that a ballot added
            assert self._cast_at is not None
            self._entries.append(Entry(ballots.ballots_cast(self._cast_at, self._ballots)))
            self._ballots.clear()
        if changed_votes:
            self._entries.append(Entry(events.VotesCast(votes=tuple(changed_votes))))

    def _check_unchanged(self, person: Person, targets: tuple[str, ...], seen: int) -> None:
        """Raises `Refused("changed", item=…)` if one of the questions has changed for this person since.

        Passes over questions that the person may not see, or the refusal would tell of them.
        """
        for question in map(self._draft.question, targets):
            if question is None:
                continue
            kinds = viewer_kinds(self._draft, question, person)
            bodies = [body for kind in kinds if (body := full_body(self._draft, question, kind))]
            versions = self._room.versions.get(question.id)
            newer = versions is not None and max(versions.changed[kind] for kind in kinds) > seen
            if bodies and (newer or question.id in self._draft.changed_items):
                raise Refused("changed", "somebody changed it since you looked", item=bodies[0])
