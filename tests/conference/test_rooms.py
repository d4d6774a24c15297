"""The first rows of a room: what they fold to is what the plan says, and each of them could have happened."""

from datetime import UTC, datetime
from typing import Any

import pytest

from server.conference.plans import RoomPlan
from server.conference.rooms import new_room, opening_rows
from server.domain.model.limits import Limits
from server.domain.model.refusal import Refused
from server.domain.rules import apply
from server.domain.sync.versioned import Room
from server.record import event_of
from tests.conference.test_plans import QUESTION, ROOM
from tests.domain.client import JSON, fresh
from tests.domain.making import MODERATOR, OTHER

NOW = datetime(2020, 12, 16, 8, 30, tzinfo=UTC)


def folded(**fields: Any) -> Room:
    room = Room("r_1")
    for row in opening_rows(plan(**fields), NOW, Limits()):
        assert row.version == room.version + 1
        apply(room, event_of(row))
    return room


def plan(**fields: Any) -> RoomPlan:
    return RoomPlan.model_validate({**ROOM, **fields})


def items(room: Room) -> list[JSON]:
    return list(fresh(room, MODERATOR).items.values())


def test_a_room_without_a_past_is_what_the_plan_says_it_is() -> None:
    room = folded(place="Aula", state="paused", settings={"voting": False}, announcement="Welcome")
    assert room.version == 4
    item = fresh(room, OTHER).items["room"]
    assert (item["place"], item["state"], item["announcement"]) == ("Aula", "paused", "Welcome")
    assert (item["settings"]["voting"], item["settings"]["premoderated"]) == (False, True)


def test_the_shortest_log_is_one_row() -> None:
    assert [row.type for row in opening_rows(plan(), NOW, Limits())] == ["RoomDescribed"]


@pytest.mark.parametrize("state", ["scheduled", "open", "paused", "closed"])
def test_what_was_asked_before_changes_neither_the_state_nor_the_settings(state: str) -> None:
    room = folded(state=state, settings={"premoderated": False, "asking": False}, questions=[QUESTION])
    assert (room.talk.state, room.talk.settings.premoderated, room.talk.settings.asking) == (
        state,
        False,
        False,
    )


def test_questions_have_the_status_votes_and_answers_of_the_plan() -> None:
    room = folded(
        questions=[
            {**QUESTION, "text": "1", "status": "pending", "labels": ["People"], "pinned": True},
            {**QUESTION, "text": "2", "status": "declined", "reason": "Not today"},
            {**QUESTION, "text": "3", "votes": 3, "pinned": True, "city": "Jakarta", "sector": "ngo"},
            {**QUESTION, "text": "4", "status": "answering"},
            {**QUESTION, "text": "5", "status": "answered", "answer": "By law."},
            {**QUESTION, "text": "6", "status": "answered"},
        ]
    )
    questions = {item["text"]: item for item in items(room) if item["kind"] == "question"}
    assert [each["status"] for each in questions.values()] == [
        "pending", "declined", "published", "answering", "answered", "answered"
    ]  # fmt: skip
    assert (questions["1"]["labels"], questions["1"].get("pinned")) == (["People"], None)
    assert questions["2"]["reason"] == "Not today"
    assert (questions["3"]["votes"], questions["3"]["pinned"]) == (3, True)
    assert {"sector": "ngo", "city": "Jakarta"}.items() <= questions["3"]["by"].items()
    assert questions["5"]["answer"]["text"] == "By law."
    assert "text" not in questions["6"]["answer"]
    assert [each["asked_at"][11:16] for each in questions.values()] == [
        "08:12", "08:15", "08:18", "08:21", "08:24", "08:27"
    ]  # fmt: skip


def test_more_questions_than_a_room_shows_are_refused() -> None:
    with pytest.raises(Refused, match="as many are shown") as raised:
        folded(questions=[QUESTION] * 501)
    assert raised.value.code == "full"


def test_a_cancelled_talk_is_closed() -> None:
    cancelled = plan(cancelled=True, state="open")
    assert folded(cancelled=True, state="open").talk.state == "closed"
    assert new_room(cancelled, "c_1", 0).state == "closed"


def test_polls_are_prepared_and_one_may_be_open() -> None:
    polls = [{"type": "choice", "prompt": "Which?", "options": ["A", "B"], "state": "open"}]
    room = folded(state="open", polls=[*polls, {"type": "words", "prompt": "One word?"}])
    made = [each for each in items(room) if each["kind"] == "poll"]
    assert [(poll["type"], poll["prompt"], poll["state"]) for poll in made] == [
        ("choice", "Which?", "open"),
        ("words", "One word?", "draft"),
    ]


@pytest.mark.parametrize(
    "poll",
    [
        {"type": "choice", "prompt": "Which?"},
        {"type": "words", "prompt": "Which?", "options": ["A", "B"]},
        {"type": "scale", "prompt": "How much?", "steps": 99},
    ],
)
def test_a_poll_that_the_rules_do_not_know_is_refused_by_its_place(poll: JSON) -> None:
    with pytest.raises(Refused) as refused:
        folded(state="open", polls=[{"type": "words", "prompt": "One word?"}, poll])
    assert refused.value.field == "polls.1"
