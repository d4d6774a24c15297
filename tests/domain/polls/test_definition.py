"""Definitions of polls: the defaults of each type, and the values that are refused."""

from typing import Any, get_args

import pytest

from server.domain.model.items import Option
from server.domain.model.limits import Limits
from server.domain.model.poll_events import PollType
from server.domain.model.refusal import Refused
from server.wire import Frame, read_command
from tests.domain.making import MODERATOR, Play
from tests.domain.polling import COLOURS, DEFINITIONS, compose, poll

TYPES: tuple[PollType, ...] = get_args(PollType)


def refusal(**fields: Any) -> tuple[str, str | None]:
    """The code and the field, by whichever of reading and deciding it is that finds it."""
    play = Play()
    frame = Frame("poll.create", 1, {"do": "poll.create", **fields})
    try:
        read_command(frame, Limits())
    except Refused as refused:
        return refused.code, refused.field
    return play.refusal(MODERATOR, "poll.create", **fields)


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_can_be_composed_and_is_a_draft(kind: PollType) -> None:
    play = Play()
    made = poll(play, compose(play, kind))
    assert (made.type, made.state, made.show, made.round_ids) == (kind, "draft", "closed", (1,))
    assert play.room.tally[made.id] == 0


def test_what_is_not_said_is_as_the_type_has_it() -> None:
    play = Play(premoderated=True)
    assert poll(play, compose(play, "yesno")).options == (Option("yes", "Yes"), Option("no", "No"))
    assert [poll(play, compose(play, kind)).steps for kind in ("rating", "choice")] == [5, None]
    assert poll(play, compose(play, "scale", steps=None)).steps == 5
    assert [poll(play, compose(play, kind)).changeable for kind in ("choice", "quiz")] == [True, False]
    assert [poll(play, compose(play, kind)).limit_s for kind in ("choice", "quiz")] == [None, 20]
    assert [poll(play, compose(play, kind)).moderated for kind in ("text", "choice")] == [True, False]
    assert not poll(play, compose(play, "text", moderated=False)).moderated


def test_options_have_ids_in_their_order_and_right_ones_are_named_by_number() -> None:
    play = Play()
    quiz = poll(play, compose(play, "quiz", right=[2, 0, 2]))
    assert [option.id for option in quiz.options] == ["o1", "o2", "o3"]
    assert quiz.right == ("o1", "o3")


def test_translations_name_options_by_place_or_by_id() -> None:
    play = Play()
    by_place = {"de": {"prompt": "Welche?", "options": ["Rot", "Grün", "Blau"]}}
    by_id = {"th": {"options": {"o2": "เขียว"}}}
    made = poll(play, compose(play, translations={**by_id, **by_place}))
    assert made.translations == (
        ("de", "Welche?", (("o1", "Rot"), ("o2", "Grün"), ("o3", "Blau"))),
        ("th", "", (("o2", "เขียว"),)),
    )


