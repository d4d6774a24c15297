"""Whatever several people do, in whatever order: what each browser holds is what a fresh one would get."""

from random import Random

from hypothesis import given

from server.domain.own_ballots import sight_of
from server.domain.people import Person
from server.domain.sync import sync
from tests.domain.folding import Client, frame, fresh
from tests.domain.making import Play
from tests.domain.moves import MOVES, VIEWERS, Move
from tests.domain.walking import SPLITS, WALK, step


@WALK
@given(MOVES, SPLITS)
def test_pushes_folded_at_any_split_into_ticks_are_a_fresh_snapshot(moves: list[Move], split: Random) -> None:
    play = Play(premoderated=True)
    clients = {viewer: fresh(play.room, viewer) for viewer in VIEWERS}
    for move in moves:
        step(play, move)
        if split.random() < 0.4:
            for viewer, client in clients.items():
                client.take(frame(play.room, viewer, client.stand))
                assert client.knows() == fresh(play.room, viewer).knows()
    for viewer, client in clients.items():
        client.take(frame(play.room, viewer, client.stand))
        assert client.knows() == fresh(play.room, viewer).knows()


@WALK
@given(MOVES, SPLITS)
def test_from_any_version_or_one_still_older_it_is_one_step_to_a_fresh_snapshot(
    moves: list[Move], split: Random
) -> None:
    play = Play(premoderated=True)
    stood: dict[Person, list[Client]] = {viewer: [fresh(play.room, viewer)] for viewer in VIEWERS}
    for move in moves:
        step(play, move)
        for viewer, clients in stood.items():
            if clients[-1].stand != play.room.version:
                clients.append(fresh(play.room, viewer))
    for viewer, clients in stood.items():
        now = fresh(play.room, viewer).knows()
        for client in clients:
            assert client.stand is not None
            older = split.randint(0, client.stand)
            for since in (client.stand, older):
                assert client.copy().take(frame(play.room, viewer, since)).knows() == now


@WALK
@given(MOVES)
def test_a_difference_is_empty_unless_something_in_sight_changed(moves: list[Move]) -> None:
    play = Play(premoderated=True)
    before = {viewer: fresh(play.room, viewer) for viewer in VIEWERS}
    for move in moves:
        version = play.room.version
        step(play, move)
        for viewer in VIEWERS:
            now = fresh(play.room, viewer)
            changed = now.knows() != before[viewer].knows()
            assert bool(sync(play.room, sight_of(play.room, viewer), viewer, version)) == changed
            before[viewer] = now
