"""People who may not see a poll's results are not sent them, and cannot infer them."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.model.items import Poll
from server.domain.model.people import Person
from server.domain.sync.own_ballots import view_of_person
from server.domain.visibility import View, ViewerKind, kind_for_item, results_shown
from tests.domain.client import JSON, frame
from tests.domain.making import ASKER, MODERATOR, OTHER, SPEAKER, STAGE, Play
from tests.domain.moves import MOVES, SILENT, Move
from tests.domain.polling import ANSWERS, DEFINITIONS, answer, compose, opened
from tests.domain.walking import SPLITS, step, walk

WATCHING = (SILENT, ASKER, STAGE)
RESULTS = {"results", "mean", "earlier"}


def allowed(play: Play, viewer: Person, poll: Poll) -> bool:
    return results_shown(poll, kind_for_item(poll, view_of_person(play.room, viewer)))


def told_of(message: JSON, poll_id: str) -> set[str]:
    """The fields of a poll that a frame has."""
    put = [item for item in message.get("put", []) if item["id"] == poll_id]
    return {field for item in [*put, message.get("set", {}).get(poll_id, {})] for field in item}


def leaks(play: Play, viewer: Person, message: JSON) -> set[str]:
    found = set()
    for poll in play.room.polls():
        if not allowed(play, viewer, poll):
            found |= {f"{field} of {poll.id}" for field in told_of(message, poll.id) & RESULTS}
            hidden = {each.id for each in play.room.questions() if each.poll == poll.id}
            put = {item["id"] for item in message.get("put", [])}
            found |= hidden & {*put, *message.get("set", {})}
        if poll.type == "quiz" and poll.state != "closed":
            found |= {
                f"{field} of {poll.id}" for field in told_of(message, poll.id) & {"right", "explanation"}
            }
        if poll.state in ("draft", "deleted"):
            found |= {poll.id} if told_of(message, poll.id) else set()
    return found


@walk
@given(MOVES, SPLITS)
def test_no_frame_has_results_answers_or_solutions_for_who_may_not_see_them(
    moves: list[Move], split: Random
) -> None:
    play = Play(premoderated=True)
    stands = dict.fromkeys(WATCHING, 0)
    for move in moves:
        step(play, move)
        for viewer in WATCHING:
            for since in (None, stands[viewer]):
                assert leaks(play, viewer, frame(play.room, viewer, since)) == set()
        if split.random() < 0.4:
            stands = dict.fromkeys(WATCHING, play.room.version)


def test_the_search_for_leaks_finds_them_in_what_others_get() -> None:
    play = Play()
    choice, text, quiz = (opened(play, kind) for kind in ("choice", "text", "quiz"))
    answer(play, ASKER, choice, "o1")
    answer(play, ASKER, text, "More trees")
    found = leaks(play, SILENT, frame(play.room, SPEAKER, None))
    assert f"results of {choice}" in found
    assert f"right of {quiz}" not in found
    assert f"right of {quiz}" in leaks(play, SILENT, frame(play.room, MODERATOR, None))
    assert any(each.startswith("e_") for each in found)
    assert leaks(play, SILENT, frame(play.room, SILENT, None)) == set()


# ---- inference from frames

_CASTS = st.lists(
    st.tuples(st.sampled_from((ASKER, OTHER, SPEAKER, MODERATOR)), st.sampled_from(range(10)), st.booleans()),
    max_size=15,
)


def frames(play: Play, viewer: Person) -> list[JSON]:
    return [frame(play.room, viewer, since) for since in (None, 0, play.room.version - 1)]


@walk
@given(st.sampled_from(("answered", "closed", "hand")), _CASTS)
def test_who_may_not_see_gets_the_same_bytes_whatever_others_answer(
    show: str, casts: list[tuple[Person, int, bool]]
) -> None:
    one, other = Play(), Play()
    for play in (one, other):
        for kind in DEFINITIONS:
            opened(play, kind, show=show, changeable=True)
    for person, which, second in casts:
        kind = list(DEFINITIONS)[which]
        for play, chosen in ((one, second), (other, not second)):
            answer(play, person, f"p_{_number(play, which)}", ANSWERS[kind][chosen])
        for viewer in (SILENT, STAGE):
            assert frames(one, viewer) == frames(other, viewer)


def _number(play: Play, which: int) -> str:
    return sorted((poll.id for poll in play.room.polls()), key=lambda each: int(each[2:]))[which][2:]


@pytest.mark.parametrize("show", ["answered", "closed", "hand"])
@pytest.mark.parametrize("kind", DEFINITIONS)
def test_a_changed_answer_says_nothing_to_who_may_not_see_it(kind: Any, show: str) -> None:
    """They are not even told that an answer changed."""
    play = Play()
    poll_id = opened(play, kind, show=show, changeable=True)
    answer(play, ASKER, poll_id, ANSWERS[kind][0])
    version = play.room.version
    answer(play, ASKER, poll_id, ANSWERS[kind][1])
    assert play.room.version > version
    for viewer in (SILENT, STAGE):
        assert frame(play.room, viewer, version).keys() == {"sync"}


@pytest.mark.parametrize("show", ["answered", "closed", "hand"])
@pytest.mark.parametrize("kind", DEFINITIONS)
def test_an_edit_while_open_shows_nothing_to_who_has_not_answered(kind: Any, show: str) -> None:
    play = Play()
    poll_id = opened(play, kind, show=show)
    answer(play, OTHER, poll_id, ANSWERS[kind][0])
    version = play.room.version
    play(MODERATOR, "poll.edit", id=poll_id, prompt="Which is it?")
    message = frame(play.room, SILENT, version)
    assert "Which is it?" in json.dumps(message)
    assert not told_of(message, poll_id) & RESULTS


def test_what_moderators_prepare_nobody_else_hears_of() -> None:
    play = Play()
    shown = opened(play)
    version = play.room.version
    draft = compose(play)
    play(MODERATOR, "poll.edit", id=draft, prompt="Well?")
    play(MODERATOR, "poll.move", id=draft, to=0)
    copy = play(MODERATOR, "poll.copy", id=shown)["id"]
    play(MODERATOR, "poll.delete", id=copy)
    for viewer in (SILENT, STAGE, SPEAKER):
        assert frame(play.room, viewer, version).keys() == {"sync"}
    assert draft in json.dumps(frame(play.room, MODERATOR, version))


def test_moderating_answers_that_are_hidden_says_nothing() -> None:
    play = Play()
    poll_id = opened(play, "text", moderated=True)
    answer(play, ASKER, poll_id, "More trees")
    version = play.room.version
    [entry] = (each.id for each in play.room.questions())
    play(MODERATOR, "question.publish", id=entry)
    play(MODERATOR, "question.vote", id=entry, on=True)
    for viewer in (SILENT, STAGE, ASKER):
        assert frame(play.room, viewer, version).keys() == {"sync"}


def test_who_answered_another_round_is_not_told_which_answers_this_one_has() -> None:
    play = Play()
    poll_id = opened(play, "text", show="answered")
    answer(play, ASKER, poll_id, "More trees")
    [own] = (each.id for each in play.room.questions())
    version = play.room.version
    play(MODERATOR, "poll.reset", id=poll_id)
    answer(play, OTHER, poll_id, "More benches")
    others = {each.id for each in play.room.questions()} - {own}
    assert others
    for seen in (None, View(ViewerKind.ATTENDEE, frozenset({poll_id}))):
        message = frame(play.room, ASKER, version, shown_view=seen)
        assert message["gone"] == [own]


def test_who_answers_is_not_told_which_answers_were_declined_before() -> None:
    play = Play()
    poll_id = opened(play, "text", show="answered")
    answer(play, OTHER, poll_id, "More benches")
    [declined] = (each.id for each in play.room.questions())
    play(MODERATOR, "question.decline", id=declined, reason="tone")
    version = play.room.version
    answer(play, ASKER, poll_id, "More trees")
    for seen in (None, View(ViewerKind.ATTENDEE)):
        assert "gone" not in frame(play.room, ASKER, version, shown_view=seen)


def test_what_is_hidden_by_hand_is_gone_for_who_saw_it_by_having_answered() -> None:
    play = Play()
    poll_id = opened(play, "text", show="answered")
    answer(play, ASKER, poll_id, "More trees")
    version = play.room.version
    play(MODERATOR, "poll.hide", id=poll_id)
    for seen in (None, View(ViewerKind.ATTENDEE, frozenset({poll_id}))):
        message = frame(play.room, ASKER, version, shown_view=seen)
        assert message["gone"] == [each.id for each in play.room.questions()]
