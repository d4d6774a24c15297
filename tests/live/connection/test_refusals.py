"""Refusals: each has its code, stores nothing, and the room serves on."""

from typing import Any

import pytest

from tests.live.conftest import Process

THAI = "กี"  # one grapheme of two code points
FLAG = "🇮🇩"
ASK = "question.ask"

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("question.sing", {}, "unknown_command"),
    ("", {}, "unknown_command"),
    ("__class__", {}, "unknown_command"),
    ("\ud800", {}, "unknown_command"),
    ("ping", {"extra": 1}, "unknown_field"),
    ("ping", {"\ud800": 1}, "invalid"),
    (ASK, {"text": "?", "status": "published"}, "unknown_field"),
    (ASK, {}, "invalid"),
    (ASK, {"text": 5}, "invalid"),
    (ASK, {"text": None}, "invalid"),
    (ASK, {"text": ["?"]}, "invalid"),
    (ASK, {"text": ""}, "invalid"),
    (ASK, {"text": " \u200d\u200b\n"}, "invalid"),
    (ASK, {"text": "half a pair: \ud83d"}, "invalid"),
    (ASK, {"text": "?", "name": "\udfff"}, "invalid"),
    (ASK, {"text": "?", "lang": "\ud800"}, "invalid"),
    (ASK, {"text": "?", "sector": "royalty"}, "invalid"),
    (ASK, {"text": "?", "city": "c" * 61}, "too_long"),
    (ASK, {"text": "x" * 501}, "too_long"),
    (ASK, {"text": THAI * 501}, "too_long"),
    (ASK, {"text": FLAG * 501}, "too_long"),
    (ASK, {"text": "e" + "\u0301" * 2500}, "too_long"),
    ("question.vote", {"id": "q_1", "on": 1}, "invalid"),
    ("question.vote", {"id": "q_1", "on": "true"}, "invalid"),
    ("question.vote", {"id": 7, "on": True}, "invalid"),
    ("question.vote", {"id": "q_nowhere", "on": True}, "unknown"),
    ("question.vote", {"id": "room", "on": True}, "unknown"),
    ("question.vote", {"id": "\ud800", "on": True}, "invalid"),
    ("question.withdraw", {"id": "q_nowhere"}, "unknown"),
    ("question.publish", {"id": "q_nowhere"}, "forbidden"),
    ("room.close", {}, "forbidden"),
    ("person.mute", {"person": "anybody"}, "forbidden"),
    ("speaker.read", {}, "forbidden"),
    ("hello", {}, "wrong_state"),
]


@pytest.mark.parametrize(("do", "fields", "code"), REFUSED)
async def test_a_command_that_is_wrong_is_refused_and_stores_nothing(
    shared_process: Process, do: str, fields: dict[str, Any], code: str
) -> None:
    visitor = await shared_process.join()
    before = await shared_process.log()
    assert await visitor.no(do, **fields) == code
    assert await shared_process.log() == before
    assert await visitor.ok("ping") == {}


@pytest.mark.parametrize("text", [THAI * 500, FLAG * 500, "x" * 500])
async def test_five_hundred_graphemes_are_a_question(shared_process: Process, text: str) -> None:
    visitor = await shared_process.join()
    await visitor.ok(ASK, text=text)
    await visitor.until(lambda it: it.questions.get(text) == "published")


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[]", '"hello"', "1e999", "[" * 10_000, '{"do":"ping"}', '{"do":"ping","ref":null}',
        '{"do":"ping","ref":true}', '{"do":"ping","ref":1.5}', '{"do":"ping","ref":1e999}',
        '{"do":"ping","ref":NaN}', '{"do":"ping","ref":"short"}', '{"do":"ping","ref":"' + "x" * 65 + '"}',
        '{"do":"ping","ref":"no spaces or \\ud800 pairs"}', '{"do":"ping","ref":' + "9" * 5000 + "}",
        '{"do":"ping","ref":9007199254740993}',
    ],
)  # fmt: skip
async def test_a_frame_that_can_not_be_read_is_refused_without_a_ref(
    shared_process: Process, text: str
) -> None:
    visitor = await shared_process.join()
    reply = await visitor.raw(text)
    assert reply["no"]["code"] == "invalid"
    assert await visitor.ok("ping") == {}


