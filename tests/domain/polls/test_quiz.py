"""Quizzes: points that fall with the time taken, allowance for latency, nicknames and the leaderboard."""

from datetime import timedelta

import pytest

from server.domain.model.items import LEADERS
from server.domain.model.people import Person
from server.domain.polls.leaderboard import TOP_PLAYERS, answer_time_ms, quiz_rank
from server.domain.views import counters
from server.domain.visibility import ViewerKind
from tests.domain.client import fresh
from tests.domain.making import ASKER, MODERATOR, OTHER, SPEAKER, STAGE, Play, attendee
from tests.domain.polling import answer, ballot, opened, poll, poll_that_is


def named(play: Play, person: Person, name: str) -> None:
    assert play(person, "quiz.name", name=name) == {"name": name}


def points(play: Play, person: Person, quiz: str) -> tuple[int | None, int | None]:
    mine = ballot(play, person, quiz)
    assert mine is not None
    return mine.took_ms, mine.points


def answered_after(play: Play, quiz: str, person: Person, seconds: float, option: str, **claim: int) -> None:
    """So long after the quiz was opened, by the server's clock."""
    opened_at = play.room.require_poll(quiz).opened_at
    assert opened_at is not None
    play.now = opened_at + timedelta(seconds=seconds - 1)
    answer(play, person, quiz, option, **claim)


def leaders(play: Play, viewer: Person = STAGE) -> list[tuple[str, int, int]]:
    top = fresh(play.room, viewer).items[LEADERS]["top"]
    return [(each["name"], each["points"], each["rank"]) for each in top]


@pytest.mark.parametrize(
    ("claimed", "elapsed", "counts"),
    [
        (3000, 4000, 3000),
        (1000, 4000, 2000),  # the network takes 2 s at most
        (0, 4000, 2000),
        (5000, 4000, 4000),  # longer than since it was opened is nonsense, at the asker's cost
        (None, 4000, 4000),
        (0, 1500, 0),
        (None, -1, 0),
        (5, -1, 0),
    ],
)
def test_a_browsers_own_clock_counts_as_far_as_latency_explains_it(
    claimed: int | None, elapsed: int, counts: int
) -> None:
    assert answer_time_ms(claimed, elapsed) == counts


@pytest.mark.parametrize(
    ("seconds", "option", "worth"),
    [(1, "o2", 975), (4, "o2", 900), (10, "o2", 750), (20, "o2", 500), (21, "o2", 500), (1, "o1", 0)],
)
def test_a_right_answer_is_worth_less_the_later_it_comes(seconds: int, option: str, worth: int) -> None:
    play = Play()
    quiz = opened(play, "quiz")
    answered_after(play, quiz, ASKER, seconds, option)
    assert points(play, ASKER, quiz) == (seconds * 1000, worth)


def test_who_was_told_late_is_not_worse_off() -> None:
    play = Play()
    quiz = opened(play, "quiz", limit_s=10)
    answered_after(play, quiz, ASKER, 5, "o2", took_ms=4000)
    assert points(play, ASKER, quiz) == (4000, 800)


def test_any_of_several_right_options_is_right() -> None:
    play = Play()
    quiz = opened(play, "quiz", right=[0, 2])
    for number, option in enumerate(("o1", "o2", "o3")):
        answered_after(play, quiz, attendee(number), 2, option)
    assert [points(play, attendee(number), quiz)[1] for number in range(3)] == [950, 0, 950]


def test_who_leads_is_known_to_all_once_a_quiz_has_closed_and_never_before() -> None:
    play = Play()
    named(play, ASKER, "Ondel")
    quiz = opened(play, "quiz")
    answered_after(play, quiz, ASKER, 2, "o2")
    viewers = (ASKER, OTHER, SPEAKER, MODERATOR, STAGE)
    assert all(LEADERS not in fresh(play.room, viewer).items for viewer in viewers)
    play(MODERATOR, "poll.close", id=quiz)
    assert [leaders(play, viewer) for viewer in viewers] == [[("Ondel", 950, 1)]] * 5


def test_equal_points_share_a_rank_and_the_next_is_as_far_down_as_people_stand_before_them() -> None:
    play = Play()
    quiz = opened(play, "quiz")
    for number, (name, seconds) in enumerate(
        (("Dewi", 4), ("Anan", 2), ("Bela", 4), ("Cem", 6), ("Emil", 2))
    ):
        named(play, attendee(number), name)
        answered_after(play, quiz, attendee(number), seconds, "o2")
    play(MODERATOR, "poll.close", id=quiz)
    assert leaders(play) == [
        ("Anan", 950, 1),
        ("Emil", 950, 1),
        ("Bela", 900, 3),
        ("Dewi", 900, 3),
        ("Cem", 850, 5),
    ]


