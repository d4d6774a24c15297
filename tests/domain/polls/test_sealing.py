"""Rounds that are over: which are sealed, and what a room knows of their ballots afterwards."""

import pytest

from server.domain.batch import Batch
from server.domain.model.poll_commands import PollSeal
from server.domain.model.poll_events import PollType, RoundSealed
from server.domain.polls.ballots import ballot_id, ballots_cast
from server.domain.polls.sealing import BoxedBallots, rounds_to_seal
from server.domain.rules import apply
from server.domain.sync.own_ballots import last_change
from server.domain.sync.versioned import Room
from tests.domain.making import ASKER, BEGAN, MODERATOR, OTHER, ROOM, Play
from tests.domain.polling import ANSWERS, DEFINITIONS, answer, counted, opened

SEALED: list[PollType] = sorted(DEFINITIONS.keys() - {"text", "quiz"})


def seal(play: Play) -> list[tuple[str, int]]:
    rounds = rounds_to_seal(play.room)
    for poll, round_id in rounds:
        play.happen(RoundSealed(poll=poll, round_id=round_id))
    return rounds


@pytest.mark.parametrize("kind", SEALED)
def test_a_round_is_over_when_its_poll_closes_and_sealing_it_leaves_its_results(kind: PollType) -> None:
    play = Play()
    poll = opened(play, kind)
    answer(play, ASKER, poll, ANSWERS[kind][0])
    assert rounds_to_seal(play.room) == []
    play(MODERATOR, "poll.close", id=poll)
    before = counted(play, poll)
    assert seal(play) == [(poll, 1)]
    assert counted(play, poll) == before
    assert rounds_to_seal(play.room) == []


@pytest.mark.parametrize("kind", ["text", "quiz"])
def test_open_texts_and_quizzes_keep_their_ballots_in_the_log(kind: PollType) -> None:
    play = Play()
    poll = opened(play, kind)
    answer(play, ASKER, poll, ANSWERS[kind][0])
    play(MODERATOR, "poll.close", id=poll)
    assert rounds_to_seal(play.room) == []


@pytest.mark.parametrize("do", ["reset", "delete"])
def test_a_round_is_over_when_its_poll_is_reset_or_deleted(do: str) -> None:
    play = Play()
    poll = opened(play)
    answer(play, ASKER, poll, "o1")
    play(MODERATOR, f"poll.{do}", id=poll)
    assert rounds_to_seal(play.room) == [(poll, 1)]


def test_all_rounds_are_over_when_the_room_closes_and_are_sealed_again_after_it_was_open() -> None:
    play = Play()
    poll = opened(play)
    answer(play, ASKER, poll, "o1")
    play(MODERATOR, "room.close")
    assert seal(play) == [(poll, 1)]
    play(MODERATOR, "room.open")
    answer(play, OTHER, poll, "o2")
    assert rounds_to_seal(play.room) == []
    play(MODERATOR, "room.close")
    assert seal(play) == [(poll, 1)]


def test_a_round_without_a_ballot_has_nothing_to_seal() -> None:
    play = Play()
    play(MODERATOR, "poll.close", id=opened(play))
    assert rounds_to_seal(play.room) == []


def test_all_ballots_count_as_cast_by_the_seal() -> None:
    play = Play()
    poll = opened(play)
    answer(play, ASKER, poll, "o1")
    answer(play, OTHER, poll, "o2")
    play(MODERATOR, "poll.close", id=poll)
    seal(play)
    for person in (ASKER, OTHER):
        assert last_change(play.room, person) == play.room.version


def test_an_answer_is_corrected_after_the_round_was_sealed() -> None:
    play = Play()
    poll = opened(play)
    answer(play, ASKER, poll, "o1")
    answer(play, OTHER, poll, "o1")
    play(MODERATOR, "poll.close", id=poll)
    seal(play)
    sealed_at = play.room.version
    play(MODERATOR, "poll.open", id=poll)
    if play.room.require_poll(poll).round_id == 1:
        answer(play, ASKER, poll, "o2")
        assert counted(play, poll) == {"o1": 1, "o2": 1, "o3": 0}
        versions = play.room.versions_of_ballot((poll, 1), ballot_id(ASKER, poll, 1))
        assert versions == (sealed_at, play.room.version)
    play(MODERATOR, "poll.close", id=poll)
    seal(play)
    assert rounds_to_seal(play.room) == []


def test_ballots_of_the_boxes_take_the_place_of_what_was_missing() -> None:
    play = Play()
    poll = opened(play)
    cut = len(play.log)
    answer(play, ASKER, poll, "o1")
    answer(play, OTHER, poll, "o3")
    play(MODERATOR, "poll.close", id=poll)
    boxed = ballots_cast(BEGAN, play.room.ballots).ballots
    seal(play)
    room = Room(ROOM)
    for event in play.log[:cut]:
        apply(room, event)
    empty = ballots_cast(BEGAN, {}).model_copy(update={"sealed": ((poll, 1),)})
    for event in (empty, empty, play.log[cut + 2], play.log[cut + 3]):
        if isinstance(event, RoundSealed):
            found = BoxedBallots(room.require_poll(poll))
            for each in boxed:
                found.add([each])
            room.find_missing((poll, 1), found)
        apply(room, event)
    assert room.version == play.room.version
    assert room.ballots == play.room.ballots
    assert room.tallies == play.room.tallies
    assert room.tally == play.room.tally
    assert room.missing_rounds == {}


def test_a_round_is_sealed_once_by_two_commands_of_one_batch() -> None:
    play = Play()
    poll = opened(play)
    answer(play, ASKER, poll, "o1")
    play(MODERATOR, "poll.close", id=poll)
    batch = Batch(play.room)
    for _ in range(2):
        batch.decide(MODERATOR, PollSeal(id=poll, round_id=1), BEGAN, play.new_id)
    assert [entry.event for entry in batch.entries()] == [RoundSealed(poll=poll, round_id=1)]


def test_nothing_is_sealed_that_is_open_again() -> None:
    play = Play()
    poll = opened(play)
    answer(play, ASKER, poll, "o1")
    batch = Batch(play.room)
    batch.decide(MODERATOR, PollSeal(id=poll, round_id=1), BEGAN, play.new_id)
    assert batch.entries() == []
