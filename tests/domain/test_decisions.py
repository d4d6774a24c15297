"""Deciding changes nothing, a refusal leaves no event, and the log is all there is to a room."""

from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given

from server.domain.batch import Batch
from server.domain.model.items import NO_PARTICIPATION
from server.domain.model.refusal import Refused
from server.domain.model.tallies import Tally
from server.domain.polls.ballots import ballot_id
from server.domain.rules import apply, decide
from server.domain.sync.versioned import Room
from server.wire import read_event, write_event
from tests.domain.making import ASKER, MODERATOR, ORGANISER, OTHER, ROOM, SPEAKER, Play, command
from tests.domain.moves import MOVES, Move
from tests.domain.walking import SPLITS, step, walk

PEOPLE = (ASKER, OTHER, SPEAKER, MODERATOR, ORGANISER)


def contents(room: Room) -> dict[str, Any]:
    """All attributes of a room, the versions of changes included."""
    return {
        "version": room.version,
        "items": dict(room.items),
        "people": dict(room.people),
        "tally": dict(room.tally),
        "polls": (dict(room.ballots), dict(room.tallies), dict(room.players), dict(room.names)),
        "marks": {
            each: (m.changed, m.hidden, m.counters_changed, m.results_changed)
            for each, m in room.versions.items()
        },
        "own": {each: (own.any, own.votes, own.questions) for each, own in room.personal_versions.items()},
        "cast": (dict(room.ballot_versions), dict(room.round_changed_at), dict(room.last_answered)),
        "journal": (room.changed_items, room.changed_tallies, room.changed_people, room.changed_ballots),
    }


def lasting_state(room: Room) -> dict[str, Any]:
    """The state of a room without all that depends on how commands were batched, such as the texts that were
    written and replaced within one batch."""
    people = {each: person for each, person in room.people.items() if person != NO_PARTICIPATION}
    ballots = {each: replace(ballot, entry=None, took_ms=None) for each, ballot in room.ballots.items()}
    changed_items = {each.id for each in room.questions() if each.poll and each.status == "withdrawn"}
    items = {each: item for each, item in room.items.items() if each not in changed_items}
    tally = {each: votes for each, votes in room.tally.items() if each not in changed_items}
    return {"items": items, "people": people, "tally": tally, "ballots": ballots}


@walk
@given(MOVES)
def test_deciding_changes_nothing_and_a_refusal_leaves_no_event(moves: list[Move]) -> None:
    play = Play(premoderated=True)
    for who, do, fields in moves:
        before = deepcopy(contents(play.room))
        with suppress(Refused):
            decide(play.room, who, command(do, **fields), play.now, lambda: "x")
        assert contents(play.room) == before
        step(play, (who, do, fields))


@walk
@given(MOVES)
def test_replaying_the_recorded_rows_rebuilds_an_equal_room(moves: list[Move]) -> None:
    play = Play(premoderated=True)
    for move in moves:
        step(play, move)
    again = Room(ROOM)
    for event in play.log:
        read = read_event(*write_event(event))
        assert read == event
        apply(again, read)
    assert contents(again) == contents(play.room)


@walk
@given(MOVES)
def test_votes_are_the_distinct_people_who_hold_one_over_all_that_is_merged(moves: list[Move]) -> None:
    play = Play(premoderated=True)
    for move in moves:
        step(play, move)
        room = play.room
        roots = {question.id: {question.id} for question in room.questions()}
        for question in room.questions():
            above = question.into
            while above is not None:
                roots[above].add(question.id)
                above = room.require_question(above).into
        voters = {
            each: sum(bool(person.votes & below) for person in room.people.values())
            for each, below in roots.items()
        }
        assert {each: votes for each, votes in room.tally.items() if each in roots} == voters


@walk
@given(MOVES)
def test_ballots_are_the_distinct_people_who_answered_in_each_round(moves: list[Move]) -> None:
    play = Play(premoderated=True)
    for move in moves:
        step(play, move)
    room = play.room
    for poll in room.polls():
        cast = [ballot for ballot in room.ballots.values() if ballot.poll == poll.id]
        assert room.tally[poll.id] == sum(ballot.round_id == poll.round_id for ballot in cast)
        for round_id in range(1, poll.last_round_id + 1):
            anew = Tally(poll.joined_words)
            for ballot in cast:
                if ballot.round_id == round_id:
                    anew.add(ballot)
            assert room.tally_of(poll, round_id) == anew
        current = {ballot_id(person, poll.id, poll.round_id) for person in PEOPLE}
        ids = {
            each
            for each, ballot in room.ballots.items()
            if (ballot.poll, ballot.round_id) == (poll.id, poll.round_id)
        }
        assert ids <= current


@walk
@given(MOVES, SPLITS)
def test_batches_come_to_the_same_as_their_commands_one_by_one(moves: list[Move], split: Random) -> None:
    together, apart = Play(premoderated=True), Play(premoderated=True)
    while moves:
        size = split.randint(1, 8)
        now, moves = moves[:size], moves[size:]
        batch = Batch(together.room)
        before = deepcopy(contents(together.room))
        outcomes = [(step(together, move, batch), step(apart, move)) for move in now]
        entries = batch.entries()
        assert contents(together.room) == before
        for entry in entries:
            together.happen(entry.event)
        for in_batch, alone in outcomes:
            if "votes" in in_batch:  # the count at the end of the batch, where alone it is that of the moment
                assert in_batch.keys() == alone.keys()
            else:
                assert in_batch == alone
        assert lasting_state(together.room) == lasting_state(apart.room)
