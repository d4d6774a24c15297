"""Plans of conferences: what is in them is bounded as what people send is, and says where it is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from server.conference.importing.plan import PLAN_BYTES, parse_plan, read_plan
from server.conference.plans import RESERVED, PlanRejected
from server.demo import FILE
from tests.conference.nonsense import NONSENSE, PLAN

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


@pytest.mark.parametrize("where", sorted({where for where, _ in NONSENSE}))
def test_what_is_wrong_is_said_in_one_sentence_with_its_place(where: str) -> None:
    for content in (content for place, content in NONSENSE if place == where):
        with pytest.raises(PlanRejected) as rejected:
            parse_plan(content, "plan.json")
        sentence = str(rejected.value)
        assert sentence.startswith(f"plan.json is not right at {where}: ")
        assert sentence.endswith(".")
        assert sentence.isprintable(), "a terminal shows it as it is"
        assert len(sentence) < 300


def test_the_plan_that_nonsense_is_put_into_is_right() -> None:
    assert parse_plan(json.dumps(PLAN).encode(), "plan.json").model_dump(mode="json", exclude_none=True)


def test_a_mark_of_the_byte_order_before_the_text_is_no_mistake() -> None:
    assert parse_plan(b"\xef\xbb\xbf" + text(), "plan.json").conference.slug == "spring"


def test_controls_in_a_text_are_left_out_as_in_what_people_send() -> None:
    [room] = parse_plan(text(title="Open\0 \u202edata\x1b\u2066"), "plan.json").rooms
    assert room.title == "Open data"


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    with file.open("wb") as large:
        large.truncate(PLAN_BYTES + 1)
    with pytest.raises(PlanRejected, match=r"^plan.json is not right: it is larger than 16 MB\.$"):
        read_plan(file)


def test_reserved_codes_are_such_that_codes_could_be() -> None:
    assert all(word.isalnum() and word.islower() and 3 <= len(word) <= 12 for word in RESERVED)
