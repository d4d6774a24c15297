"""The rules that pages know: the generated modules, and examples that both languages are tested by.

`tests/js/core/protocol.test.js` reads the same examples.
"""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from server.domain.model.events import Status, TalkState
from server.domain.model.folding import folded
from server.domain.model.limits import Limits
from server.domain.model.people import Person
from server.domain.model.poll_events import PollState, PollType
from server.domain.model.refusal import Code, Refused
from server.domain.model.text import graphemes
from server.domain.visibility import ViewerKind, results_shown
from server.wire import Frame, read_command
from server.wire.protocol_js import FILES, Constant, module
from tests.domain.making import MODERATOR, OTHER, Play, question_that_is
from tests.domain.polling import answer, opened, poll_that_is

SCRIPTS = Path(__file__).parents[2] / "static" / "js"
EXAMPLES: dict[str, Any] = json.loads(Path(__file__).with_name("rules.json").read_text())
STATES: tuple[PollState, ...] = ("draft", "open", "closed")
MORE: dict[str, dict[str, Any]] = {
    "question.decline": {"reason": "tone"},
    "question.edit": {"text": "Another text"},
    "question.label": {"labels": ["roads"]},
}
"""The fields that some commands need besides the id."""


def examples(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", EXAMPLES[name], ids=json.dumps)


@pytest.mark.parametrize("path", FILES)
def test_the_modules_say_what_the_rules_say(path: str) -> None:
    assert (SCRIPTS / path).read_text() == module(FILES[path]()), "run ./suara protocol"


def test_constants_are_frozen_through_and_through() -> None:
    text = module([Constant("A", "Two\nlines.", {"b": [1], "c.d": {"e": "é"}}), Constant("F", "One.", 2)])
    assert (
        text.split("\n\n", 1)[1]
        == """\
/** Two
 * lines. */
export const A = Object.freeze({
  b: Object.freeze([1]),
  "c.d": Object.freeze({ e: "é" }),
});

/** One. */
export const F = 2;
"""
    )


@examples("folded")
def test_texts_that_readers_take_for_the_same(example: tuple[str, str]) -> None:
    assert folded(example[0]) == example[1]


@examples("graphemes")
def test_letters_as_readers_count_them(example: tuple[str, int]) -> None:
    assert graphemes(example[0]) == example[1]


@examples("rooms")
def test_in_which_states_of_the_room_attendees_may_send(example: dict[str, Any]) -> None:
    allowed = []
    for state in get_args(TalkState):
        play = Play(state=state)
        said: dict[str, dict[str, Any]] = {
            "question.ask": {"text": "Now?"},
            "react": {"emoji": "👏"},
            "poll.answer": {"id": opened(play, "yesno"), "answer": "yes"},
            "question.vote": {"id": play.ask(MODERATOR), "on": True},
        }
        if _is_done(play, example["do"], by=OTHER, otherwise="closed", **said[example["do"]]):
            allowed.append(state)
    assert allowed == example["in"]


@examples("questions")
def test_from_where_a_question_is_moved(example: dict[str, Any]) -> None:
    starts = [status for status in get_args(Status) if _starts(example["do"], status)]
    assert sorted(starts) == sorted(example["from"])


def _starts(do: str, status: Status) -> bool:
    play = Play()
    question = question_that_is(status, play)
    more = {"into": play.ask(OTHER)} if do == "question.merge" else MORE.get(do, {})
    return _is_done(play, do, id=question, **more)


@examples("questions")
def test_which_moves_are_for_entries_too(example: dict[str, Any]) -> None:
    play = Play()
    poll = opened(play, "text", moderated=example["from"][0] == "pending")
    answer(play, OTHER, poll, "More trees")
    [entry] = [each for each in play.room.questions() if each.poll == poll]
    if example["from"][0] == "answered":
        play(MODERATOR, "question.decline", id=entry.id, reason="tone")
    more = {"into": play.ask(OTHER)} if example["do"] == "question.merge" else MORE.get(example["do"], {})
    assert _is_done(play, example["do"], id=entry.id, **more) == example["entries"]


@examples("polls")
def test_from_where_a_poll_is_moved(example: dict[str, Any]) -> None:
    starts = []
    for state in STATES:
        play = Play()
        if _is_done(play, example["do"], id=poll_that_is(state, play)):
            starts.append(state)
    assert starts == example["from"]


@examples("results")
def test_who_sees_results(example: dict[str, Any]) -> None:
    for state in ("open", "closed"):
        play = Play()
        poll = poll_that_is(state, play, show=example["show"])
        if "revealed" in example:
            play(MODERATOR, "poll.reveal" if example["revealed"] else "poll.hide", id=poll)
        seen = [
            results_shown(play.room.poll(poll), kind) for kind in (ViewerKind.ATTENDEE, ViewerKind.RESPONDENT)
        ]
        expected = {"everyone": [True, True], "answered": [False, True], "nobody": [False, False]}
        assert seen == expected[example[state]]


@examples("edits")
def test_which_edits_a_poll_still_takes(example: dict[str, Any]) -> None:
    taken = []
    for state in STATES:
        play = Play()
        if _is_done(play, "poll.edit", id=poll_that_is(state, play, example["type"]), **example["edit"]):
            taken.append(state)
    assert taken == example["in"]


@examples("drafts")
def test_what_is_wrong_with_a_draft(example: dict[str, Any]) -> None:
    frame = Frame("poll.create", 1, {"do": "poll.create", **example["create"]})
    wrong = None
    try:
        read_command(frame, Limits())
        Play()(MODERATOR, "poll.create", **example["create"])
    except Refused as refused:
        wrong = refused.field
    assert wrong == example["wrong"]


@examples("defaults")
def test_what_a_new_poll_asks_as_long_as_nothing_is_said(example: dict[str, Any]) -> None:
    play = Play()
    poll = play.room.require_poll(poll_that_is("draft", play, example["type"]))
    assert {field: getattr(poll, field) for field in example["is"]} == example["is"]


@examples("longest")
def test_how_long_an_answer_may_be(example: dict[str, Any]) -> None:
    kind: PollType = example["type"]
    play = Play()
    poll = opened(play, kind)
    answer(play, OTHER, poll, "ก" * example["graphemes"])
    assert play.refusal(OTHER, "poll.answer", id=poll, answer="ก" * (example["graphemes"] + 1)) == (
        "too_long",
        "answer",
    )


def test_the_pages_know_every_code_of_a_refusal() -> None:
    """`tests/js/core/text.test.js` checks that they have words for them."""
    assert {each for codes in EXAMPLES["codes"].values() for each in codes} == set(get_args(Code))


def test_no_field_for_a_text_is_bounded_in_units_of_utf_16() -> None:
    """As `maxlength` is. Codes of rooms are ASCII."""
    sources = [path for path in SCRIPTS.parent.rglob("*") if path.suffix in (".html", ".js")]
    bounded = [
        tag for path in sources for tag in re.findall(r"(?i)<?[^<\n]*maxlength[^\n]*", path.read_text())
    ]
    assert all('name="code"' in tag or tag.lstrip().startswith("//") for tag in bounded), bounded


@examples("refs")
def test_which_refs_are_remembered(example: dict[str, Any]) -> None:
    frame = Frame(example["do"], "a ref of enough letters", {})
    assert (frame.key is not None) == example["remembered"]


def _is_done(
    play: Play, do: str, /, *, by: Person = MODERATOR, otherwise: Code = "wrong_state", **fields: Any
) -> bool:
    """Whether the rules allow the command now. Raises any other refusal than `otherwise`."""
    try:
        play(by, do, **fields)
    except Refused as refused:
        if refused.code != otherwise:
            raise
        return False
    return True
