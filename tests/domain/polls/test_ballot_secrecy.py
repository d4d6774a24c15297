"""The log does not tell who chose what: not by its rows, nor by their order, nor by their senders."""

import json
from typing import Any

import pytest
from hypothesis import given

from server.domain.batch import Batch, Entry
from server.domain.model.people import Person, Role, pseudonym
from server.domain.model.poll_events import BallotsCast
from server.domain.polls.ballots import ballot_id, player_id
from server.domain.sync.snapshot import lines
from server.wire import WITHOUT_IDEMPOTENCY, write_event
from tests.domain.making import ASKER, MODERATOR, OTHER, ROOM, SPEAKER, Play, attendee
from tests.domain.moves import MOVES, Move
from tests.domain.polling import DEFINITIONS, answer, opened
from tests.domain.walking import decide_in_batch, step, walk

PEOPLE = (ASKER, OTHER, SPEAKER, MODERATOR)


def written(play: Play) -> list[dict[str, Any]]:
    """The log as it is recorded, ballots and players alone."""
    rows = [(type(event).__name__, write_event(event)[2]) for event in play.log]
    return [json.loads(data) for name, data in rows if name in ("BallotsCast", "PlayerNamed")]


@walk
@given(MOVES)
def test_no_row_with_ballots_names_anybody_by_whatever_name(moves: list[Move]) -> None:
    play = Play(premoderated=True)
    for move in moves:
        step(play, move)
    names = {name for each in PEOPLE for name in (each.id, pseudonym(ROOM, each.id), each.secret.hex())}
    text = json.dumps(written(play))
    assert not {name for name in names if f'"{name}"' in text}
    snapshot = b"".join(line for line in lines(play.room) if line.startswith((b"ballots", b"players")))
    assert not {name for name in names if f'"{name}"'.encode() in snapshot}


def test_the_log_is_the_same_whoever_of_two_answered_what() -> None:
    """All that is recorded follows from the bytes in two tokens, and from the choices made with each.

    Two people who swap their tokens leave the same log, so the log cannot tell who they are.
    """

    def log(first: Person, second: Person) -> list[Entry]:
        play = Play()
        polls = [opened(play, kind, show="always") for kind in DEFINITIONS]
        batch = Batch(play.room)
        for person, name, answers in ((first, "Ondel", 0), (second, "Betawi", 1)):
            decide_in_batch(play, person, "quiz.name", batch=batch, name=name)
            for poll_id, choices in zip(polls, _ANSWERS, strict=True):
                decide_in_batch(play, person, "poll.answer", batch=batch, id=poll_id, answer=choices[answers])
        return batch.entries()

    swapped = Person(OTHER.id, OTHER.role, ASKER.secret), Person(ASKER.id, ASKER.role, OTHER.secret)
    entries = log(ASKER, OTHER)
    assert len(entries) > 2
    assert log(*swapped) == entries


_ANSWERS: tuple[tuple[Any, Any], ...] = (
    ("o1", "o2"),
    (["o1"], ["o2", "o3"]),
    ("yes", "no"),
    (1, 5),
    (1, 7),
    (["o1", "o2", "o3"], ["o2"]),
    ("More trees", "Fewer cars"),
    ("trees", "cars"),
    (1, 50),
    ("o1", "o2"),
)


def test_the_order_in_a_row_is_that_of_the_ids_and_not_of_arrival() -> None:
    orders = []
    for people in (range(20), reversed(range(20))):
        play = Play()
        poll_id = opened(play)
        batch = Batch(play.room)
        for number in people:
            decide_in_batch(play, attendee(number), "poll.answer", batch=batch, id=poll_id, answer="o1")
        rows = [entry.event.ballots for entry in batch.entries() if isinstance(entry.event, BallotsCast)]
        orders.append(rows)
        assert all(list(row) == sorted(row) for row in rows)
    assert sorted(sum(orders[0], ())) == sorted(sum(orders[1], ()))


@pytest.mark.parametrize(
    ("do", "fields"), [("poll.answer", {"id": "p_1", "answer": "o1"}), ("quiz.name", {"name": "Ondel"})]
)
def test_neither_who_sent_it_nor_their_ref_is_recorded(do: str, fields: dict[str, Any]) -> None:
    play = Play()
    opened(play)
    batch = Batch(play.room)
    decide_in_batch(play, ASKER, do, batch=batch, **fields)
    [entry] = batch.entries()
    assert (entry.person, entry.key) == (None, None)
    assert do in WITHOUT_IDEMPOTENCY


def test_ids_differ_by_person_poll_and_round_and_follow_from_the_secret_alone() -> None:
    ids = {
        ballot_id(person, poll, round_id)
        for person in PEOPLE
        for poll in ("p_1", "p_2")
        for round_id in (1, 2)
    }
    ids |= {player_id(person) for person in PEOPLE}
    assert len(ids) == len(PEOPLE) * 5
    again = Person("another", Role.ORGANISER, ASKER.secret)
    assert ballot_id(again, "p_1", 1) == ballot_id(ASKER, "p_1", 1)


def test_without_a_secret_there_is_no_ballot() -> None:
    play = Play()
    poll_id = opened(play)
    with pytest.raises(AssertionError):
        answer(play, Person("stranger", Role.ATTENDEE), poll_id, "o1")