def test_points_of_all_closed_quizzes_count_together_and_everybody_knows_their_own() -> None:
    play = Play()
    named(play, ASKER, "Ondel")
    named(play, OTHER, "Betawi")
    for option in ("o2", "o1"):
        quiz = opened(play, "quiz")
        answered_after(play, quiz, ASKER, 2, "o2")
        answered_after(play, quiz, OTHER, 4, option)
        play(MODERATOR, "poll.close", id=quiz)
    assert leaders(play) == [("Ondel", 1900, 1), ("Betawi", 900, 2)]
    assert quiz_rank(play.room, OTHER) == {"name": "Betawi", "points": 900, "rank": 2}
    assert quiz_rank(play.room, attendee(1)) is None
    named(play, attendee(1), "Late")
    assert quiz_rank(play.room, attendee(1)) == {"name": "Late", "points": 0}


def test_the_board_shows_the_first_of_many_and_their_number() -> None:
    play = Play()
    quiz = opened(play, "quiz", limit_s=3600)
    for number in range(TOP_PLAYERS + 5):
        named(play, attendee(number), f"Player {number}")
        answered_after(play, quiz, attendee(number), 60 * (number + 1), "o2")
    play(MODERATOR, "poll.close", id=quiz)
    assert fresh(play.room, STAGE).items[LEADERS]["players"] == TOP_PLAYERS + 5
    assert (len(leaders(play)), leaders(play)[0][0]) == (TOP_PLAYERS, "Player 0")
    last = quiz_rank(play.room, attendee(TOP_PLAYERS + 4))
    assert last is not None
    assert last["rank"] == TOP_PLAYERS + 5


@pytest.mark.parametrize(
    ("undoing", "redoing"),
    [
        (["poll.delete"], ["poll.restore"]),
        (["poll.reset"], ["poll.unreset"]),
    ],
)
def test_what_does_not_count_any_more_gives_no_points_until_it_does_again(
    undoing: list[str], redoing: list[str]
) -> None:
    play = Play()
    named(play, ASKER, "Ondel")
    quiz, other = opened(play, "quiz"), opened(play, "quiz")
    for each in (quiz, other):
        answered_after(play, each, ASKER, 2, "o2")
        play(MODERATOR, "poll.close", id=each)
    for do in undoing:
        play(MODERATOR, do, id=quiz)
    assert leaders(play) == [("Ondel", 950, 1)]
    for do in redoing:
        play(MODERATOR, do, id=quiz)
    assert leaders(play) == [("Ondel", 1900, 1)]


def test_once_the_right_answer_was_shown_nobody_is_paid_for_it() -> None:
    play = Play()
    named(play, ASKER, "Ondel")
    named(play, OTHER, "Betawi")
    quiz = opened(play, "quiz")
    answered_after(play, quiz, ASKER, 2, "o2")
    play(MODERATOR, "poll.close", id=quiz)
    assert play.refusal(MODERATOR, "poll.open", id=quiz) == ("wrong_state", None)
    play(MODERATOR, "poll.open", id=quiz, again=True)
    assert poll(play, quiz).is_practice
    answered_after(play, quiz, OTHER, 0, "o2")
    for _ in ("while it is open", "closed again"):
        assert leaders(play) == [("Ondel", 950, 1)]
        if poll(play, quiz).state == "open":
            play(MODERATOR, "poll.close", id=quiz)


def test_after_a_reset_the_answer_is_known_too() -> None:
    play = Play()
    named(play, ASKER, "Ondel")
    quiz = opened(play, "quiz")
    answered_after(play, quiz, ASKER, 2, "o2")
    play(MODERATOR, "poll.close", id=quiz)
    play(MODERATOR, "poll.reset", id=quiz)
    play(MODERATOR, "poll.open", id=quiz, again=True)
    answered_after(play, quiz, ASKER, 2, "o2")
    play(MODERATOR, "poll.close", id=quiz)
    assert leaders(play) == []


def test_a_wrong_key_is_corrected_after_the_close_and_points_are_counted_anew() -> None:
    play = Play()
    named(play, ASKER, "Ondel")
    named(play, OTHER, "Betawi")
    quiz = opened(play, "quiz")
    answered_after(play, quiz, ASKER, 2, "o2")
    answered_after(play, quiz, OTHER, 4, "o1")
    assert play.refusal(MODERATOR, "poll.edit", id=quiz, right=[0]) == ("wrong_state", "right")
    play(MODERATOR, "poll.close", id=quiz)
    assert leaders(play) == [("Ondel", 950, 1), ("Betawi", 0, 2)]
    play(MODERATOR, "poll.edit", id=quiz, right=[0])
    assert leaders(play) == [("Betawi", 900, 1), ("Ondel", 0, 2)]
    assert poll(play, quiz).corrected
    assert play.refusal(MODERATOR, "poll.edit", id=quiz, right=[]) == ("wrong_state", "right")
    rank = quiz_rank(play.room, OTHER)
    assert rank == {"name": "Betawi", "points": 900, "rank": 1}


def test_a_quiz_is_struck_from_the_board_and_put_back() -> None:
    play = Play()
    named(play, ASKER, "Ondel")
    quiz, other = opened(play, "quiz"), opened(play, "quiz")
    for each in (quiz, other):
        answered_after(play, each, ASKER, 2, "o2")
        play(MODERATOR, "poll.close", id=each)
    play(MODERATOR, "poll.strike", id=quiz, on=True)
    assert leaders(play) == [("Ondel", 950, 1)]
    version = play.room.version
    play(MODERATOR, "poll.strike", id=quiz, on=True)
    assert play.room.version == version
    play(MODERATOR, "poll.strike", id=quiz, on=False)
    assert leaders(play) == [("Ondel", 1900, 1)]
    assert play.refusal(MODERATOR, "poll.strike", id=opened(play), on=True) == ("invalid", "id")


