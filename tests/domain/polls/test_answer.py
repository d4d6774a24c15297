"""Answers: the values that each type accepts, the people and times, and one answer for each person."""

from datetime import timedelta
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from server.domain.model.people import Person, Role
from server.domain.model.poll_events import BallotsCast, PollState, PollType
from server.domain.polls.ballots import minute
from tests.domain.making import ASKER, MODERATOR, OTHER, SPEAKER, STAGE, Play, command
from tests.domain.polling import ANSWERS, answer, ballot, counted, opened, poll, poll_that_is, refused, tally

TYPES: tuple[PollType, ...] = get_args(PollType)


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_is_a_ballot_and_the_same_again_is_no_event(kind: PollType) -> None:
    play = Play()
    poll_id = opened(play, kind)
    given = ANSWERS[kind][0]
    assert answer(play, ASKER, poll_id, given) == {}
    version = play.room.version
    assert answer(play, ASKER, poll_id, given) == {}
    assert (play.room.version, play.room.tally[poll_id], tally(play, poll_id).people) == (version, 1, 1)
    mine = ballot(play, ASKER, poll_id)
    assert mine is not None
    assert mine.answer == (tuple(given) if isinstance(given, list) else given)


@pytest.mark.parametrize("kind", TYPES)
def test_another_answer_takes_the_place_of_the_first_where_that_is_allowed(kind: PollType) -> None:
    first, second = ANSWERS[kind]
    play = Play()
    poll_id = opened(play, kind, changeable=True)
    for given in (first, second):
        answer(play, ASKER, poll_id, given)
    alone = Play()
    only = opened(alone, kind, changeable=True)
    answer(alone, ASKER, only, second)
    assert play.room.tally[poll_id] == 1
    assert tally(play, poll_id) == tally(alone, only)


@pytest.mark.parametrize("kind", TYPES)
def test_elsewhere_the_first_answer_is_final(kind: PollType) -> None:
    first, second = ANSWERS[kind]
    play = Play()
    poll_id = opened(play, kind, changeable=False)
    answer(play, ASKER, poll_id, first)
    before = counted(play, poll_id)
    assert refused(play, ASKER, poll_id, second) == ("wrong_state", None)
    answer(play, ASKER, poll_id, first)
    assert counted(play, poll_id) == before


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        *((kind, given) for kind in ("choice", "quiz") for given in ("o4", "Red", "", 1, ["o1"])),
        *(("yesno", given) for given in ("Yes", "maybe", "o1", 1, ["yes"])),
        *(("multiple", given) for given in ([], ["o1", "o1"], ["o1", "o4"], "o1", 1)),
        *(("ranking", given) for given in ([], ["o1", "o1"], ["o1", "o4"], ["o1", "o2", "o3", "o1"], "o1")),
        *(("rating", given) for given in (0, 6, 4.5, -1, "4", ["4"], 1e15)),
        *(("scale", given) for given in (0, 8, 6.999)),
        *(("estimate", given) for given in (-0.1, 100.1, "12", ["12"])),
        *((kind, given) for kind in ("text", "words") for given in (" ", "\u200b", "", 12, ["Trees"])),
        ("words", "!!! …"),
        ("words", "https://example.org/"),
    ],
)
def test_what_is_no_answer_to_this_type_is_refused_and_counts_nothing(kind: PollType, given: Any) -> None:
    play = Play()
    poll_id = opened(play, kind)
    answer(play, OTHER, poll_id, ANSWERS[kind][0])
    before = counted(play, poll_id)
    assert refused(play, ASKER, poll_id, given) == ("invalid", "answer")
    assert counted(play, poll_id) == before


@pytest.mark.parametrize("given", [None, True, {"o1": 1}, [1], [["o1"]], float("nan"), float("inf"), 1e16])
def test_what_is_no_answer_to_any_type_is_not_even_read(given: Any) -> None:
    with pytest.raises(ValidationError):
        command("poll.answer", id="p_1", answer=given)


def test_many_options_are_as_many_as_the_poll_says() -> None:
    play = Play()
    poll_id = opened(play, "multiple", min=2, max=2)
    for given in (["o1"], ["o1", "o2", "o3"]):
        assert refused(play, ASKER, poll_id, given) == ("invalid", "answer")
    answer(play, ASKER, poll_id, ["o3", "o1"])
    mine = ballot(play, ASKER, poll_id)
    assert mine is not None
    assert mine.answer == ("o1", "o3")
    version = play.room.version
    answer(play, ASKER, poll_id, ["o1", "o3"])
    assert play.room.version == version


