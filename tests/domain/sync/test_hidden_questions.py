"""Hidden questions never reach a person that may not see them, whatever happens to the questions."""

import json
from random import Random

from hypothesis import given

from server.domain.model.items import Question
from server.domain.sync.difference import shared_difference
from server.domain.visibility import view_of_role
from server.wire import Step
from tests.domain.client import difference_for, frame, fresh
from tests.domain.making import ASKER, MODERATOR, OTHER, Play
from tests.domain.moves import MOVES, SILENT, Move
from tests.domain.walking import SPLITS, decide_in_batch, step, walk


def texts_of(question: Question) -> set[str]:
    """The texts of a question, in all languages."""
    return {
        question.text,
        *(each.text for each in question.translations),
        *filter(None, [question.answer]),
    }


def secrets_of(question: Question) -> set[str]:
    """All of a question that attendees may not know. Once it was public, its id is no secret."""
    hidden = set() if question.is_public else texts_of(question)
    never_shown = {question.id} if question.published_at is None else set()
    return {question.asker, question.pseudonym, *hidden, *never_shown, *filter(None, [question.original])}


def leaks(play: Play, text: str) -> set[str]:
    questions = list(play.room.questions())
    told = {each for question in questions if question.is_public for each in texts_of(question)}
    secrets = {each for question in questions for each in secrets_of(question)} - told
    return {secret for secret in secrets if f'"{secret}"' in text}


@walk
@given(MOVES, SPLITS)
def test_no_frame_to_an_attendee_tells_of_what_others_asked_in_vain(moves: list[Move], split: Random) -> None:
    play = Play(premoderated=True)
    since = 0
    for move in moves:
        step(play, move)
        assert not leaks(play, json.dumps(frame(play.room, SILENT, None)))
        assert not leaks(play, json.dumps(frame(play.room, SILENT, since)))
        if split.random() < 0.4:
            since = play.room.version


def test_the_search_for_leaks_finds_them_in_what_a_moderator_gets() -> None:
    play = Play(premoderated=True)
    play.ask(text="Who pays for it?")
    found = leaks(play, json.dumps(frame(play.room, MODERATOR, None)))
    assert {"Who pays for it?", "q_1"} <= found
    assert not leaks(play, json.dumps(frame(play.room, OTHER, None)))


def test_the_asker_of_a_hidden_question_has_it_in_their_own_frame_alone() -> None:
    play = Play(premoderated=True)
    before = play.room.version
    play.ask(text="Who pays for it?")
    assert "Who pays for it?" in json.dumps(frame(play.room, ASKER, before))
    assert frame(play.room, OTHER, before).keys() == {"sync"}


def test_not_even_where_one_stands_tells_that_something_happened_to_hidden_questions() -> None:
    play = Play(premoderated=True)
    before = [frame(play.room, SILENT, since) for since in (None, play.room.version)]
    question = play.ask(ASKER)
    play(MODERATOR, "question.label", id=question, labels=["later"])
    play(MODERATOR, "question.decline", id=question, reason="tone")
    assert frame(play.room, ASKER, None)["sync"] == {"at": str(play.room.version), "full": True}
    assert [frame(play.room, SILENT, since) for since in (None, play.room.version)] == before


def test_a_personal_frame_leaves_the_shared_one_as_it_was() -> None:
    play = Play(premoderated=True)
    before = play.room.version
    play.ask(text="Who pays for it?")
    play(MODERATOR, "announce", text="Welcome")
    step_for_all = Step("1", shared_difference(play.room, view_of_role(OTHER.role), before))
    difference = difference_for(play.room, view_of_role(ASKER.role), ASKER, before)
    with_own = step_for_all.personal_frame(difference, "2")
    assert "Who pays" in with_own
    assert "Who pays" not in step_for_all.shared_frame()


def test_merging_what_was_never_public_tells_attendees_nothing() -> None:
    play = Play(premoderated=True)
    hidden, shown = play.ask(ASKER), play.ask(OTHER)
    play(MODERATOR, "question.publish", id=shown)
    before = play.room.version
    play(MODERATOR, "question.merge", id=hidden, into=shown)
    assert frame(play.room, SILENT, before).keys() == {"sync"}
    play(MODERATOR, "question.unmerge", id=hidden)
    assert frame(play.room, SILENT, before).keys() == {"sync"}


def test_seen_does_not_tell_whether_a_hidden_question_exists() -> None:
    play = Play(premoderated=True)
    hidden = play.ask(ASKER)
    play(MODERATOR, "question.publish", id=hidden)
    seen = play.room.version
    play(MODERATOR, "question.unpublish", id=hidden)
    assert fresh(play.room, OTHER).items.keys() == {"room"}
    for each in (hidden, "q_never"):
        told = decide_in_batch(play, OTHER, "question.edit", seen=seen, id=each, text="Mine now?")
        assert told == {"no": "unknown", "field": "id"}
