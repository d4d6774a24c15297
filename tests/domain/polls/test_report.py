"""The report of a room's polls has the results of its ballots."""

import pytest

from server.domain.model.poll_events import PollType
from server.domain.polls.report import Line, Round, report
from tests.domain.making import MODERATOR, Play, attendee
from tests.domain.polling import ANSWERS, answer, compose, opened, poll_that_is


def filled(play: Play, kind: PollType, first: int = 3, second: int = 1) -> str:
    """Three attendees gave the first of two answers and one the second."""
    poll = opened(play, kind)
    for number in range(first + second):
        answer(play, attendee(number), poll, ANSWERS[kind][number >= first])
    return poll


def of(play: Play) -> Round:
    ((only,),) = (each.rounds for each in report(play.room))
    return only


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (
            "choice",
            [Line("Red", 3, 75.0, "o1"), Line("Green", 1, 25.0, "o2"), Line("Blue", 0, 0.0, "o3")],
        ),
        (
            "multiple",
            [Line("Red", 3, 75.0, "o1"), Line("Green", 1, 25.0, "o2"), Line("Blue", 3, 75.0, "o3")],
        ),
        ("yesno", [Line("Yes", 3, 75.0, "yes"), Line("No", 1, 25.0, "no")]),
        (
            "quiz",
            [Line("Red", 1, 25.0, "o1"), Line("Green", 3, 75.0, "o2", "right"), Line("Blue", 0, 0.0, "o3")],
        ),
        ("ranking", [Line("Blue", 6, id="o3"), Line("Red", 5, id="o1"), Line("Green", 0, id="o2")]),
        (
            "rating",
            [*(Line(str(step), 0, 0.0, str(step)) for step in (1, 2, 3)), Line("4", 3, 75.0, "4"),
             Line("5", 1, 25.0, "5")],
        ),
        ("words", [Line("open data", 3, 75.0), Line("trees", 1, 25.0)]),
    ],
)  # fmt: skip
def test_each_line_says_how_many_and_what_share_of_all_who_answered(
    kind: PollType, lines: list[Line]
) -> None:
    play = Play()
    filled(play, kind)

    assert of(play).people == 4
    assert list(of(play).lines) == lines


def test_a_rating_has_its_mean_and_a_scale_the_labels_of_its_ends() -> None:
    play = Play()
    filled(play, "rating")
    assert of(play).figures == (("mean", 4.25),)

    play = Play()
    filled(play, "scale")
    assert [line.text for line in of(play).lines] == ["1 (never)", "2", "3", "4", "5", "6", "7 (always)"]


def test_an_estimate_has_its_middle_and_bins_that_hold_everybody() -> None:
    play = Play()
    filled(play, "estimate")

    figures = dict(of(play).figures)
    assert (figures["median"], figures["q1"], figures["q3"]) == (12.5, 10.125, 12.5)
    assert sum(line.count for line in of(play).lines) == 4
    assert all(line.span and line.span[0] < line.span[1] for line in of(play).lines)


def test_open_texts_are_listed_by_their_votes_also_those_that_wait() -> None:
    play = Play(premoderated=True)
    poll = opened(play, "text", show="always")
    for number, text in enumerate(["More trees", "More benches", "Shade"]):
        answer(play, attendee(number), poll, text)
    entries = {each.text: each.id for each in play.room.questions()}
    for text in ("More trees", "More benches"):
        play(MODERATOR, "question.publish", id=entries[text])
    play(attendee(7), "question.vote", id=entries["More benches"], on=True)

    assert [(line.text, line.count, line.note) for line in of(play).lines] == [
        ("More benches", 1, "published"),
        ("More trees", 0, "published"),
        ("Shade", 0, "pending"),
    ]


def test_every_round_is_told_and_what_was_put_aside_is_not() -> None:
    play = Play()
    poll = filled(play, "choice")
    play(MODERATOR, "poll.close", id=poll)
    play(MODERATOR, "poll.open", id=poll, again=True)
    answer(play, attendee(0), poll, "o2")
    ((before, after),) = (each.rounds for each in report(play.room))
    assert (before.number, before.people, after.number, after.people) == (1, 4, 2, 1)
    assert [line.count for line in after.lines] == [0, 1, 0]

    play(MODERATOR, "poll.reset", id=poll)
    ((before, after),) = (each.rounds for each in report(play.room))
    assert (before.people, after.people) == (4, 0)
    assert [line.percent for line in after.lines] == [None, None, None]


def test_polls_come_in_their_order_without_drafts_and_deleted_ones() -> None:
    play = Play()
    first, second = opened(play, "choice"), opened(play, "words")
    compose(play)
    poll_that_is("deleted", play)
    assert [each.id for each in report(play.room)] == [first, second]

    play(MODERATOR, "poll.move", id=second, to=0)
    assert [each.id for each in report(play.room)] == [second, first]


def test_it_is_worded_in_another_language_where_that_was_translated() -> None:
    play = Play()
    german = {"de": {"prompt": "Welche?", "options": ["Rot", "Grün", "Blau"]}}
    opened(play, "choice", translations=german)

    (poll,) = report(play.room, "de")
    assert poll.prompt == "Welche?"
    assert [line.text for line in poll.rounds[0].lines] == ["Rot", "Grün", "Blau"]
    assert report(play.room, "th") == report(play.room)
