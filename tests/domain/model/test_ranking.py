"""The keys by which pages order questions. The biggest comes first."""

from datetime import timedelta

from server.domain.model.ranking import new, top
from tests.domain.client import fresh
from tests.domain.making import BEGAN, MODERATOR, OTHER, Play

LATER = BEGAN + timedelta(seconds=1)


def test_pinned_comes_before_votes_and_votes_before_age() -> None:
    keys = [
        top(0, LATER, True),
        top(2**20, LATER, False),
        top(2, LATER, False),
        top(1, BEGAN, False),
        top(1, LATER, False),
        top(0, BEGAN, False),
    ]
    assert keys == sorted(keys, reverse=True)
    assert len(set(keys)) == len(keys)


def test_no_key_is_beyond_the_whole_numbers_of_javascript() -> None:
    assert top(0, BEGAN + timedelta(days=40_000), False) >= 0
    assert top(10**9, BEGAN - timedelta(days=10_000), True) < 2**53


def test_the_latest_is_what_the_room_saw_last_however_long_it_waited() -> None:
    assert new(LATER, BEGAN) > new(None, BEGAN) == int(BEGAN.timestamp() * 1000)
    play = Play(premoderated=True)
    first, second = play.ask(), play.ask()
    for each in (second, first):
        play(MODERATOR, "question.publish", id=each)
    items = fresh(play.room, OTHER).items
    assert items[first]["new"] > items[second]["new"]
    assert items[first]["top"] > items[second]["top"]


def test_showing_a_question_again_does_not_make_it_new() -> None:
    play = Play()
    question = play.ask()
    before = fresh(play.room, OTHER).items[question]
    play(MODERATOR, "question.unpublish", id=question)
    play(MODERATOR, "question.publish", id=question)
    assert fresh(play.room, OTHER).items[question] == before
