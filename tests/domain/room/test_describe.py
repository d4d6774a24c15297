"""The description of a talk: changes by organisers, allowed values, and cancelled talks."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from server.domain.model import events
from server.domain.model.commands import Describe
from server.domain.model.items import Talk
from server.domain.model.people import Person
from tests.domain.client import JSON, fresh
from tests.domain.making import ASKER, BEGAN, MODERATOR, ORGANISER, OTHER, SPEAKER, STAGE, Play, command

EVERYTHING = {
    "title": "Open data in the region",
    "abstract": "Who may read it?\n\nAnd who does?",
    "track": "People",
    "place": "Balai Agung",
    "speakers": ["Dewi Lestari", "Jörg Müller"],
    "languages": ["de", "zh-Hant"],
    "starts_at": "2020-12-16T15:30:00+07:00",
    "ends_at": "2020-12-16T10:00:00Z",
    "stream": "https://stream.example/open-data",
    "url": "https://talks.example/?id=7#top",
}
FIELDS = {"title", "abstract", "track", "place", "speakers", "languages", "starts_at", "ends_at", "stream",
          "url", "clock", "cancelled"}  # fmt: skip


def talk(play: Play, viewer: Person = OTHER) -> JSON:
    return fresh(play.room, viewer).items["room"]


def described(play: Play, **fields: Any) -> Talk:
    play(ORGANISER, "room.describe", **fields)
    return play.room.talk


def refused(**fields: Any) -> tuple[str, str]:
    """The type of error and the field of a command that can't be read."""
    with pytest.raises(ValidationError) as raised:
        command("room.describe", **fields)
    error = raised.value.errors()[0]
    return error["type"], str(error["loc"][1])


def test_everybody_sees_what_the_talk_is() -> None:
    play = Play()
    before = talk(play)
    assert not {"abstract", "place", "speakers", "url", "clock", "cancelled", "opens_at"} & before.keys()
    play(ORGANISER, "room.describe", **EVERYTHING)
    expected = {**before, **EVERYTHING, "starts_at": "2020-12-16T08:30:00Z"}
    for viewer in (OTHER, ASKER, SPEAKER, STAGE):
        assert talk(play, viewer) == expected


def test_only_what_is_named_changes_and_repeating_it_is_no_event() -> None:
    play = Play()
    described(play, **EVERYTHING)
    before = talk(play)
    for _ in range(2):
        assert play(ORGANISER, "room.describe", place="Aula") == {}
        assert talk(play) == {**before, "place": "Aula"}
    assert play(ORGANISER, "room.describe") == {}
    assert play.room.version == 5


def test_null_takes_away_what_a_talk_can_be_without() -> None:
    play = Play()
    before = talk(play)
    described(play, **EVERYTHING, clock={})
    play(
        ORGANISER,
        "room.describe",
        **dict.fromkeys(("abstract", "place", "speakers", "stream", "url", "clock")),
    )
    assert talk(play).keys() == before.keys()
    play(ORGANISER, "room.describe", track=None)
    assert talk(play)["track"] == ""


@pytest.mark.parametrize("field", ["title", "languages", "starts_at", "ends_at", "cancelled"])
def test_null_takes_away_nothing_else(field: str) -> None:
    assert refused(**{field: None})[1] == field