@pytest.mark.parametrize(
    ("do", "fields"),
    [
        ("ping", {}),
        (ASK, {"text": "?"}),
        ("question.vote", {"id": "q_1", "on": True}),
        ("question.take", {"id": "q_1"}),
        ("room.open", {}),
        ("announce", {"text": "!"}),
    ],
)
async def test_a_stage_may_send_nothing(shared_process: Process, do: str, fields: dict[str, Any]) -> None:
    stage = await shared_process.join("stage")
    before = await shared_process.log()
    assert await stage.no(do, **fields) == "forbidden"
    assert await shared_process.log() == before


async def test_votes_go_only_to_what_the_voter_sees_and_can_be_voted_for(process: Process) -> None:
    voter, moderator = await process.join(), await process.join("moderator")
    hidden_asker, waiting = await process.join(code="WAIT"), await process.join("moderator", "WAIT")
    in_wait = (await hidden_asker.ok(ASK, text="In another room?"))["id"]
    await waiting.until(lambda it: in_wait in it.items)
    await waiting.ok("question.publish", id=in_wait)
    declined, merged, kept = [(await moderator.ok(ASK, text=text))["id"] for text in "123"]
    await moderator.ok("question.decline", id=declined, reason="tone")
    await moderator.ok("question.merge", id=merged, into=kept)
    await voter.until(lambda it: it.items.keys() == {"room", kept})
    before = await process.log()

    assert await voter.no("question.vote", id=in_wait, on=True) == "unknown"
    assert await voter.no("question.vote", id=declined, on=True) == "unknown"
    assert await moderator.no("question.vote", id=declined, on=True) == "wrong_state"
    refused = await voter.say("question.vote", id=merged, on=True)
    assert (refused["no"]["code"], refused["no"]["into"]) == ("merged", kept)
    assert await process.log() == before
    pending = (await hidden_asker.ok(ASK, text="Still waiting?"))["id"]
    log_of_wait = await process.log("WAIT")
    assert await (await process.join(code="WAIT")).no("question.vote", id=pending, on=True) == "unknown"
    assert await hidden_asker.no("question.vote", id=pending, on=True) == "wrong_state"
    assert await process.log("WAIT") == log_of_wait


async def test_a_closed_room_and_a_muted_person_are_refused(process: Process) -> None:
    assert await (await process.join(code="SHUT")).no(ASK, text="Too late?") == "closed"
    loud, moderator = await process.join(), await process.join("moderator")
    question = (await loud.ok(ASK, text="LOUD?"))["id"]
    await moderator.until(lambda it: question in it.items)
    await moderator.ok("person.mute", person=moderator.items[question]["by"]["person"])
    before = await process.log()
    assert await loud.no(ASK, text="LOUDER?") == "muted"
    assert await loud.no("question.vote", id=question, on=True) == "muted"
    assert await process.log() == before


async def test_what_changed_since_an_editor_looked_is_given_back_instead(process: Process) -> None:
    one, other = await process.join("moderator"), await process.join("moderator")
    question = (await one.ok(ASK, text="How meny?"))["id"]
    await one.until(lambda it: question in it.items)
    seen = one.at
    await other.ok("question.edit", id=question, text="How many?")
    before = await process.log()
    refused = await one.say("question.edit", id=question, text="How much?", seen=seen)
    assert (refused["no"]["code"], refused["no"]["item"]["text"]) == ("changed", "How many?")
    assert await one.no("question.edit", id=question, text="How much?", seen="not an at") == "invalid"
    assert await process.log() == before
    await one.until(lambda it: it.items[question]["text"] == "How many?")
    await one.ok("question.edit", id=question, text="How much?", seen=one.at)
