"""Sealing: the ballots of a round that is over leave the log, where their order could tell whose they are."""

from collections.abc import Iterable
from datetime import datetime

from server.domain.model import poll_commands, poll_events
from server.domain.model.decision import Decision, NewId, decided
from server.domain.model.items import Ballot, Poll
from server.domain.model.people import Person
from server.domain.model.poll_events import CastBallot
from server.domain.model.state import State
from server.domain.model.tallies import Tally
from server.domain.polls.ballots import Round, read_ballot

UNSEALED_TYPES = frozenset({"text", "quiz"})
"""The types whose ballots stay in the log. Open texts are published one by one, and quizzes are timed."""


def rounds_to_seal(state: State) -> list[Round]:
    """The rounds that are over and have ballots in the log."""
    return [round_ for round_ in state.unsealed_rounds() if _is_over(state, *round_)]


def _is_over(state: State, poll_id: str, round_id: int) -> bool:
    poll = state.require_poll(poll_id)
    if poll.type in UNSEALED_TYPES:
        return False
    return poll.state != "open" or poll.round_id != round_id or state.talk.state == "closed"


def decide_seal(
    state: State, person: Person, command: poll_commands.PollSeal, now: datetime, new_id: NewId
) -> Decision:
    """Nothing if another process was quicker, or if the poll is open again."""
    if (command.id, command.round_id) not in rounds_to_seal(state):
        return decided()
    return decided(poll_events.RoundSealed(poll=command.id, round_id=command.round_id))


def apply_sealed(state: State, event: poll_events.RoundSealed) -> None:
    """The effect of `RoundSealed`."""
    state.seal_round((event.poll, event.round_id))


class BoxedBallots:
    """The ballots of a sealed round, read from its boxes and counted one box after another.

    `Room.find_missing` takes them, with the poll as it was given here.
    """

    def __init__(self, poll: Poll) -> None:
        self.ballots: dict[str, Ballot] = {}
        self.tally = Tally(poll.joined_words)

    def add(self, box: Iterable[CastBallot]) -> None:
        for ballot_id, ballot in map(read_ballot, box):
            self.ballots[ballot_id] = ballot
            self.tally.add(ballot)
