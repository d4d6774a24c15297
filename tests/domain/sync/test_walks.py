"""Random walks of several people: the state of each browser equals that of a fresh one."""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.model.people import Person
from server.domain.sync.difference import Difference
from server.domain.sync.own_ballots import view_of_person
from tests.domain import moves, poll_mixes
from tests.domain.client import Client, difference_for, frame, fresh
from tests.domain.making import Play
from tests.domain.walking import SPLITS, step, walk


class Walks(NamedTuple):
    """The moves of walks, and their viewers. With `repeats`, a ballot may lead to equal results, which are
    sent again to those who see them, and another round may have an equal ballot of the viewer's own."""

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
    """Also for a browser that stays connected, so that its view at each tick is known."""
    play = walks.begin()
    clients = {viewer: fresh(play.room, viewer) for viewer in walks.viewers}
    stayed = {
        viewer: (fresh(play.room, viewer), view_of_person(play.room, viewer)) for viewer in walks.viewers
    }

    def tick() -> None:
        for viewer, client in clients.items():
            now = fresh(play.room, viewer).knows()
            client.apply(frame(play.room, viewer, client.visible_version))
            assert client.knows() == now
            other, shown_view = stayed[viewer]
            other.apply(frame(play.room, viewer, other.visible_version, shown_view=shown_view))
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
    clients_at: dict[Person, list[Client]] = {viewer: [fresh(play.room, viewer)] for viewer in walks.viewers}
    for move in data.draw(walks.moves):
        step(play, move)
        for viewer, clients in clients_at.items():
            if clients[-1].visible_version != play.room.version:
                clients.append(fresh(play.room, viewer))
    for viewer, clients in clients_at.items():
        now = fresh(play.room, viewer).knows()
        for client in clients:
            assert client.visible_version is not None
            older = split.randint(0, client.visible_version)
            for since in (client.visible_version, older):
                assert client.copy().apply(frame(play.room, viewer, since)).knows() == now


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
            now, view = fresh(play.room, viewer), view_of_person(play.room, viewer)
            changed = now.knows() != before[viewer].knows()
            resent = view.answered ^ seen[viewer].answered
            sent = difference_for(play.room, view, viewer, version, resent)
            again = walks.repeats and all("results" in fields for fields in sent.set.values())
            again &= sent.mine is None or sent.mine.keys() == {"ballots"}
            assert bool(sent) == changed or (again and sent == Difference(set=sent.set, mine=sent.mine))
            before[viewer], seen[viewer] = now, view
