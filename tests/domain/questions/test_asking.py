"""Asking: when it is open, to whom it is, and how much of it."""

import pytest

from server.domain.model.events import TalkState
from server.domain.model.limits import Limits
from server.domain.model.people import Person, pseudonym
from tests.domain.making import ASKER, MODERATOR, ORGANISER, OTHER, ROOM, SPEAKER, Play, attendee


@pytest.mark.parametrize("premoderated", [True, False])
def test_what_is_asked_waits_where_a_moderator_looks_first(premoderated: bool) -> None:
    play = Play(premoderated=premoderated)
    status = "pending" if premoderated else "published"
    assert play(ASKER, "question.ask", text="Why?") == {"id": "q_1", "status": status}
    assert play.question("q_1").status == status


@pytest.mark.parametrize("person", [MODERATOR, ORGANISER])
def test_what_moderators_ask_is_published_at_once_in_every_state(person: Person) -> None:
    for state in ("scheduled", "open", "paused", "closed"):
        play = Play(premoderated=True, asking=False, state=state)
        assert play(person, "question.ask", text="Why?")["status"] == "published"


@pytest.mark.parametrize("person", [ASKER, SPEAKER])
@pytest.mark.parametrize("state", ["scheduled", "paused", "closed"])
def test_others_ask_only_while_it_is_open(person: Person, state: TalkState) -> None:
    assert Play(state=state).refusal(person, "question.ask", text="Why?") == ("closed", None)


def test_asking_may_be_switched_off() -> None:
    assert Play(asking=False).refusal(ASKER, "question.ask", text="Why?") == ("closed", None)


def test_a_name_is_needed_where_nobody_may_be_anonymous() -> None:
    play = Play(anonymous=False)
    assert play.refusal(ASKER, "question.ask", text="Why?") == ("invalid", "name")
    assert play.question(play.ask(name="Asker")).name == "Asker"
    assert play.question(play.ask(MODERATOR)).name is None


def test_the_muted_get_muted_and_others_ask_on() -> None:
    play = Play()
    play.ask()
    play(MODERATOR, "person.mute", person=pseudonym(ROOM, ASKER.id))
    assert play.refusal(ASKER, "question.ask", text="Why?") == ("muted", None)
    play.ask(OTHER)
    play(MODERATOR, "person.unmute", person=pseudonym(ROOM, ASKER.id))
    play.ask()


def test_ten_of_a_person_may_wait_and_one_more_when_one_no_longer_does() -> None:
    play = Play(premoderated=True)
    waiting = [play.ask() for _ in range(10)]
    assert play.refusal(ASKER, "question.ask", text="Why?") == ("quota", None)
    play.ask(OTHER)
    play(ASKER, "question.withdraw", id=waiting[0])
    play.ask()


def test_so_many_of_everybody_may_wait_and_moderators_ask_on() -> None:
    play = Play(premoderated=True, limits=Limits(room_waiting=3))
    waiting = [play.ask(attendee(number)) for number in range(3)]
    assert play.refusal(ASKER, "question.ask", text="Why?") == ("full", None)
    assert play(MODERATOR, "question.ask", text="Why?")["status"] == "published"
    play(MODERATOR, "question.decline", id=waiting[0], reason="unclear")
    play.ask()


def test_a_full_room_takes_no_more_by_whatever_way() -> None:
    play = Play(limits=Limits(published=2))
    answered, merged = play.ask(), play.ask()
    play(MODERATOR, "question.answered", id=answered)
    target = play.ask()
    play(MODERATOR, "question.merge", id=merged, into=target)
    play.ask()
    full = ("full", None)
    assert play.refusal(ASKER, "question.ask", text="Why?") == full
    assert play.refusal(MODERATOR, "question.restore", id=answered) == full
    assert play.refusal(MODERATOR, "question.unmerge", id=merged) == full
    play(MODERATOR, "room.update", settings={"premoderated": True})
    waiting = play.ask()
    assert play.refusal(MODERATOR, "question.publish", id=waiting) == full
    assert play.refusal(MODERATOR, "question.publish", ids=[waiting]) == full


def test_a_question_holds_what_was_said_about_it() -> None:
    play = Play()
    question = play.question(play.ask(attendee(1), lang="id", name="N", sector="ngo", city="Jakarta"))
    assert (question.lang, question.name, question.sector, question.city) == ("id", "N", "ngo", "Jakarta")
    assert (question.asker, question.asked_at, question.published_at) == ("attendee-1", play.now, play.now)
