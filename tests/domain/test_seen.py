"""Commands with `seen`: an editor does not overwrite a question that changed since that version."""

from server.domain.batch import Batch
from tests.domain.client import fresh
from tests.domain.making import ASKER, MODERATOR, OTHER, SPEAKER, Play
from tests.domain.walking import decide_in_batch


def test_acting_on_what_changed_since_comes_back_with_the_item() -> None:
    play = Play(premoderated=True)
    question = play.ask()
    seen = play.room.version
    play(MODERATOR, "question.edit", id=question, text="How open is it really?")
    no = decide_in_batch(play, MODERATOR, "question.publish", seen=seen, id=question)
    assert no == {"no": "changed", "field": None, "item": fresh(play.room, MODERATOR).items[question]}
    assert decide_in_batch(play, MODERATOR, "question.publish", seen=play.room.version, id=question) == {
        "ids": [question]
    }


def test_a_vote_is_no_change_to_an_editor() -> None:
    play = Play()
    question = play.ask()
    seen = play.room.version
    play(OTHER, "question.vote", id=question, on=True)
    assert decide_in_batch(play, MODERATOR, "question.pin", seen=seen, id=question) == {}


def test_what_a_speaker_cannot_see_is_no_change_to_them() -> None:
    play = Play()
    question = play.ask()
    play(MODERATOR, "question.edit", id=question, text="Is it open?")
    seen = play.room.version
    play(OTHER, "question.vote", id=question, on=True)
    assert decide_in_batch(play, SPEAKER, "question.take", seen=seen, id=question) == {}


def test_an_asker_who_edits_a_waiting_question_is_told_of_a_moderators_edit() -> None:
    play = Play(premoderated=True)
    question = play.ask()
    seen = play.room.version
    play(MODERATOR, "question.edit", id=question, text="How open is it really?")
    no = decide_in_batch(play, ASKER, "question.edit", seen=seen, id=question, text="How open?")
    assert no == {"no": "changed", "field": None, "item": fresh(play.room, ASKER).items[question]}


def test_a_change_earlier_in_the_same_batch_counts() -> None:
    play = Play(premoderated=True)
    question, batch, seen = play.ask(), Batch(play.room), play.room.version
    assert (
        decide_in_batch(play, MODERATOR, "question.pin", batch=batch, seen=seen, id=question)["no"]
        == "wrong_state"
    )
    assert decide_in_batch(play, MODERATOR, "question.publish", batch=batch, seen=seen, id=question) == {
        "ids": [question]
    }
    assert decide_in_batch(
        play, MODERATOR, "question.decline", batch=batch, seen=seen, id=question, reason="tone"
    )["no"] == ("changed")


def test_of_several_any_one_that_changed_holds_all_back() -> None:
    play = Play(premoderated=True)
    questions = [play.ask(), play.ask()]
    seen = play.room.version
    play(MODERATOR, "question.label", id=questions[1], labels=["Mobility"])
    assert decide_in_batch(play, MODERATOR, "question.publish", seen=seen, ids=questions)["no"] == "changed"


def test_who_may_not_send_a_command_is_told_that_before_anything_else() -> None:
    play = Play()
    question = play.ask()
    seen = play.room.version
    play(MODERATOR, "question.pin", id=question)
    assert decide_in_batch(play, OTHER, "question.unpin", seen=seen, id=question)["no"] == "forbidden"
