"""A question's life, as the protocol has it: every command in every status."""

from typing import Any

import pytest

from server.domain.model.events import Status
from tests.domain.making import ASKER, MODERATOR, OTHER, SPEAKER, STATUSES, Play, question_that_is

MOVES: dict[str, dict[Status, Status]] = {
    "question.publish": {"pending": "published"},
    "question.unpublish": {"published": "pending"},
    "question.decline": {"pending": "declined", "published": "declined", "answering": "declined"},
    "question.restore": {"declined": "published", "answered": "published"},
    "question.take": {"published": "answering"},
    "question.skip": {"published": "published", "answering": "published"},
    "question.answered": {"published": "answered", "answering": "answered"},
    "question.merge": {"pending": "merged", "published": "merged"},
    "question.unmerge": {"merged": "published"},
    "question.edit": {each: each for each in STATUSES if each not in ("withdrawn", "merged")},
    "question.touch": {each: each for each in STATUSES},
}
FURTHER: dict[str, dict[str, Any]] = {
    "question.decline": {"reason": "off_topic"},
    "question.edit": {"text": "Another text"},
}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("do", MOVES)
def test_a_moderator_moves_it_where_the_protocol_says_and_nowhere_else(do: str, status: Status) -> None:
    play = Play()
    question = question_that_is(status, play)
    fields = FURTHER.get(do, {}) | ({"into": play.ask(OTHER)} if do == "question.merge" else {})
    if status in MOVES[do]:
        play(MODERATOR, do, id=question, **fields)
        assert play.question(question).status == MOVES[do][status]
    else:
        assert play.refusal(MODERATOR, do, id=question, **fields) == ("wrong_state", None)
        assert play.question(question).status == status


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(("do", "fields"), [("question.edit", {"text": "Else?"}), ("question.withdraw", {})])
def test_its_asker_may_change_it_while_it_waits_and_no_longer(
    do: str, fields: dict[str, str], status: Status
) -> None:
    play = Play()
    question = question_that_is(status, play)
    if status == "pending":
        play(ASKER, do, id=question, **fields)
        assert play.question(question).status == ("pending" if fields else "withdrawn")
    else:
        assert play.refusal(ASKER, do, id=question, **fields) == ("wrong_state", None)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("do", ["question.take", "question.skip", "question.answered"])
def test_speakers_act_on_what_they_see_and_the_rest_is_unknown_to_them(do: str, status: Status) -> None:
    play = Play()
    question = question_that_is(status, play)
    if status in MOVES[do]:
        play(SPEAKER, do, id=question)
        assert play.question(question).status == MOVES[do][status]
    else:
        seen = status in ("published", "answering", "answered")
        assert play.refusal(SPEAKER, do, id=question) == (
            ("wrong_state", None) if seen else ("unknown", "id")
        )


@pytest.mark.parametrize("status", STATUSES)
def test_others_vote_on_what_is_public(status: Status) -> None:
    play = Play()
    question = question_that_is(status, play)
    if status in ("published", "answering", "answered"):
        assert play(OTHER, "question.vote", id=question, on=True) == {"votes": 1}
    else:
        code = ("merged", None) if status == "merged" else ("unknown", "id")
        assert play.refusal(OTHER, "question.vote", id=question, on=True) == code


@pytest.mark.parametrize("status", STATUSES)
def test_others_may_neither_edit_nor_withdraw_it(status: Status) -> None:
    play = Play()
    question = question_that_is(status, play)
    code = ("forbidden", None) if play.question(question).is_public else ("unknown", "id")
    assert play.refusal(OTHER, "question.edit", id=question, text="Mine?") == code
    assert play.refusal(OTHER, "question.withdraw", id=question) == code


def test_what_never_existed_is_unknown_like_what_is_out_of_sight() -> None:
    play = Play(premoderated=True)
    for each in (play.ask(), "q_never"):
        assert play.refusal(OTHER, "question.vote", id=each, on=True) == ("unknown", "id")
        assert play.refusal(SPEAKER, "question.take", id=each) == ("unknown", "id")
