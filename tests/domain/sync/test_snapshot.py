"""Snapshots of folded rooms: whatever was folded comes back, and goes on as if it had never been away."""

import hashlib
import json
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given

from server.domain.model.events import Event
from server.domain.model.items import Ballot
from server.domain.model.poll_events import CastBallot
from server.domain.polls import apply as poll_fold
from server.domain.polls.ballots import Round, ballots_cast
from server.domain.rules import apply
from server.domain.sync.snapshot import FOLD, RECORDS, UnreadableSnapshot, lines, restore
from server.domain.sync.versioned import Room
from server.wire import read_event
from tests.domain.making import ASKER, BEGAN, MODERATOR, OTHER, ROOM, Play, attendee
from tests.domain.moves import MOVES, Move
from tests.domain.walking import SPLITS, step, walk

FOLDS_TO = (14, "f018871f9cd12c16a7ae1dbb34523580")
"""The fold's number, and a digest of every state on the way through the recorded logs."""

LOGS = (Path(__file__).parents[1] / "log.json", Path(__file__).parents[2] / "wire" / "events.json")


UNORDERED = ("ballots", "ballot_versions", "tallies")
"""The attributes whose order across rounds tells nothing: ballots of sealed rounds come before all others."""

first = itemgetter(0)


def content_of(thing: Any) -> Any:
    """The whole content of a value, in order. New attributes are included by themselves."""
    if isinstance(thing, dict):
        return [(key, content_of(value)) for key, value in thing.items()]
    if isinstance(thing, Room):
        content = {name: content_of(value) for name, value in vars(thing).items()}
        return {**content, **{name: sorted(content[name], key=first) for name in UNORDERED}}
    if thing is None or any("__eq__" in vars(kind) for kind in type(thing).__mro__[:-1]):
        return thing
    names = getattr(thing, "__slots__", None) or vars(thing)
    return {name: content_of(getattr(thing, name)) for name in names}


def boxes_of(room: Room) -> dict[Round, list[tuple[CastBallot, ...]]]:
    """A box for each sealed round, as the record has it. Ballots that were cast since are in the log."""
    unsealed = {ballot for ballots in room.ballot_versions.values() for ballot in ballots}
    sealed: dict[Round, dict[str, Ballot]] = {round_: {} for round_ in room.sealed_at}
    for each, ballot in room.ballots.items():
        if each not in unsealed:
            sealed[ballot.poll, ballot.round_id][each] = ballot
    return {round_: [ballots_cast(BEGAN, ballots).ballots] for round_, ballots in sealed.items()}


def restored(room: Room) -> Room:
    again = Room(room.id, room.limits)
    for _ in restore(again, list(lines(room)), boxes_of(room)):
        pass
    return again


@walk
@given(MOVES, SPLITS)
def test_a_restored_room_is_the_folded_one_at_any_point_and_goes_on_as_it(
    moves: list[Move], split: Random
) -> None:
    play = Play(premoderated=True)
    others = [restored(play.room)]
    for move in moves:
        known = play.room.version
        step(play, move)
        for event in play.log[known:]:
            for other in others:
                apply(other, event)
        if split.random() < 0.2:
            others.append(restored(play.room))
            assert content_of(others[-1]) == content_of(play.room)
    for other in others:
        assert content_of(other) == content_of(play.room)


def test_nothing_that_a_room_has_is_as_it_was_made_when_all_of_it_is_compared() -> None:
    """Else a part of a room could be left out of snapshots, and the walks would not notice."""
    play = Play()
    play(OTHER, "question.vote", id=play.ask(), on=True)
    for event in recorded(LOGS[1]):
        if type(event) in poll_fold.APPLY:
            play.happen(event)
    made = vars(Room("another"))
    # Empty between events, or the process's own.
    journal = {"changed_items", "changed_tallies", "changed_people", "changed_ballots", "limits"}
    journal |= {"sealed_polls"}
    for name, value in vars(play.room).items():
        assert name in journal or value != made[name], f"{name} has to change here"


def test_a_snapshot_is_of_its_moment_whatever_happens_while_it_is_written() -> None:
    play = Play()
    question = play.ask()
    for number in range(3 * RECORDS):
        play(attendee(number), "question.vote", id=question, on=True)
    then = list(lines(play.room))
    writing = lines(play.room)
    first = next(writing)
    play(ASKER, "question.vote", id=question, on=True)
    play(attendee(1), "question.vote", id=question, on=False)
    play(MODERATOR, "question.unpublish", id=question)
    assert [first, *writing] == then


def test_no_line_holds_more_than_a_few_records() -> None:
    play = Play()
    question = play.ask()
    for number in range(2 * RECORDS):
        play(attendee(number), "question.vote", id=question, on=True)
    for line in lines(play.room):
        assert len(json.loads(line.partition(b" ")[2])) <= RECORDS


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff",
        b"polls []",
        b"people",
        b"people {}",
        b'people [["p_1",[],[7]]]',
        b'items [{"id":"q_1"}]',
        b'tally [["q_1","many"]]',
        b'personal_versions [["p_1",1]]',
    ],
)
def test_what_this_release_did_not_write_is_said_to_be_unreadable(line: bytes) -> None:
    with pytest.raises(UnreadableSnapshot):
        list(restore(Room(ROOM), [line], {}))


def recorded(file: Path) -> Iterator[Event]:
    for row in json.loads(file.read_text()):
        yield read_event(row["type"], row["shape"], json.dumps(row["data"]))


def test_whoever_changes_what_folding_leads_to_raises_its_number() -> None:
    """A snapshot is used by every release with the same number, so its content must mean the same in each.

    If this fails, raise `FOLD` and keep the new digest here with it. A new example of a row does that as
    well: then every room folds its log once more, and that is all.
    """
    digest = hashlib.blake2b(digest_size=16)
    for file in LOGS:
        room = Room(ROOM)
        for event in recorded(file):
            apply(room, event)
            digest.update(b"\n".join(lines(room)))
    assert (FOLD, digest.hexdigest()) == FOLDS_TO
