"""Plans of conferences: what is in them is bounded as what people send is, and says where it is wrong."""

import json
from typing import Any

import pytest

from server.conference.importing.plan import parse_plan, read_plan
from server.conference.plans import RESERVED, PlanRejected
from server.demo import FILE

ROOM = {
    "code": "gov1",
    "title": "Open data",
    "starts_at": "2020-12-16T15:00:00+07:00",
    "ends_at": "2020-12-16T09:00:00Z",
}
QUESTION = {"text": "How open?", "lang": "en", "status": "published"}


def text(*, conference: dict[str, Any] | None = None, **fields: Any) -> bytes:
    gathering = {"slug": "spring", "title": "Spring", **(conference or {})}
    return json.dumps({"conference": gathering, "rooms": [{**ROOM, **fields}]}).encode()


def rejected(**fields: Any) -> str:
    with pytest.raises(PlanRejected) as raised:
        parse_plan(text(**fields), "plan.json")
    return str(raised.value)


def test_the_sample_conference_is_right() -> None:
    assert read_plan(FILE).conference.slug == "smartchange2020"


def test_what_is_left_out_has_a_value() -> None:
    [room] = parse_plan(text(), "plan.json").rooms
    assert (room.code, room.state, room.languages, room.clock) == ("GOV1", "scheduled", ("en",), None)
    assert room.description.model_dump(mode="json", exclude_none=True) == {
        "title": "Open data",
        "abstract": "",
        "track": "",
        "place": "",
        "speakers": [],
        "languages": ["en"],
        "starts_at": "2020-12-16T08:00:00Z",
        "ends_at": "2020-12-16T09:00:00Z",
        "cancelled": False,
    }


def test_a_talk_may_have_everything_that_organisers_may_say_of_it() -> None:
    clock = {"on": True, "opens_before_min": 10, "closes_after_min": 30}
    facts: dict[str, Any] = {
        "abstract": "Who may read it?",
        "place": "Aula",
        "speakers": ["Dewi"],
        "stream": "https://stream.example/1",
        "url": "https://talks.example/1",
        "clock": clock,
        "cancelled": True,
    }
    [room] = parse_plan(text(**facts), "plan.json").rooms
    assert facts.items() <= room.description.model_dump(mode="json").items()


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": " "}, "rooms.0.title"),
        ({"title": "x" * 201}, "rooms.0.title"),
        ({"languages": ["xx"]}, "rooms.0.languages.0"),
        ({"starts_at": "2020-12-16T08:00:00"}, "rooms.0.starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+07:00"}, "rooms.0.starts_at"),
        ({"ends_at": "2020-12-16T08:00:00Z"}, "rooms.0"),
        ({"stream": "http://stream.example/"}, "rooms.0.stream"),
        ({"code": "GO"}, "rooms.0.code"),
        ({"code": "Metrics"}, "rooms.0.code"),
        ({"announcement": "x" * 501}, "rooms.0.announcement"),
        ({"settings": {"premoderated": "yes"}}, "rooms.0.settings.premoderated"),
        ({"questions": [{**QUESTION, "text": ""}]}, "rooms.0.questions.0.text"),
        ({"questions": [{**QUESTION, "text": "x" * 501}]}, "rooms.0.questions.0.text"),
        ({"questions": [{**QUESTION, "lang": "english"}]}, "rooms.0.questions.0.lang"),
        ({"questions": [{**QUESTION, "sector": "army"}]}, "rooms.0.questions.0.sector"),
        ({"questions": [{**QUESTION, "city": "x" * 61}]}, "rooms.0.questions.0.city"),
        ({"questions": [{**QUESTION, "labels": [""]}]}, "rooms.0.questions.0.labels.0"),
        ({"questions": [{**QUESTION, "labels": [str(n) for n in range(13)]}]}, "rooms.0.questions.0.labels"),
        ({"questions": [{**QUESTION, "reason": "x" * 201}]}, "rooms.0.questions.0.reason"),
        ({"questions": [{**QUESTION, "answer": "x" * 2001}]}, "rooms.0.questions.0.answer"),
        ({"questions": [{**QUESTION, "status": "merged"}]}, "rooms.0.questions.0.status"),
        ({"conference": {"slug": "Spring"}}, "conference.slug"),
        (
            {"conference": {"zones": [{"zone": "Mars/Olympus", "short": "M"}]}},
            "conference.zones.0.zone",
        ),
        ({"colour": "red"}, "rooms.0.colour"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(fields: dict[str, Any], where: str) -> None:
    sentence = rejected(**fields)
    assert sentence.startswith(f"plan.json is not right at {where}: ")
    assert len(sentence.splitlines()) == 1


def test_what_is_no_json_is_said_too() -> None:
    with pytest.raises(PlanRejected, match=r"^The file is not right at the top: "):
        parse_plan(b"conference: spring", "The file")


def test_reserved_codes_are_such_that_codes_could_be() -> None:
    assert all(word.isalnum() and word.islower() and 3 <= len(word) <= 12 for word in RESERVED)
