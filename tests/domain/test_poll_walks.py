"""Whatever people do to polls: what each browser holds is what a fresh one would get, and nothing more."""

from random import Random

from hypothesis import given

from server.domain.own_ballots import sight_of
from server.domain.people import Person
from server.domain.sync import Difference, sync
from server.domain.views import Sight
from tests.domain.folding import Client, frame, fresh
from tests.domain.making import Play
from tests.domain.moves import Move
from tests.domain.poll_mixes import POLL_MOVES, VIEWERS
from tests.domain.walking import SPLITS, WALK, step


@WALK
@given(POLL_MOVES, SPLITS)
def test_pushes_folded_at_any_split_into_ticks_are_a_fresh_snapshot(moves: list[Move], split: Random) -> None:
    play = Play()
    clients = {viewer: fresh(play.room, viewer) for viewer in VIEWERS}
    seen = {viewer: sight_of(play.room, viewer) for viewer in VIEWERS}

    def tick(viewer: Person, client: Client, seen: Sight | None) -> None:
        client.take(frame(play.room, viewer, client.stand, seen=seen))
        assert client.knows() == fresh(play.room, viewer).knows()

    for move in moves:
        step(play, move)
        if split.random() < 0.4:
            for viewer, client in clients.items():
                tick(viewer, client, seen[viewer])
                seen[viewer] = sight_of(play.room, viewer)
    for viewer, client in clients.items():
        tick(viewer, client, seen[viewer])


@WALK
@given(POLL_MOVES, SPLITS)
def test_from_any_version_or_one_still_older_it_is_one_step_to_a_fresh_snapshot(
    moves: list[Move], split: Random
) -> None:
    play = Play()
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
@given(POLL_MOVES)
def test_a_difference_is_empty_unless_something_in_sight_changed(moves: list[Move]) -> None:
    play = Play()
    before = {viewer: fresh(play.room, viewer) for viewer in VIEWERS}
    seen = {viewer: sight_of(play.room, viewer) for viewer in VIEWERS}
    for move in moves:
        version = play.room.version
        step(play, move)
        for viewer in VIEWERS:
            now, sight = fresh(play.room, viewer), sight_of(play.room, viewer)
            changed = now.knows() != before[viewer].knows()
            turned = sight.answered ^ seen[viewer].answered
            told = sync(play.room, sight, viewer, version, turned=turned)
            # Another ballot may come to the same results, for those who see them.
            again = all("results" in fields for fields in told.set.values()) and told == Difference(
                set=told.set
            )
            assert bool(told) == changed or again
            before[viewer], seen[viewer] = now, sight
