"""Whatever several people do, in whatever order: what each browser holds is what a fresh one would get."""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.model.people import Person
from server.domain.sync.difference import Difference, sync
from server.domain.sync.own_ballots import view_of_person
from tests.domain import moves, poll_mixes
from tests.domain.folding import Client, frame, fresh
from tests.domain.making import Play
from tests.domain.walking import SPLITS, step, walk


class Walks(NamedTuple):
    """What people do, and who watches. `repeats`: another ballot may come to the same results, and is told
    to those who see them."""

    moves: st.SearchStrategy[list[moves.Move]]
    viewers: Sequence[Person]
    premoderated: bool
    repeats: bool

    def begin(self) -> Play:
        return Play(premoderated=self.premoderated)


EVERYTHING = Walks(moves.MOVES, moves.VIEWERS, premoderated=True, repeats=False)
POLLS = Walks(poll_mixes.POLL_MOVES, poll_mixes.VIEWERS, premoderated=False, repeats=True)
each_way = pytest.mark.parametrize("walks", [EVERYTHING, POLLS], ids=["everything", "polls of any type"])


@each_way
@walk
@given(st.data(), SPLITS)
def test_pushes_folded_at_any_split_into_ticks_are_a_fresh_snapshot(
    walks: Walks, data: Any, split: Random
) -> None:
    """Also for a browser that stays, whose sight is known from tick to tick."""
    play = walks.begin()
    clients = {viewer: fresh(play.room, viewer) for viewer in walks.viewers}
    stayed = {
        viewer: (fresh(play.room, viewer), view_of_person(play.room, viewer)) for viewer in walks.viewers
    }

    def tick() -> None:
        for viewer, client in clients.items():
            now = fresh(play.room, viewer).knows()
            client.round_id(frame(play.room, viewer, client.visible_version))
            assert client.knows() == now
            other, seen = stayed[viewer]
            other.round_id(frame(play.room, viewer, other.visible_version, seen=seen))
            assert other.knows() == now
            stayed[viewer] = other, view_of_person(play.room, viewer)

    for move in data.draw(walks.moves):
        step(play, move)
        if split.random() < 0.4:
            tick()
    tick()


@each_way
@walk
@given(st.data(), SPLITS)
def test_from_any_version_or_one_still_older_it_is_one_step_to_a_fresh_snapshot(
    walks: Walks, data: Any, split: Random
) -> None:
    play = walks.begin()
    stood: dict[Person, list[Client]] = {viewer: [fresh(play.room, viewer)] for viewer in walks.viewers}
    for move in data.draw(walks.moves):
        step(play, move)
        for viewer, clients in stood.items():
            if clients[-1].visible_version != play.room.version:
                clients.append(fresh(play.room, viewer))
    for viewer, clients in stood.items():
        now = fresh(play.room, viewer).knows()
        for client in clients:
            assert client.visible_version is not None
            older = split.randint(0, client.visible_version)
            for since in (client.visible_version, older):
                assert client.copy().round_id(frame(play.room, viewer, since)).knows() == now


@each_way
@walk
@given(st.data())
def test_a_difference_is_empty_unless_something_in_sight_changed(walks: Walks, data: Any) -> None:
    play = walks.begin()
    before = {viewer: fresh(play.room, viewer) for viewer in walks.viewers}
    seen = {viewer: view_of_person(play.room, viewer) for viewer in walks.viewers}
    for move in data.draw(walks.moves):
        version = play.room.version
        step(play, move)
        for viewer in walks.viewers:
            now, sight = fresh(play.room, viewer), view_of_person(play.room, viewer)
            changed = now.knows() != before[viewer].knows()
            turned = sight.answered ^ seen[viewer].answered
            told = sync(play.room, sight, viewer, version, resent=turned)
            again = walks.repeats and all("results" in fields for fields in told.set.values())
            assert bool(told) == changed or (again and told == Difference(set=told.set))
            before[viewer], seen[viewer] = now, sight
