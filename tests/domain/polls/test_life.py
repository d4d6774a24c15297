"""The states of a poll: the commands allowed in each, rounds, resets and restoring."""

from datetime import timedelta
from typing import Any, get_args

import pytest

from server.domain.model.limits import Limits
from server.domain.model.poll_events import PollState
from server.domain.polls.decide import FROM, is_over
from tests.domain.making import ASKER, BEGAN, MODERATOR, OTHER, Play, attendee
from tests.domain.polling import answer, ballot, compose, counted, opened, poll, poll_that_is, refused

FIELDS: dict[str, dict[str, Any]] = {
    "poll.edit": {"prompt": "Well?"},
    "poll.move": {"to": 0},
    "poll.word": {"word": "x", "hide": True},
    "poll.extend": {"seconds": 30},
    "poll.strike": {"on": True},
}
OF_QUIZZES = ("poll.extend", "poll.strike")


@pytest.mark.parametrize("do", FROM)
@pytest.mark.parametrize("state", get_args(PollState))
def test_each_command_starts_from_just_these_states(do: str, state: PollState) -> None:
    play = Play()
    quiz = do in OF_QUIZZES
    poll_id = poll_that_is(state, play, "quiz" if quiz else "words")
    if state == "open":
        answer(play, ASKER, poll_id, "o1" if quiz else "trees")
    if do == "poll.unreset" and state == "open":
        play(MODERATOR, "poll.reset", id=poll_id)
    fields = {"id": poll_id, **FIELDS.get(do, {})}
    if state in FROM[do] and (do, state) != ("poll.unreset", "closed"):
        play(MODERATOR, do, **fields)
    elif state == "deleted":
        assert play.refusal(MODERATOR, do, **fields) == ("unknown", "id")
    else:
        assert play.refusal(MODERATOR, do, **fields) == ("wrong_state", None)


@pytest.mark.parametrize("do", FROM)
def test_a_poll_that_never_was_is_unknown(do: str) -> None:
    assert Play().refusal(MODERATOR, do, id="p_9", **FIELDS.get(do, {})) == ("unknown", "id")


def test_a_closed_poll_can_be_opened_again_with_its_answers() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    play(MODERATOR, "poll.reveal", id=poll_id)
    play(MODERATOR, "poll.close", id=poll_id)
    assert (poll(play, poll_id).closed_at, poll(play, poll_id).revealed) == (play.now, True)
    play(MODERATOR, "poll.open", id=poll_id)
    now = poll(play, poll_id)
    assert (now.state, now.round_ids, now.revealed, now.closed_at) == ("open", (1,), None, None)
    assert counted(play, poll_id) == {"o1": 1, "o2": 0, "o3": 0}


def test_several_may_be_open() -> None:
    play = Play()
    polls = [opened(play), opened(play)]
    for poll_id in polls:
        answer(play, ASKER, poll_id, "o1")
    assert [play.room.tally[each] for each in polls] == [1, 1]


def test_another_round_starts_from_nothing_and_keeps_the_one_before_for_comparison() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    answer(play, OTHER, poll_id, "o1")
    play(MODERATOR, "poll.close", id=poll_id)
    play(MODERATOR, "poll.open", id=poll_id, again=True)
    assert (play.room.tally[poll_id], ballot(play, ASKER, poll_id)) == (0, None)
    answer(play, ASKER, poll_id, "o2")
    assert poll(play, poll_id).round_ids == (1, 2)
    assert counted(play, poll_id, 1) == {"o1": 2, "o2": 0, "o3": 0}
    assert counted(play, poll_id, 2) == {"o1": 0, "o2": 1, "o3": 0}


def test_the_first_opening_is_the_first_round_whatever_is_said() -> None:
    play = Play()
    poll_id = compose(play)
    play(MODERATOR, "poll.open", id=poll_id, again=True)
    assert poll(play, poll_id).round_ids == (1,)


def test_there_are_only_so_many_rounds() -> None:
    play = Play(limits=Limits(rounds=2))
    poll_id = poll_that_is("closed", play)
    play(MODERATOR, "poll.open", id=poll_id, again=True)
    play(MODERATOR, "poll.close", id=poll_id)
    assert play.refusal(MODERATOR, "poll.open", id=poll_id, again=True) == ("full", None)
    play(MODERATOR, "poll.open", id=poll_id)


def test_a_reset_puts_the_rounds_ballots_aside_and_undoing_it_brings_them_back() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    play(MODERATOR, "poll.reset", id=poll_id)
    assert (play.room.tally[poll_id], counted(play, poll_id)) == (0, {"o1": 0, "o2": 0, "o3": 0})
    answer(play, ASKER, poll_id, "o2")
    answer(play, OTHER, poll_id, "o2")
    play(MODERATOR, "poll.unreset", id=poll_id)
    assert (play.room.tally[poll_id], counted(play, poll_id)) == (1, {"o1": 1, "o2": 0, "o3": 0})
    assert play.refusal(MODERATOR, "poll.unreset", id=poll_id) == ("wrong_state", None)


