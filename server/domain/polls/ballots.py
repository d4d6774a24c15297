"""Ballots: whose they are without saying so, and what casting them makes true."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from server.domain.model.items import Ballot, Poll, Question
from server.domain.model.people import Person
from server.domain.model.poll_events import BallotDetails, BallotsCast
from server.domain.model.state import State

Round = tuple[str, int]  # poll, take

KEPT = 64  # ids for each person, so that somebody here for long does not hold those of every poll there was


def ballot_id(person: Person, poll: str, round_id: int) -> str:
    """The id of this person's one ballot in one round: nobody makes it without the bytes in their token.

    Worked out once for as long as they are here: a join or an answer asks for that of every poll, repeatedly.
    """
    known = person.ballot_ids
    found = known.get((poll, round_id))
    if found is None:
        if len(known) >= KEPT:
            known.clear()
        found = known[poll, round_id] = _mac(person, f"{poll}:{round_id}")
    return found


def own_ballot(state: State, person: Person, poll: Poll) -> Ballot | None:
    """What this person has answered in the poll's current round."""
    return state.ballots.get(ballot_id(person, poll.id, poll.round_id)) if person.secret else None


def player_id(person: Person) -> str:
    """What this person plays quizzes as."""
    return _mac(person, "player")


def _mac(person: Person, message: str) -> str:
    assert person.secret, "without a secret all would share one ballot"
    return hmac.digest(person.secret, message.encode(), "sha256")[:16].hex()


def cast(state: State, ballot_id: str, ballot: Ballot, at: datetime) -> None:
    """Put a ballot in, or in the place of the one before; `at` is as the event has it, cut to the minute."""
    before = state.ballots.get(ballot_id)
    state.cast_ballot(ballot_id, ballot)
    if before is None:
        state.count(ballot.poll, state.tally.get(ballot.poll, 0) + 1)
    if before is not None and before.entry not in (None, ballot.entry):
        # Another text is another entry: what was published and voted for was not this.
        state.put(replace(state.require_question(before.entry), status="withdrawn", pinned=False))
    if ballot.entry is not None and (before is None or before.entry != ballot.entry):
        state.put(_entry(ballot_id, ballot, at, state.require_poll(ballot.poll)))
        state.count(ballot.entry, 0)


def _entry(ballot_id: str, ballot: Ballot, at: datetime, poll: Poll) -> Question:
    assert ballot.entry is not None
    assert ballot.status is not None
    return Question(
        id=ballot.entry,
        text=str(ballot.answer),
        asker=ballot_id,
        pseudonym="",
        asked_at=at,
        published_at=at if ballot.status == "published" else None,
        status=ballot.status,
        poll=poll.id,
        round_id=ballot.round_id,
    )


def minute(at: datetime) -> datetime:
    """When ballots were cast, as far as anybody is told."""
    return at.replace(second=0, microsecond=0)


def cast_together(at: datetime, ballots: Mapping[str, Ballot]) -> BallotsCast:
    """The event of a run of ballots, by their ids: in an order that says nothing of that of their arrival."""
    rows = ((each, b.poll, b.round_id, b.answer, _details(b)) for each, b in sorted(ballots.items()))
    return BallotsCast(at=minute(at), ballots=tuple(rows))


def _details(ballot: Ballot) -> BallotDetails | None:
    if not ballot.words and ballot.entry is None and ballot.took_ms is None:
        return None
    return BallotDetails(
        words=ballot.words or None,
        entry=ballot.entry,
        status=ballot.status,
        player=ballot.player,
        took_ms=ballot.took_ms,
        points=ballot.points,
    )


def were_cast(state: State, event: BallotsCast) -> None:
    for ballot_id, poll, round_id, answer, beside in event.ballots:
        cast(state, ballot_id, _ballot(poll, round_id, answer, beside or BallotDetails()), event.at)


def _ballot(
    poll: str, round_id: int, answer: str | int | float | tuple[str, ...], beside: BallotDetails
) -> Ballot:
    return Ballot(
        poll,
        round_id,
        answer,
        beside.words or (),
        beside.entry,
        beside.status,
        beside.player,
        beside.took_ms,
        beside.points,
    )


def count_again(state: State, poll: Poll) -> None:
    """How many have answered in the poll's round: after another round than before has become that."""
    round_now = (poll.id, poll.round_id)
    state.count(poll.id, sum((each.poll, each.round_id) == round_now for each in state.ballots.values()))
