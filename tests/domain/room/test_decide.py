"""The room itself: its states and settings, announcements, the speaker's note, the stage and mutes."""

from typing import get_args

import pytest

from server.domain.model.events import TalkState
from server.domain.model.items import Settings
from server.domain.model.people import Person, pseudonym
from tests.domain.client import JSON, fresh
from tests.domain.making import ASKER, MODERATOR, OTHER, ROOM, SPEAKER, STAGE, Play

PSEUDONYM = pseudonym(ROOM, ASKER.id)


def talk(play: Play, viewer: Person = OTHER) -> JSON:
    return fresh(play.room, viewer).items["room"]


@pytest.mark.parametrize("state", get_args(TalkState))
@pytest.mark.parametrize(
    ("do", "to"), [("room.open", "open"), ("room.pause", "paused"), ("room.close", "closed")]
)
def test_every_state_can_be_left_for_every_other(state: TalkState, do: str, to: TalkState) -> None:
    play = Play(state=state)
    version = play.room.version
    play(MODERATOR, do)
    assert (talk(play)["state"], play.room.version) == (to, version + (state != to))


@pytest.mark.parametrize("state", get_args(TalkState))
def test_moderators_act_in_every_state(state: TalkState) -> None:
    play = Play(state=state, asking=False, voting=False)
    question, other = play.ask(MODERATOR), play.ask(MODERATOR)
    play(MODERATOR, "question.vote", id=question, on=True)
    for do in ("unpublish", "publish", "take", "skip", "answered", "restore"):
        play(MODERATOR, f"question.{do}", id=question)
    play(MODERATOR, "question.merge", id=other, into=question)


def test_a_setting_changes_nothing_that_is_there() -> None:
    play = Play(premoderated=True)
    waiting = play.ask(name=None)
    play(MODERATOR, "room.update", settings={"premoderated": False, "anonymous": False})
    assert play.question(waiting).status == "pending"
    later = play.ask(name="Asker")
    assert play.question(later).status == "published"
    play(MODERATOR, "room.update", settings={"premoderated": True})
    assert play.question(later).status == "published"


def test_only_the_settings_named_change_and_repeating_them_is_no_event() -> None:
    play = Play()
    for _ in range(2):
        play(MODERATOR, "room.update", settings={"voting": False})
        assert talk(play)["settings"] == {
            "premoderated": False,
            "asking": True,
            "voting": False,
            "anonymous": True,
            "reactions": list(Settings().reactions),
        }
    assert play.room.version == 4


def test_muting_hides_nothing_and_is_known_to_moderators_by_pseudonym() -> None:
    play = Play()
    question = play.ask()
    play(MODERATOR, "person.mute", person=PSEUDONYM)
    assert question in fresh(play.room, OTHER).items
    assert question in fresh(play.room, ASKER).items
    assert talk(play, MODERATOR)["muted"] == [PSEUDONYM]
    assert "muted" not in talk(play, OTHER)
    assert "muted" not in talk(play, SPEAKER)
    play(MODERATOR, "person.unmute", person=PSEUDONYM)
    assert talk(play, MODERATOR)["muted"] == []


def test_nobody_can_be_muted_by_their_id_or_before_they_took_part() -> None:
    play = Play()
    assert play.refusal(MODERATOR, "person.mute", person=PSEUDONYM) == ("unknown", "person")
    play.ask()
    assert play.refusal(MODERATOR, "person.mute", person=ASKER.id) == ("unknown", "person")


def test_a_pseudonym_is_another_in_each_room() -> None:
    assert pseudonym("r_1", ASKER.id) != pseudonym("r_2", ASKER.id)
    assert pseudonym("r_1", ASKER.id) != pseudonym("r_1", OTHER.id)


def test_an_announcement_is_for_all_until_it_is_empty() -> None:
    play = Play()
    play(MODERATOR, "announce", text="Back at 16:00")
    assert [talk(play, viewer)["announcement"] for viewer in (OTHER, SPEAKER, STAGE)] == ["Back at 16:00"] * 3
    play(MODERATOR, "announce", text=" ")
    assert "announcement" not in talk(play)


def test_the_note_is_for_the_speaker_who_reads_it_and_for_moderators() -> None:
    play = Play()
    play(MODERATOR, "speaker.note", text="Five minutes")
    for viewer in (SPEAKER, MODERATOR):
        assert talk(play, viewer)["note"] == {"text": "Five minutes", "read": False}
    for viewer in (OTHER, STAGE):
        assert "note" not in talk(play, viewer)
    play(SPEAKER, "speaker.read")
    assert talk(play, MODERATOR)["note"] == {"text": "Five minutes", "read": True}
    play(MODERATOR, "speaker.note", text="Five minutes")
    assert talk(play, MODERATOR)["note"]["read"] is False
    play(MODERATOR, "speaker.note", text="")
    assert "note" not in talk(play, SPEAKER)


def test_reading_no_note_is_no_event() -> None:
    play = Play()
    version = play.room.version
    play(SPEAKER, "speaker.read")
    assert play.room.version == version


def test_the_stage_is_blank_while_a_moderator_wants_it_so() -> None:
    play = Play()
    play(MODERATOR, "stage.blank", on=True)
    assert talk(play, STAGE)["blank"] is True
    play(MODERATOR, "stage.blank", on=False)
    assert "blank" not in talk(play, STAGE)