def test_what_was_counted_after_a_reset_that_was_undone_never_counts_again() -> None:
    play = Play()
    poll_id = opened(play)
    for first, second in (("o1", "o2"), ("o1", "o3")):
        answer(play, ASKER, poll_id, first)
        play(MODERATOR, "poll.reset", id=poll_id)
        assert ballot(play, ASKER, poll_id) is None
        answer(play, ASKER, poll_id, second)
        play(MODERATOR, "poll.unreset", id=poll_id)
    assert counted(play, poll_id) == {"o1": 1, "o2": 0, "o3": 0}


def test_a_reset_touches_the_last_round_alone() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    play(MODERATOR, "poll.close", id=poll_id)
    play(MODERATOR, "poll.open", id=poll_id, again=True)
    answer(play, ASKER, poll_id, "o2")
    play(MODERATOR, "poll.reset", id=poll_id)
    assert (poll(play, poll_id).round_ids, counted(play, poll_id, 1)["o1"]) == ((1, 3), 1)


def test_a_reset_of_nothing_is_no_event_and_leaves_the_one_before_undoable() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    for _ in range(2):
        play(MODERATOR, "poll.reset", id=poll_id)
    play(MODERATOR, "poll.unreset", id=poll_id)
    assert play.room.tally[poll_id] == 1


def test_a_reset_can_be_undone_until_the_poll_is_opened_next() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    play(MODERATOR, "poll.reset", id=poll_id)
    play(MODERATOR, "poll.close", id=poll_id)
    play(MODERATOR, "poll.open", id=poll_id)
    assert play.refusal(MODERATOR, "poll.unreset", id=poll_id) == ("wrong_state", None)


@pytest.mark.parametrize(
    ("was", "comes_back"), [("draft", "draft"), ("open", "closed"), ("closed", "closed")]
)
def test_deleting_can_be_undone_and_an_open_poll_comes_back_closed(
    was: PollState, comes_back: PollState
) -> None:
    play = Play()
    poll_id = poll_that_is(was, play)
    play(MODERATOR, "poll.delete", id=poll_id)
    assert refused(play, ASKER, poll_id, "o1") == ("unknown", "id")
    play(MODERATOR, "poll.restore", id=poll_id)
    assert poll(play, poll_id).state == comes_back
    assert (poll(play, poll_id).closed_at is None) == (was == "draft")


def test_a_copy_is_a_draft_of_its_own_without_ballots() -> None:
    play = Play()
    poll_id = opened(play, "quiz")
    answer(play, ASKER, poll_id, "o2")
    copy = play(MODERATOR, "poll.copy", id=poll_id)["id"]
    original, made = poll(play, poll_id), poll(play, copy)
    assert (made.state, made.prompt, made.options, made.right) == (
        "draft",
        original.prompt,
        original.options,
        original.right,
    )
    assert play.room.tally[copy] == 0


def test_polls_stand_in_an_order_that_moderators_change() -> None:
    play = Play()
    first, second, third = (compose(play) for _ in range(3))

    def order() -> list[str]:
        there = [each for each in play.room.polls() if each.state != "deleted"]
        return [each.id for each in sorted(there, key=lambda each: each.position)]

    play(MODERATOR, "poll.move", id=third, to=0)
    assert order() == [third, first, second]
    play(MODERATOR, "poll.delete", id=first)
    play(MODERATOR, "poll.move", id=third, to=99)
    assert order() == [second, third]
    version = play.room.version
    play(MODERATOR, "poll.move", id=third, to=1)
    assert play.room.version == version
    play(MODERATOR, "poll.restore", id=first)
    assert order() == [second, third, first]
    assert len({each.position for each in play.room.polls()}) == 3


def test_hand_decides_until_the_poll_is_opened_next() -> None:
    play = Play()
    poll_id = opened(play, show="hand")
    for do, revealed in (("reveal", True), ("hide", False), ("hide", False)):
        play(MODERATOR, f"poll.{do}", id=poll_id)
        assert poll(play, poll_id).revealed is revealed
    assert [type(event).__name__ for event in play.log[-2:]] == ["PollRevealed", "PollRevealed"]


def test_a_timed_poll_is_due_after_its_time_and_a_grace() -> None:
    play = Play()
    poll_id = opened(play, limit_s=30)
    closes_at = poll(play, poll_id).closes_at
    assert closes_at == play.now + timedelta(seconds=30)
    play.now = closes_at + timedelta(seconds=0.5)
    answer(play, ASKER, poll_id, "o1")  # a second later: on its way when the time was up
    assert not is_over(poll(play, poll_id), closes_at + timedelta(seconds=1.999))
    assert is_over(poll(play, poll_id), closes_at + timedelta(seconds=2))
    assert refused(play, attendee(1), poll_id, "o1") == ("closed", None)
    play(MODERATOR, "poll.close", id=poll_id)
    assert not is_over(poll(play, poll_id), play.now + timedelta(days=1))
    play(MODERATOR, "poll.open", id=poll_id)
    assert poll(play, poll_id).closes_at == play.now + timedelta(seconds=30)


def test_a_poll_without_a_limit_is_never_due() -> None:
    play = Play()
    poll_id = opened(play)
    assert not is_over(poll(play, poll_id), BEGAN + timedelta(days=365))