def test_empty_is_as_good_as_null() -> None:
    play = Play()
    described(play, **EVERYTHING)
    empty = described(play, abstract=" ", track="", place="", speakers=[])
    assert (empty.abstract, empty.track, empty.place, empty.speakers) == ("", "", "", ())


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"title": " "}, ("invalid", "title")),
        ({"title": "x" * 201}, ("too_long", "title")),
        ({"abstract": "x" * 2001}, ("too_long", "abstract")),
        ({"track": "x" * 61}, ("too_long", "track")),
        ({"place": "x" * 201}, ("too_long", "place")),
        ({"speakers": ["Dewi", ""]}, ("invalid", "speakers")),
        ({"speakers": ["x" * 61]}, ("too_long", "speakers")),
        ({"speakers": [str(number) for number in range(31)]}, ("too_long", "speakers")),
        ({"languages": []}, ("too_short", "languages")),
        ({"languages": ["xx"]}, ("invalid", "languages")),
        ({"languages": ["Deutsch"]}, ("string_pattern_mismatch", "languages")),
        ({"starts_at": "2020-12-16T08:00:00"}, ("invalid", "starts_at")),
        ({"starts_at": "2020-12-16"}, ("invalid", "starts_at")),
        ({"starts_at": "0001-01-01T00:00:00+07:00"}, ("invalid", "starts_at")),
        ({"starts_at": 1608105600}, ("invalid", "starts_at")),
        ({"ends_at": "tomorrow"}, ("invalid", "ends_at")),
        ({"stream": "http://stream.example/"}, ("string_pattern_mismatch", "stream")),
        ({"stream": "https://somebody@stream.example/"}, ("string_pattern_mismatch", "stream")),
        ({"stream": "https://stream.example/\u0000"}, ("string_pattern_mismatch", "stream")),
        ({"url": "javascript:alert(1)"}, ("string_pattern_mismatch", "url")),
        ({"url": "https://talks.example/" + "x" * 1000}, ("string_too_long", "url")),
        ({"clock": {"opens_before_min": 1441}}, ("less_than_equal", "clock")),
        ({"clock": {"closes_after_min": -1}}, ("greater_than_equal", "clock")),
        ({"clock": {"closes_at": "19:00"}}, ("extra_forbidden", "clock")),
        ({"cancelled": "yes"}, ("bool_type", "cancelled")),
        ({"state": "open"}, ("extra_forbidden", "state")),
    ],
)
def test_what_no_talk_can_be_is_not_read(fields: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert refused(**fields) == refusal


def test_languages_of_three_letters_are_not_looked_up() -> None:
    assert described(Play(), languages=["ace", "id", "id"]).languages == ("ace", "id")


def test_a_talk_ends_after_it_starts_and_within_a_day() -> None:
    play = Play()
    for fields, field in (
        ({"ends_at": "2020-12-16T08:00:00Z"}, "ends_at"),
        ({"starts_at": "2020-12-16T09:00:00Z"}, "starts_at"),
        ({"starts_at": "2020-12-16T07:00:00Z", "ends_at": "2020-12-17T07:00:01Z"}, "ends_at"),
    ):
        assert play.refusal(ORGANISER, "room.describe", **fields) == ("invalid", field)
    assert described(play, ends_at="2020-12-17T08:00:00Z").ends_at == BEGAN + timedelta(days=1)


def test_a_talk_imported_with_impossible_times_may_still_be_given_a_title() -> None:
    play = Play()
    play.happen(events.RoomDescribed(**{**dict(play.log[0]), "ends_at": BEGAN}))
    assert described(play, title="Mended").ends_at == BEGAN


def test_only_organisers_describe() -> None:
    play = Play()
    for person in (ASKER, SPEAKER, MODERATOR, STAGE):
        assert play.refusal(person, "room.describe", title="Mine") == ("forbidden", None)


def test_the_clock_tells_when_the_room_opens_and_closes() -> None:
    play = Play()
    described(play, clock={})
    assert {name: talk(play)[name] for name in ("clock", "opens_at", "closes_at")} == {
        "clock": {"on": True, "opens_before_min": 10, "closes_after_min": 10},
        "opens_at": "2020-12-16T07:50:00Z",
        "closes_at": "2020-12-16T09:10:00Z",
    }
    described(play, clock={"closes_after_min": 0}, starts_at="2020-12-16T08:30:00Z")
    assert (talk(play)["opens_at"], talk(play)["closes_at"]) == (
        "2020-12-16T08:20:00Z",
        "2020-12-16T09:00:00Z",
    )
    described(play, clock={"on": False})
    assert talk(play)["clock"] == {"on": False, "opens_before_min": 10, "closes_after_min": 0}
    assert not {"opens_at", "closes_at"} & talk(play).keys()


def test_a_cancelled_talk_is_closed_until_it_is_not_cancelled() -> None:
    play = Play()
    described(play, cancelled=True, clock={"on": True})
    assert (talk(play)["cancelled"], talk(play)["state"]) == (True, "closed")
    assert "opens_at" not in talk(play)
    for do in ("room.open", "room.pause"):
        assert play.refusal(MODERATOR, do) == ("wrong_state", None)
    play(MODERATOR, "room.close")
    described(play, cancelled=False)
    assert "cancelled" not in talk(play)
    assert (talk(play)["state"], talk(play)["opens_at"]) == ("closed", "2020-12-16T07:50:00Z")
    play(MODERATOR, "room.open")
    assert talk(play)["state"] == "open"


def test_cancelling_what_is_closed_closes_nothing_again() -> None:
    play = Play(state="closed")
    described(play, cancelled=True)
    assert [type(event) for event in play.log[-2:]] == [events.SettingsChanged, events.RoomDescribed]


def test_the_event_and_the_command_know_the_same_facts() -> None:
    assert set(events.RoomDescribed.model_fields) == FIELDS
    assert set(Describe.model_fields) == FIELDS | {"do"}
