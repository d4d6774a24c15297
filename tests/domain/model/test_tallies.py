"""Results of answers, by worked examples. Ballots counted one by one or all at the end give equal tallies."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.model.items import Ballot
from server.domain.model.poll_events import PollType
from server.domain.model.tallies import TOP_WORDS, Tally, mean
from tests.domain.making import ASKER, MODERATOR, Play, attendee
from tests.domain.polling import ANSWERS, answer, compose, counted, opened, poll, tally
from tests.domain.walking import walk


def answered(play: Play, kind: PollType, answers: list[Any], **fields: Any) -> str:
    poll_id = opened(play, kind, **fields)
    for number, each in enumerate(answers):
        answer(play, attendee(number), poll_id, each)
    return poll_id


@pytest.mark.parametrize(
    ("kind", "answers", "results"),
    [
        ("choice", ["o1", "o2", "o1"], {"o1": 2, "o2": 1, "o3": 0}),
        ("quiz", ["o1", "o2", "o1"], {"o1": 2, "o2": 1, "o3": 0}),
        ("yesno", ["no", "no"], {"yes": 0, "no": 2}),
        ("multiple", [["o1", "o2"], ["o2"], ["o3", "o2"]], {"o1": 1, "o2": 3, "o3": 1}),
        ("rating", [5, 4, 4], {"1": 0, "2": 0, "3": 0, "4": 2, "5": 1}),
        ("scale", [1, 7], {"1": 1, "2": 0, "3": 0, "4": 0, "5": 0, "6": 0, "7": 1}),
        # First of three gets 2, second 1, last or left out 0: o1 2+1+0, o2 1+2+0, o3 0+0+2.
        ("ranking", [["o1", "o2", "o3"], ["o2", "o1", "o3"], ["o3"]], {"o1": 3, "o2": 3, "o3": 2}),
        ("text", ["More trees"], {}),
        ("words", ["Trees", "trees", "open data"], {"top": [["trees", 2], ["open data", 1]], "others": 0}),
        (
            "estimate",
            [1, 2, 3, 4],
            {
                "n": 4,
                "median": 2.5,
                "q1": 1.75,
                "q3": 3.25,
                "bins": [[0, 2, 1], [2, 4, 2], [4, 6, 1]],
            },
        ),
        ("estimate", [], {"n": 0, "bins": []}),
    ],
)
def test_what_answers_come_to(kind: PollType, answers: list[Any], results: dict[str, Any]) -> None:
    play = Play()
    assert counted(play, answered(play, kind, answers)) == results


def test_the_mean_is_of_ratings_and_scales_alone_and_of_nothing_none() -> None:
    play = Play()
    rated = answered(play, "rating", [5, 4, 4])
    assert mean(poll(play, rated), tally(play, rated)) == 4.33
    empty, chosen = opened(play, "scale"), answered(play, "choice", ["o1"])
    assert [mean(poll(play, each), tally(play, each)) for each in (empty, chosen)] == [None, None]


def test_points_of_a_ranking_follow_the_options_there_are() -> None:
    """A ballot from before an option was added left that option out, as if it were last."""
    play = Play()
    poll_id = answered(play, "ranking", [["o1", "o2", "o3"]])
    play(MODERATOR, "poll.edit", id=poll_id, options=["Red", "Green", "Blue", "White"])
    assert counted(play, poll_id) == {"o1": 3, "o2": 2, "o3": 1, "o4": 0}


_KINDS = st.sampled_from(get_args(PollType))
_CASTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=20)
_MORE: dict[PollType, Any] = {
    "choice": "o3",
    "multiple": ["o1", "o2", "o3"],
    "yesno": "yes",
    "rating": 1,
    "scale": 4,
    "ranking": ["o2", "o3"],
    "text": "Fewer cars",
    "words": "trees, Open Data, bikes",
    "estimate": 99,
    "quiz": "o3",
}


@walk
@given(_KINDS, _CASTS)
def test_counting_as_they_come_is_counting_the_last_word_of_each(
    kind: PollType, casts: list[tuple[int, int]]
) -> None:
    play = Play()
    poll_id = opened(play, kind, changeable=True)
    answers = (*ANSWERS[kind], _MORE[kind])
    for person, which in casts:
        answer(play, attendee(person), poll_id, answers[which])
    anew = Tally()
    for ballot in play.room.ballots.values():
        anew.add(ballot)
    assert tally(play, poll_id) == anew
    assert anew.people == play.room.tally[poll_id] == len(dict(casts))
    for ballot in list(play.room.ballots.values()):
        anew.remove(ballot)
    assert anew == Tally()


def test_a_tally_knows_what_it_never_counted() -> None:
    for never in (Ballot("p_1", 1, "o1"), Ballot("p_1", 1, ("o1",))):
        with pytest.raises(AssertionError):
            Tally().remove(never)


# ---- words


def word(play: Play, poll_id: str, word: str, **fields: Any) -> None:
    play(MODERATOR, "poll.word", id=poll_id, word=word, **fields)


def top(play: Play, poll_id: str) -> list[list[Any]]:
    found: list[list[Any]] = counted(play, poll_id)["top"]
    return found


def test_words_are_shown_as_most_wrote_them() -> None:
    play = Play()
    poll_id = answered(play, "words", ["trees", "Trees", "TREES", "Trees"])
    assert top(play, poll_id) == [["Trees", 4]]


def test_a_person_counts_once_for_a_word_however_often_they_write_it() -> None:
    play = Play()
    poll_id = answered(play, "words", ["bike, Bike, BIKE"])
    assert [people for _, people in top(play, poll_id)] == [1]


def test_hidden_words_are_not_shown_and_come_back() -> None:
    play = Play()
    poll_id = answered(play, "words", ["trees", "cars", "cars"])
    word(play, poll_id, "CARS", hide=True)
    assert top(play, poll_id) == [["trees", 1]]
    word(play, poll_id, "Cars", hide=False)
    assert top(play, poll_id) == [["cars", 2], ["trees", 1]]


def test_what_is_curated_is_the_phrase_that_is_shown_and_nothing_in_it() -> None:
    play = Play()
    poll_id = answered(play, "words", ["the reefs will die", "reefs"])
    assert top(play, poll_id) == [["reefs", 2], ["die", 1]]
    poll_id = answered(play, "words", ["reefs die, the sea", "reefs"], lang="en")
    assert top(play, poll_id) == [["reefs", 1], ["reefs die", 1], ["sea", 1]]
    word(play, poll_id, "reefs die", hide=True)  # in a text by itself, "die" is an article to some
    assert top(play, poll_id) == [["reefs", 1], ["sea", 1]]


def test_joined_words_count_people_and_come_apart_again() -> None:
    play = Play()
    poll_id = answered(play, "words", ["bike", "bicycle, bike", "cycle"])
    apart = top(play, poll_id)
    word(play, poll_id, "bike", into="bicycle")
    assert top(play, poll_id) == [["bicycle", 2], ["cycle", 1]]
    word(play, poll_id, "bicycle", into="cycle")
    assert top(play, poll_id) == [["cycle", 3]]
    assert poll(play, poll_id).joined_words == (("bicycle", "cycle"), ("bike", "cycle"))
    for each in ("bike", "bicycle"):
        word(play, poll_id, each, into=None)
    assert (top(play, poll_id), poll(play, poll_id).joined_words) == (apart, ())


def test_words_that_are_joined_stay_so_for_answers_to_come_and_in_every_round() -> None:
    play = Play()
    poll_id = answered(play, "words", ["bike"])
    play(MODERATOR, "poll.close", id=poll_id)
    play(MODERATOR, "poll.open", id=poll_id, again=True)
    word(play, poll_id, "bike", into="bicycle")
    answer(play, ASKER, poll_id, "Bike")
    assert [counted(play, poll_id, number)["top"] for number in (1, 2)] == [[["bicycle", 1]]] * 2


def test_a_word_can_not_count_as_itself_nor_in_a_circle() -> None:
    play = Play()
    poll_id = answered(play, "words", ["bike", "bicycle"])
    assert play.refusal(MODERATOR, "poll.word", id=poll_id, word="Bike", into="bike") == ("invalid", "into")
    word(play, poll_id, "bike", into="bicycle")
    circle = play.refusal(MODERATOR, "poll.word", id=poll_id, word="bicycle", into="bike")
    assert circle == ("invalid", "into")


def test_curating_the_same_twice_is_no_event_and_other_polls_have_no_words() -> None:
    play = Play()
    poll_id = answered(play, "words", ["bike"])
    word(play, poll_id, "bike", hide=True)
    version = play.room.version
    word(play, poll_id, "bike", hide=True)
    assert play.room.version == version
    other = compose(play, "text")
    assert play.refusal(MODERATOR, "poll.word", id=other, word="x", hide=True) == ("invalid", "id")


def test_a_cloud_shows_so_many_words_and_says_how_many_more_there_are() -> None:
    play = Play()
    poll_id = answered(play, "words", [f"word{number:03}" for number in range(TOP_WORDS + 7)])
    found = counted(play, poll_id)
    assert (len(found["top"]), found["others"], found["top"][0]) == (TOP_WORDS, 7, ["word000", 1])


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (["TRUST", "Trust", "TRUST"], "TRUST"),
        (["TRUST", "Trust", "trust"], "trust"),
        (["TRUST", "Trust"], "Trust"),
        (["don’t know", "don't know", "don’t know", "DON'T KNOW"], "don’t know"),
        (["👍", "👍🏽", "👍🏿"], "👍"),
    ],
)
def test_the_spelling_shown_is_the_usual_one_or_that_with_the_fewest_capitals(
    answers: list[str], shown: str
) -> None:
    play = Play()
    top = counted(play, answered(play, "words", answers))["top"]
    assert top == [[shown, len(answers)]]