def test_a_nickname_is_hidden_from_everybody_but_moderators_and_brought_back() -> None:
    play = Play()
    named(play, ASKER, "Rude")
    quiz = opened(play, "quiz")
    answered_after(play, quiz, ASKER, 2, "o2")
    play(MODERATOR, "poll.close", id=quiz)
    play(MODERATOR, "quiz.hide", name="Rude", on=True)
    item = play.room.items["leaders"]
    shown = {kind: counters(play.room, item, kind)["top"] for kind in ViewerKind}
    hidden = {"name": "Player 1", "points": 950, "rank": 1}
    assert shown.pop(ViewerKind.MODERATOR) == [{**hidden, "hidden": "Rude"}]
    assert all(top == [hidden] for top in shown.values())
    play(MODERATOR, "quiz.hide", name="Rude", on=False)
    assert leaders(play) == [("Rude", 950, 1)]
    assert play.refusal(MODERATOR, "quiz.hide", name="Nobody", on=True) == ("unknown", "name")
    assert play.refusal(ASKER, "quiz.hide", name="Rude", on=True) == ("forbidden", None)


def test_a_poll_with_a_limit_gets_more_time() -> None:
    play = Play()
    quiz = opened(play, "quiz", limit_s=20)
    ends = poll(play, quiz).closes_at
    assert ends is not None
    play(MODERATOR, "poll.extend", id=quiz, seconds=30)
    assert poll(play, quiz).closes_at == ends + timedelta(seconds=30)
    assert play.refusal(MODERATOR, "poll.extend", id=opened(play), seconds=30) == ("wrong_state", None)
    play.now += timedelta(seconds=60)
    assert play.refusal(MODERATOR, "poll.extend", id=quiz, seconds=30) == ("wrong_state", None)


def test_without_a_name_one_answers_but_does_not_play() -> None:
    play = Play()
    quiz = opened(play, "quiz")
    answered_after(play, quiz, ASKER, 2, "o2")
    mine = ballot(play, ASKER, quiz)
    assert mine is not None
    assert mine.player is None
    play(MODERATOR, "poll.close", id=quiz)
    assert leaders(play) == []


def test_a_name_may_be_changed_until_one_has_played_under_it() -> None:
    play = Play()
    for name in ("Ondel", "ONDEL", "Betawi"):
        named(play, ASKER, name)
    named(play, OTHER, "Ondel")  # free again, since its player took another
    quiz = opened(play, "quiz")
    answered_after(play, quiz, ASKER, 2, "o2")
    version = play.room.version
    named(play, ASKER, "Betawi")
    assert play.room.version == version
    assert play.refusal(ASKER, "quiz.name", name="Ogoh") == ("wrong_state", None)
    play(MODERATOR, "poll.reset", id=quiz)
    assert play.refusal(ASKER, "quiz.name", name="Ogoh") == ("wrong_state", None)


def test_who_changes_their_name_again_and_again_leaves_none_behind() -> None:
    play = Play()
    for name in ("Ana", "ANA", "Budi", "Cut", "Ana"):
        named(play, ASKER, name)
    assert list(play.room.names) == ["ana"]
    named(play, OTHER, "Budi")


def test_a_name_of_several_alphabets_is_refused() -> None:
    assert Play().refusal(ASKER, "quiz.name", name="\u041endel") == ("invalid", "name")


def test_two_players_who_once_took_names_that_look_alike_keep_them() -> None:
    """Earlier releases told such names apart, so that a log may hold both."""
    room = Play().room
    room.name_player("first", "Al")
    room.name_player("second", "AI")
    room.name_player("first", "Budi")
    assert room.names == {"ai": "second", "al": "second", "budi": "first"}


@pytest.mark.parametrize("name", ["Ondel", "ondel", "ＯＮＤＥＬ", " Ondel  ", "0ndel", "OndeI", "On-del."])
def test_a_name_is_one_persons(name: str) -> None:
    play = Play()
    named(play, ASKER, "Ondel")
    assert play.refusal(OTHER, "quiz.name", name=name) == ("invalid", "name")


def test_the_stage_does_not_play() -> None:
    assert Play().refusal(STAGE, "quiz.name", name="Ondel") == ("forbidden", None)


def test_right_options_and_explanation_are_in_no_frame_but_moderators_before_close() -> None:
    play = Play()
    quiz = poll_that_is("open", play, "quiz", show="always")
    for viewer, knows in ((ASKER, False), (STAGE, False), (SPEAKER, False), (MODERATOR, True)):
        assert ({"right", "explanation"} <= fresh(play.room, viewer).items[quiz].keys()) == knows
    play(MODERATOR, "poll.close", id=quiz)
    seen = fresh(play.room, ASKER).items[quiz]
    assert (seen["right"], seen["explanation"]) == (["o2"], "As grass is.")
