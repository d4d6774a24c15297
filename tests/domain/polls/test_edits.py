"""Edits of polls: of anything in a draft, and later of nothing that would change people's answers."""

from typing import Any

import pytest

from server.domain.model.items import Option
from server.domain.model.poll_events import PollState, PollType
from tests.domain.making import ASKER, MODERATOR, Play
from tests.domain.polling import ANSWERS, answer, compose, opened, poll, poll_that_is


def edit(play: Play, poll_id: str, **fields: Any) -> None:
    play(MODERATOR, "poll.edit", id=poll_id, **fields)


def texts(play: Play, poll_id: str) -> dict[str, str]:
    return {option.id: option.text for option in poll(play, poll_id).options}


def test_what_is_not_named_stays_and_null_is_as_by_default() -> None:
    play = Play()
    draft = compose(play, "multiple", min=2, max=3, limit_s=30, lang="en")
    edit(play, draft, prompt="Which two?", max=None, limit_s=None)
    now = poll(play, draft)
    assert (now.prompt, now.min, now.max, now.limit_s, now.lang) == ("Which two?", 2, None, None, "en")
    assert len(now.options) == 3


def test_an_edit_that_changes_nothing_is_no_event() -> None:
    play = Play()
    draft = compose(play, "quiz")
    version = play.room.version
    edit(play, draft, prompt="Which one?", options=["Red", "Green", "Blue"], right=[1])
    assert play.room.version == version


def test_options_keep_their_ids_and_no_id_is_given_twice() -> None:
    play = Play()
    draft = compose(play)
    edit(play, draft, options=[{"id": "o3", "text": "Navy"}, {"id": "o1", "text": "Red"}, {"text": "White"}])
    assert texts(play, draft) == {"o3": "Navy", "o1": "Red", "o4": "White"}
    edit(play, draft, options=["Red", "Black"])
    assert texts(play, draft) == {"o1": "Red", "o5": "Black"}
    for options in ([{"id": "o4", "text": "White"}, "Red"], [{"id": "o1", "text": text} for text in "AB"]):
        assert play.refusal(MODERATOR, "poll.edit", id=draft, options=options) == ("invalid", "options")


def test_translations_of_options_that_are_gone_go_with_them() -> None:
    play = Play()
    draft = compose(play, translations={"de": {"prompt": "Welche?", "options": ["Rot", "Grün", "Blau"]}})
    edit(play, draft, options=["Red", "Blue"])
    assert poll(play, draft).translations == (("de", "Welche?", (("o1", "Rot"), ("o3", "Blau"))),)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_words_may_be_mended_and_options_added_later(state: PollState) -> None:
    play = Play()
    later = poll_that_is(state, play, "quiz")
    edit(play, later, prompt="Which is it?", explanation="So it is.", lang="en")
    edit(play, later, options=[*({"id": f"o{n}", "text": t} for n, t in ((1, "Red"), (2, "Green"))), "Grey"])
    edit(play, later, translations={"de": {"prompt": "Welche?"}})
    assert texts(play, later) == {"o1": "Red", "o2": "Green", "o4": "Grey"}
    assert poll(play, later).state == state


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("choice", {"changeable": False}, "changeable"),
        ("choice", {"limit_s": 30}, "limit_s"),
        ("choice", {"show": "always"}, "show"),
        ("multiple", {"min": 2}, "min"),
        ("multiple", {"max": 2}, "max"),
        ("scale", {"low": "rarely"}, "low"),
        ("scale", {"high": "often"}, "high"),
        ("scale", {"steps": 5}, "steps"),
        ("rating", {"steps": 10}, "steps"),
        ("estimate", {"unit": "mi"}, "unit"),
        ("estimate", {"floor": 1}, "floor"),
        ("estimate", {"ceiling": None}, "ceiling"),
        ("text", {"moderated": True}, "moderated"),
        ("quiz", {"right": [0]}, "right"),
        ("quiz", {"right": [0, 1]}, "right"),
        ("quiz", {"options": ["Red", "Blue"], "right": [0]}, "options"),
    ],
)
def test_what_an_answer_depends_on_stays_once_a_poll_was_opened(
    kind: PollType, fields: dict[str, Any], field: str
) -> None:
    play = Play()
    assert play.refusal(MODERATOR, "poll.edit", id=opened(play, kind), **fields) == ("wrong_state", field)
    draft = compose(play, kind)
    edit(play, draft, **fields)


def test_when_results_are_shown_may_be_changed_before_and_after_but_not_while_open() -> None:
    play = Play()
    closed = poll_that_is("closed", play)
    edit(play, closed, show="hand")
    assert poll(play, closed).show == "hand"


@pytest.mark.parametrize("kind", ["choice", "multiple", "ranking", "quiz"])
def test_options_with_ballots_may_be_neither_reworded_nor_removed(kind: PollType) -> None:
    play = Play()
    poll_id = opened(play, kind)
    answer(play, ASKER, poll_id, ANSWERS[kind][0])
    kept = [{"id": f"o{number}", "text": text} for number, text in enumerate(("Red", "Green", "Blue"), 1)]
    for option in ANSWERS[kind][0] if isinstance(ANSWERS[kind][0], list) else [ANSWERS[kind][0]]:
        removed = [each for each in kept if each["id"] != option]
        reworded = [{**each, "text": "White"} if each["id"] == option else each for each in kept]
        for options in (removed, reworded):
            no = play.refusal(MODERATOR, "poll.edit", id=poll_id, options=options)
            assert no == ("wrong_state", "options")
    edit(play, poll_id, options=[*reversed(kept), "White"])
    assert poll(play, poll_id).options[-1] == Option("o4", "White")


def test_ballots_that_were_put_aside_hold_their_options_too() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    play(MODERATOR, "poll.reset", id=poll_id)
    no = play.refusal(MODERATOR, "poll.edit", id=poll_id, options=["Green", "Blue"])
    assert no == ("wrong_state", "options")


def test_an_edit_never_touches_what_was_counted() -> None:
    play = Play()
    poll_id = opened(play)
    answer(play, ASKER, poll_id, "o1")
    before = (dict(play.room.ballots), dict(play.room.tally), play.room.tallies[poll_id, 1])
    edit(play, poll_id, prompt="Well?", options=["Red", "Green", "Blue", "White"])
    assert (play.room.ballots, play.room.tally, play.room.tallies[poll_id, 1]) == before