def test_a_number_is_the_same_however_it_is_written() -> None:
    play = Play()
    poll_id = opened(play, "estimate")
    answer(play, ASKER, poll_id, 12)
    version = play.room.version
    answer(play, ASKER, poll_id, 12.0)
    assert play.room.version == version


@pytest.mark.parametrize("kind", ["text", "words"])
def test_a_text_too_long_is_said_to_be_that(kind: PollType) -> None:
    play = Play()
    assert refused(play, ASKER, opened(play, kind), "ก" * 501) == ("too_long", "answer")


@pytest.mark.parametrize(
    ("state", "code"),
    [("draft", ("unknown", "id")), ("deleted", ("unknown", "id")), ("closed", ("closed", None))],
)
@pytest.mark.parametrize("person", [ASKER, MODERATOR])
def test_only_open_polls_take_answers(state: PollState, code: tuple[str, str | None], person: Person) -> None:
    play = Play()
    assert refused(play, person, poll_that_is(state, play), "o1") == code


def test_a_poll_of_another_room_is_unknown() -> None:
    assert refused(Play(), ASKER, "p_1", "o1") == ("unknown", "id")


def test_the_muted_are_told_so_and_moderators_never_are() -> None:
    play = Play()
    poll_id = opened(play)
    who = play.question(play.ask()).pseudonym
    play(MODERATOR, "person.mute", person=who)
    assert refused(play, ASKER, poll_id, "o1") == ("muted", None)
    assert play.refusal(ASKER, "quiz.name", name="Ondel") == ("muted", None)
    assert play.refusal(ASKER, "react", emoji="👏") == ("muted", None)


@pytest.mark.parametrize(("state", "takes"), [("open", 1), ("paused", 1), ("scheduled", 0), ("closed", 0)])
def test_the_rooms_state_is_the_same_for_answers_as_for_votes(state: Any, takes: int) -> None:
    play = Play(state=state)
    poll_id = opened(play)
    if takes:
        answer(play, ASKER, poll_id, "o1")
    else:
        for person in (ASKER, SPEAKER):
            assert refused(play, person, poll_id, "o1") == ("closed", None)
    answer(play, MODERATOR, poll_id, "o1")
    assert play.room.tally[poll_id] == takes + 1


def test_the_stage_answers_nothing() -> None:
    play = Play()
    assert refused(play, STAGE, opened(play), "o1") == ("forbidden", None)


def test_everybody_has_one_ballot_whatever_role_they_answer_in() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    answer(play, Person(ASKER.id, Role.MODERATOR, ASKER.secret), poll_id, "o2")
    assert counted(play, poll_id) == {"o1": 0, "o2": 1, "o3": 0}


def test_a_ballot_alone_makes_nobody_known_to_the_room() -> None:
    play = Play()
    answer(play, ASKER, opened(play, "text"), "More trees")
    assert (play.room.people, play.room.personal_versions) == ({}, {})


def test_a_ballot_is_recorded_by_the_minute() -> None:
    play = Play()
    poll_id = opened(play)
    play.now += timedelta(seconds=90)
    answer(play, ASKER, poll_id, "o1")
    cast = play.log[-1]
    assert isinstance(cast, BallotsCast)
    assert (cast.at, minute(play.now)) == (play.now.replace(second=0), cast.at)


def test_options_added_while_open_can_be_chosen() -> None:
    play = Play()
    poll_id = opened(play)
    play(MODERATOR, "poll.edit", id=poll_id, options=["Red", "Green", "Blue", "White"])
    answer(play, ASKER, poll_id, "o4")
    assert counted(play, poll_id) == {"o1": 0, "o2": 0, "o3": 0, "o4": 1}


def test_a_ballot_belongs_to_the_round_it_was_cast_in() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    play(MODERATOR, "poll.close", id=poll_id)
    play(MODERATOR, "poll.open", id=poll_id, again=True)
    answer(play, ASKER, poll_id, "o1")
    assert sorted(each.round_id for each in play.room.ballots.values()) == list(poll(play, poll_id).round_ids)