CHOICE: dict[str, Any] = {"type": "choice", "prompt": "Which?", "options": COLOURS}
QUIZ = {**CHOICE, "type": "quiz", "right": [0]}


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"type": "choice", "prompt": "Which?"}, "invalid", "options"),
        ({**CHOICE, "options": []}, "invalid", "options"),
        ({**CHOICE, "options": ["Red"]}, "invalid", "options"),
        ({**CHOICE, "options": [f"Option {number}" for number in range(200)]}, "too_long", "options"),
        ({**CHOICE, "options": ["Red", " RED "]}, "invalid", "options"),
        ({**CHOICE, "options": ["Straße 1", "STRASSE  1"]}, "invalid", "options"),
        ({**CHOICE, "options": ["Red", "\u200b"]}, "invalid", "options"),
        ({**CHOICE, "options": ["Red", "x" * 1025]}, "too_long", "options"),
        ({**CHOICE, "options": ["Red", 2]}, "invalid", "options"),
        ({**CHOICE, "options": "Red"}, "invalid", "options"),
        ({**CHOICE, "options": [{"id": "o1", "text": "Red"}, "Blue"]}, "invalid", "options"),
        ({**CHOICE, "prompt": "x" * 2000}, "too_long", "prompt"),
        ({**CHOICE, "prompt": "👩‍👩‍👧‍👦" * 501}, "too_long", "prompt"),
        ({**CHOICE, "prompt": "e" + "\u0301" * 9000}, "too_long", "prompt"),
        ({**CHOICE, "prompt": " "}, "invalid", "prompt"),
        ({"type": "choice", "options": COLOURS}, "invalid", "prompt"),
        ({**CHOICE, "type": "duel"}, "invalid", "type"),
        ({**CHOICE, "colour": "red"}, "unknown_field", "colour"),
        ({**CHOICE, "show": "never"}, "invalid", "show"),
        ({**CHOICE, "limit_s": 4}, "invalid", "limit_s"),
        ({**CHOICE, "limit_s": 3601}, "invalid", "limit_s"),
        ({**CHOICE, "lang": "Deutsch"}, "invalid", "lang"),
        ({**CHOICE, "min": 1}, "invalid", "min"),
        ({**CHOICE, "right": [0]}, "invalid", "right"),
        ({**CHOICE, "explanation": "So."}, "invalid", "explanation"),
        ({**CHOICE, "moderated": True}, "invalid", "moderated"),
        ({**CHOICE, "translations": {"de": {"options": ["Rot"]}}}, "invalid", "translations"),
        ({**CHOICE, "translations": {"de": {"options": {"o9": "Rot"}}}}, "invalid", "translations"),
        ({"type": "yesno", "prompt": "Really?", "options": COLOURS}, "invalid", "options"),
        ({**CHOICE, "type": "multiple", "min": 3, "max": 2}, "invalid", "max"),
        ({**CHOICE, "type": "multiple", "min": 0}, "invalid", "min"),
        ({**CHOICE, "type": "multiple", "min": 4}, "invalid", "min"),
        ({**CHOICE, "type": "multiple", "max": 4}, "invalid", "max"),
        ({"type": "rating", "prompt": "How?", "steps": 7}, "invalid", "steps"),
        ({"type": "rating", "prompt": "How?", "low": "bad"}, "invalid", "low"),
        ({"type": "scale", "prompt": "How?", "steps": 11}, "invalid", "steps"),
        ({"type": "scale", "prompt": "How?", "steps": 1}, "invalid", "steps"),
        ({"type": "estimate", "prompt": "How far?", "floor": 5, "ceiling": 5}, "invalid", "ceiling"),
        ({"type": "estimate", "prompt": "How far?", "floor": float("nan")}, "invalid", "floor"),
        ({"type": "estimate", "prompt": "How far?", "floor": True}, "invalid", "floor"),
        ({**CHOICE, "type": "quiz"}, "invalid", "right"),
        ({**QUIZ, "right": []}, "invalid", "right"),
        ({**QUIZ, "right": [3]}, "invalid", "right"),
        ({**QUIZ, "right": [-1]}, "invalid", "right"),
    ],
)
def test_what_makes_no_poll_is_refused_with_its_field(fields: dict[str, Any], code: str, field: str) -> None:
    assert refusal(**fields) == (code, field)


def test_what_means_nothing_may_be_said_of_every_type() -> None:
    """Pages send whole definitions, with null and nothing where a type has none."""
    play = Play()
    nothing: dict[str, Any] = {
        "options": [],
        "min": None,
        "low": "",
        "right": [],
        "explanation": "",
        "moderated": False,
    }
    compose(play, "yesno", **nothing, limit_s=None, translations={})


def test_a_room_has_so_many_polls_at_most_and_deleted_ones_are_none_of_them() -> None:
    play = Play(limits=Limits(polls=2))
    first, _ = compose(play), compose(play)
    said = {"type": "choice", "prompt": "Which?", **DEFINITIONS["choice"]}
    assert play.refusal(MODERATOR, "poll.create", **said) == ("full", None)
    assert play.refusal(MODERATOR, "poll.copy", id=first) == ("full", None)
    play(MODERATOR, "poll.delete", id=first)
    compose(play)
    assert play.refusal(MODERATOR, "poll.restore", id=first) == ("full", None)
