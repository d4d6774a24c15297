"""Ballots: their ids, which only their owner's token leads to, and the effect of casting them."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from server.domain.model.folding import recounted
from server.domain.model.items import Ballot, Poll, Question
from server.domain.model.people import Person
from server.domain.model.poll_events import BallotDetails, BallotsCast, CastBallot
from server.domain.model.state import State

Round = tuple[str, int]  # poll id, round id

MOST_KEPT_IDS = 64  # of one person: bounds the memory for somebody who stays through many polls


def ballot_id(person: Person, poll: str, round_id: int) -> str:
    """The id of this person's one ballot in one round. It cannot be made without the bytes in their token.

    Kept while the person is connected, because each join and each answer needs the ids of all polls.
    """
    kept = person.ballot_ids
    made = kept.get((poll, round_id))
    if made is None:
        if len(kept) >= MOST_KEPT_IDS:
            kept.clear()
        made = kept[poll, round_id] = _mac(person, f"{poll}:{round_id}")
    return made


def own_ballot(state: State, person: Person, poll: Poll) -> Ballot | None:
    """This person's ballot in the poll's current round, if they have answered."""
    return state.ballots.get(ballot_id(person, poll.id, poll.round_id)) if person.secret else None


def player_id(person: Person) -> str:
    """The id by which this person plays quizzes. It names nobody."""
    return _mac(person, "player")


def _mac(person: Person, message: str) -> str:
    assert person.secret, "without a secret all would share one ballot"
    return hmac.digest(person.secret, message.encode(), "sha256")[:16].hex()


def cast(state: State, ballot_id: str, ballot: Ballot, at: datetime) -> None:
    """Adds a ballot, or replaces the person's earlier one. `at` is the event's time, cut to the minute."""
    before = state.ballots.get(ballot_id)
    state.cast_ballot(ballot_id, ballot)
    if before is None:
        state.set_tally(ballot.poll, state.tally.get(ballot.poll, 0) + 1)
    if before is not None and before.entry not in (None, ballot.entry):
        # A new text makes a new entry: the one that was published and voted for had another text.
        state.put(replace(state.require_question(before.entry), status="withdrawn", pinned=False))
    if ballot.entry is not None and (before is None or before.entry != ballot.entry):
        state.put(_entry(ballot_id, ballot, at, state.require_poll(ballot.poll)))
        state.set_tally(ballot.entry, 0)


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
    """The time cut to the minute, which is all that is recorded of when a ballot was cast."""
    return at.replace(second=0, microsecond=0)


def ballots_cast(at: datetime, ballots: Mapping[str, Ballot]) -> BallotsCast:
    """The event of a run of ballots. Sorted by id, because the order of arrival could tell whose they are."""
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


def apply_ballots_cast(state: State, event: BallotsCast) -> None:
    """The effect of `BallotsCast`."""
    for each in event.ballots:
        ballot_id, ballot = read_ballot(each)
        cast(state, ballot_id, ballot, event.at)
    for round_ in event.sealed or ():
        state.miss_ballots(round_)


NO_DETAILS = BallotDetails()


def read_ballot(recorded: CastBallot) -> tuple[str, Ballot]:
    """The id of a ballot and the ballot."""
    ballot_id, poll, round_id, answer, given = recorded
    details = given or NO_DETAILS
    ballot = Ballot(
        poll,
        round_id,
        answer,
        recounted(details.words or ()),
        details.entry,
        details.status,
        details.player,
        details.took_ms,
        details.points,
    )
    return ballot_id, ballot


def recount(state: State, poll: Poll) -> None:
    """Counts the ballots of the poll's current round again, after that has become another round."""
    current = (poll.id, poll.round_id)
    state.set_tally(poll.id, sum((each.poll, each.round_id) == current for each in state.ballots.values()))
