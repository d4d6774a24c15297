"""The questions that each kind of viewer sees, in every status."""

import pytest

from server.domain.model.events import Status
from server.domain.model.people import Person, pseudonym
from tests.domain.client import JSON, fresh
from tests.domain.making import (
    ASKER,
    MODERATOR,
    ORGANISER,
    OTHER,
    ROOM,
    SPEAKER,
    STAGE,
    STATUSES,
    Play,
    question_that_is,
)

SINCE_2020_S = 350 * 86_400 + 8 * 3600 + 1  # to when the first question is asked

VIEWERS = (ASKER, OTHER, SPEAKER, MODERATOR, ORGANISER, STAGE)
PUBLIC = dict.fromkeys(VIEWERS, True)
HIDDEN = {viewer: viewer in (ASKER, MODERATOR, ORGANISER) for viewer in VIEWERS}


def with_everything(status: Status) -> tuple[Play, str]:
    """A question with as many fields as it can have."""
    play = Play()
    question = question_that_is(status, play)
    if status not in ("withdrawn", "merged"):
        play(MODERATOR, "question.edit", id=question, text="As moderated")
        play(MODERATOR, "question.assign", id=question, to="the panel")
    return play, question


@pytest.mark.parametrize("status", STATUSES)
def test_public_ones_are_for_all_and_others_for_moderators_and_the_asker(status: Status) -> None:
    play, question = with_everything(status)
    sees = {viewer: question in fresh(play.room, viewer).items for viewer in VIEWERS}
    assert sees == (PUBLIC if status in ("published", "answering", "answered") else HIDDEN)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_each_sees_just_the_fields_that_are_theirs(status: Status, viewer: Person) -> None:
    play, question = with_everything(status)
    item = fresh(play.room, viewer).items.get(question)
    if item is None:
        return
    moderating = viewer in (MODERATOR, ORGANISER)
    touched = status not in ("withdrawn", "merged")
    expected = {"kind", "id", "text", "status", "new", "asked_at", "by", "labels", "votes", "top"}
    expected |= {"answer"} if status == "answered" else set()
    expected |= {"reason"} if status == "declined" else set()
    expected |= {"into"} if status == "merged" else set()
    expected |= {"original"} if touched and moderating else set()
    expected |= {"assigned_to"} if touched and (moderating or viewer is SPEAKER) else set()
    assert item.keys() == expected
    assert item["by"] == ({"person": pseudonym(ROOM, ASKER.id)} if moderating else {})


def test_a_speaker_sees_their_own_hidden_question_without_what_is_for_speakers() -> None:
    play = Play()
    question = question_that_is("declined", play, SPEAKER)
    play(MODERATOR, "question.assign", id=question, to="the panel")
    item = fresh(play.room, SPEAKER).items[question]
    assert (item["reason"], "assigned_to" in item) == ("off_topic", False)


def test_anonymous_is_no_name_for_moderators_either() -> None:
    play = Play()
    question = play.ask(sector="ngo", city="Bangkok")
    assert fresh(play.room, MODERATOR).items[question]["by"] == {
        "sector": "ngo",
        "city": "Bangkok",
        "person": pseudonym(ROOM, ASKER.id),
    }


def test_a_question_whole() -> None:
    play = Play()
    question = play.ask(text="Why?", lang="en", name="Asker")
    play(OTHER, "question.vote", id=question, on=True)
    assert fresh(play.room, OTHER).items[question] == {
        "kind": "question",
        "id": "q_1",
        "text": "Why?",
        "lang": "en",
        "status": "published",
        "votes": 1,
        "top": 2**31 + 2**31 - 1 - SINCE_2020_S,
        "new": 1_608_105_601_000,
        "asked_at": "2020-12-16T08:00:01Z",
        "by": {"name": "Asker"},
        "labels": [],
    }


def test_the_room_whole() -> None:
    item: JSON = fresh(Play(premoderated=True).room, OTHER).items["room"]
    assert item == {
        "kind": "room",
        "id": "room",
        "title": "Open data in the city",
        "track": "Governance",
        "state": "open",
        "languages": ["id", "en"],
        "settings": {
            "premoderated": True,
            "asking": True,
            "voting": True,
            "anonymous": True,
            "reactions": ["👏", "❤️", "😂", "🎉", "🤔", "👍"],
        },
        "now": None,
        "starts_at": "2020-12-16T08:00:00Z",
        "ends_at": "2020-12-16T09:00:00Z",
    }


def test_mine_is_whose_it_is_and_empty_for_a_stage() -> None:
    play = Play()
    question = play.ask()
    play(ASKER, "question.vote", id=question, on=True)
    assert fresh(play.room, ASKER).mine == {"votes": [question], "ballots": {}, "questions": [question]}
    for viewer in (OTHER, STAGE):
        assert fresh(play.room, viewer).mine == {"votes": [], "ballots": {}, "questions": []}
