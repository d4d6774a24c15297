"""The commands of moderators and speakers on questions, other than changes of status."""

from server.domain.model.limits import Limits
from tests.domain.client import fresh
from tests.domain.making import ASKER, MODERATOR, OTHER, SPEAKER, Play, question_that_is


def test_a_reason_is_for_the_asker_and_moderators() -> None:
    play = Play()
    question = play.ask()
    play(MODERATOR, "question.decline", id=question, reason="Asked in the morning")
    assert fresh(play.room, ASKER).items[question]["reason"] == "Asked in the morning"
    assert fresh(play.room, MODERATOR).items[question]["reason"] == "Asked in the morning"
    assert question not in fresh(play.room, OTHER).items
    play(MODERATOR, "question.restore", id=question)
    assert "reason" not in fresh(play.room, MODERATOR).items[question]


def test_restoring_leads_back_to_the_status_before() -> None:
    play = Play()
    for before in ("pending", "published", "answering"):
        question = question_that_is(before, play)
        play(MODERATOR, "question.decline", id=question, reason="tone")
        play(MODERATOR, "question.restore", id=question)
        assert play.question(question).status == before
    assert play.room.talk.answering == question


def test_restoring_does_not_push_aside_what_is_being_answered() -> None:
    play = Play()
    first = question_that_is("answering", play)
    play(MODERATOR, "question.answered", id=first)
    second = question_that_is("answering", play)
    play(MODERATOR, "question.restore", id=first)
    assert (play.question(first).status, play.room.talk.answering) == ("published", second)


def test_taking_one_puts_the_former_back() -> None:
    play = Play()
    first, second = play.ask(), play.ask()
    play(SPEAKER, "question.take", id=first)
    play(SPEAKER, "question.take", id=second)
    assert [play.question(each).status for each in (first, second)] == ["published", "answering"]
    assert play.room.talk.answering == second


def test_a_skipped_question_is_marked_until_it_is_taken() -> None:
    play = Play()
    question = question_that_is("answering", play)
    play(SPEAKER, "question.skip", id=question)
    assert (play.question(question).skipped, play.room.talk.answering) == (True, None)
    play(SPEAKER, "question.take", id=question)
    assert not play.question(question).skipped


def test_whatever_leaves_the_stage_leaves_it_empty() -> None:
    for do, fields in (("answered", {}), ("decline", {"reason": "tone"}), ("skip", {})):
        play = Play()
        question = question_that_is("answering", play)
        play(MODERATOR, f"question.{do}", id=question, **fields)
        assert play.room.talk.answering is None


def test_an_answer_may_have_a_text() -> None:
    play = Play()
    spoken, written = play.ask(), play.ask()
    play(SPEAKER, "question.answered", id=spoken)
    assert fresh(play.room, OTHER).items[spoken]["answer"] == {"at": "2020-12-16T08:00:03Z"}
    play(SPEAKER, "question.answered", id=written, text="By law.")
    assert fresh(play.room, OTHER).items[written]["answer"] == {
        "text": "By law.",
        "at": "2020-12-16T08:00:04Z",
    }


def test_pins_labels_assignments_and_translations_stand_on_the_item() -> None:
    play = Play()
    question = play.ask()
    play(MODERATOR, "question.pin", id=question)
    play(MODERATOR, "question.label", id=question, labels=["Mobility", "People", "Mobility"])
    play(MODERATOR, "question.assign", id=question, to="the panel")
    play(MODERATOR, "question.translate", id=question, lang="th", text="เปิดแค่ไหน")
    play(MODERATOR, "question.translate", id=question, lang="de", text="Wie offen?")
    item = fresh(play.room, MODERATOR).items[question]
    assert [item[name] for name in ("pinned", "labels", "assigned_to", "translations")] == [
        True,
        ["Mobility", "People"],
        "the panel",
        {"de": "Wie offen?", "th": "เปิดแค่ไหน"},
    ]
    play(MODERATOR, "question.unpin", id=question)
    play(MODERATOR, "question.assign", id=question, to="")
    assert not fresh(play.room, MODERATOR).items[question].keys() & {"pinned", "assigned_to"}


def test_repeating_what_is_so_already_is_no_event() -> None:
    play = Play()
    question = play.ask()
    for do, fields in (("pin", {}), ("label", {"labels": ["Living"]}), ("assign", {"to": "the panel"})):
        play(MODERATOR, f"question.{do}", id=question, **fields)
        version = play.room.version
        play(MODERATOR, f"question.{do}", id=question, **fields)
        assert play.room.version == version


def test_a_moderators_edits_keep_what_was_first_asked() -> None:
    play = Play(premoderated=True)
    question = play.ask(text="hw open?")
    play(ASKER, "question.edit", id=question, text="How opn?")
    play(MODERATOR, "question.edit", id=question, text="How open?")
    play(MODERATOR, "question.edit", id=question, text="How open is it?")
    assert (play.question(question).text, play.question(question).original) == ("How open is it?", "How opn?")
    assert "original" not in fresh(play.room, ASKER).items[question]
    assert fresh(play.room, MODERATOR).items[question]["original"] == "How opn?"


def test_several_are_published_at_once_but_for_those_a_colleague_was_faster_with() -> None:
    play = Play(premoderated=True)
    questions = [play.ask() for _ in range(3)]
    play(MODERATOR, "question.publish", id=questions[1])
    assert play(MODERATOR, "question.publish", ids=questions) == {"ids": [questions[0], questions[2]]}
    assert play(MODERATOR, "question.publish", ids=questions) == {"ids": []}
    assert {play.question(each).status for each in questions} == {"published"}


def test_several_are_declined_at_once_and_one_that_may_not_be_holds_all_back() -> None:
    play = Play()
    questions = [play.ask() for _ in range(3)]
    play(MODERATOR, "question.answered", id=questions[2])
    assert play.refusal(MODERATOR, "question.decline", ids=questions, reason="tone") == ("wrong_state", None)
    assert play.refusal(MODERATOR, "question.decline", ids=["q_never"], reason="tone") == ("unknown", "ids")
    assert play(MODERATOR, "question.decline", ids=questions[:2], reason="tone") == {"ids": questions[:2]}


def test_the_longest_settled_go_to_the_archive_and_out_of_every_sight() -> None:
    play = Play(limits=Limits(settled=2))
    questions = [play.ask() for _ in range(3)]
    before = {viewer: fresh(play.room, viewer) for viewer in (ASKER, OTHER, MODERATOR)}
    for each in questions:
        play(MODERATOR, "question.answered", id=each)
    assert [play.question(each).archived for each in questions] == [True, False, False]
    for viewer in before:
        assert fresh(play.room, viewer).items.keys() == {"room", *questions[1:]}
    assert play.refusal(MODERATOR, "question.restore", id=questions[0]) == ("unknown", "id")


def test_a_question_is_translated_into_so_many_languages_and_each_again() -> None:
    play = Play(limits=Limits(translations=2))
    question = play.ask()
    for lang in ("de", "th", "de"):
        play(MODERATOR, "question.translate", id=question, lang=lang, text="Warum?")
    refusal = play.refusal(MODERATOR, "question.translate", id=question, lang="id", text="Mengapa?")
    assert refusal == ("full", "lang")
