"""Refusals about polls and answers: each has its code and field, and nothing is counted or recorded."""

from typing import Any

import pytest

from server.domain.model.poll_events import PollType
from tests.live.browser import Browser
from tests.live.conftest import Process
from tests.live.polls import draft, opened, recorded, until_counted

BAD: tuple[tuple[PollType, Any, str], ...] = (
    ("choice", "o9", "invalid"),
    ("choice", ["o1"], "invalid"),
    ("choice", 1, "invalid"),
    ("choice", True, "invalid"),
    ("choice", None, "invalid"),
    ("choice", {"o1": 1}, "invalid"),
    ("choice", "x" * 15_000, "invalid"),
    ("multiple", ["o1", "o1"], "invalid"),
    ("multiple", [], "invalid"),
    ("multiple", ["o1", "o2", "o3", "o4"], "invalid"),
    ("multiple", "o1", "invalid"),
    ("yesno", "maybe", "invalid"),
    ("rating", 0, "invalid"),
    ("rating", 6, "invalid"),
    ("rating", 2.5, "invalid"),
    ("scale", "7", "invalid"),
    ("ranking", ["o1", "o1"], "invalid"),
    ("ranking", [], "invalid"),
    ("estimate", 101, "invalid"),
    ("estimate", -0.5, "invalid"),
    ("estimate", 10**400, "invalid"),
    ("text", "\u200b", "invalid"),
    ("text", "x" * 501, "too_long"),
    ("words", "!!!", "invalid"),
    ("quiz", ["o1"], "invalid"),
)


@pytest.mark.parametrize(("kind", "given", "code"), BAD)
async def test_what_is_no_answer_to_this_poll_is_refused_and_nothing_is_counted(
    shared_process: Process, kind: PollType, given: Any, code: str
) -> None:
    moderator, person = await shared_process.join("moderator"), await shared_process.join()
    poll = await opened(moderator, kind, person)
    before = await shared_process.log()
    reply = await person.say("poll.answer", id=poll, answer=given)
    assert (reply["no"]["code"], reply["no"]["field"]) == (code, "answer")
    assert await shared_process.log() == before
    assert (moderator.ballots(poll), person.mine["ballots"]) == (0, {})
    await moderator.ok("poll.delete", id=poll)


async def refused_in_passing(process: Process, poll: str, person: Browser, *codes: str) -> None:
    """Whatever is sent, no ballot is added or changed."""
    before = sorted(await recorded(process))
    for code in codes:
        assert await person.no("poll.answer", id=poll, answer="o1") == code
    assert sorted(await recorded(process)) == before


async def test_before_opening_after_closing_or_deleting_and_elsewhere_there_is_nothing_to_answer(
    process: Process,
) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    poll = await draft(moderator)
    await refused_in_passing(process, poll, person, "unknown")
    await refused_in_passing(process, poll, moderator, "unknown")
    await moderator.ok("poll.open", id=poll)
    elsewhere = await process.back(person, "WAIT")
    await refused_in_passing(process, poll, elsewhere, "unknown")
    await person.ok("poll.answer", id=poll, answer="o2")
    await moderator.ok("poll.close", id=poll)
    await refused_in_passing(process, poll, person, "closed")
    assert await person.ok("poll.answer", id=poll, answer="o2") == {}, "as they had answered before"
    await moderator.ok("poll.delete", id=poll)
    await refused_in_passing(process, poll, person, "unknown")
    await refused_in_passing(process, "p_nothing", person, "unknown")
    assert len(await recorded(process)) == 1


async def test_a_closed_room_takes_ballots_from_moderators_alone_and_the_stage_none(
    process: Process,
) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    stage = await process.join("stage")
    poll = await opened(moderator)
    await moderator.ok("room.close")
    await refused_in_passing(process, poll, person, "closed")
    await refused_in_passing(process, poll, stage, "forbidden")
    await moderator.ok("poll.answer", id=poll, answer="o1")
    await moderator.ok("room.open")
    await moderator.ok("room.pause")
    await person.ok("poll.answer", id=poll, answer="o1")
    await until_counted(2, poll, moderator, person, stage)


async def test_the_muted_are_refused_and_what_they_had_answered_counts(process: Process) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    asked = (await person.ok("question.ask", text="Who am I?"))["id"]
    poll = await opened(moderator)
    await person.ok("poll.answer", id=poll, answer="o1")
    await moderator.until(lambda it: asked in it.items)
    who = moderator.items[asked]["by"]["person"]
    await moderator.ok("person.mute", person=who)
    assert await person.no("poll.answer", id=poll, answer="o2") == "muted"
    await until_counted(1, poll, moderator, person)
    await moderator.ok("person.unmute", person=who)
    await person.ok("poll.answer", id=poll, answer="o2")
    await moderator.until(lambda it: it.results(poll) == {"o1": 0, "o2": 1, "o3": 0})


COMPOSED: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"options": []}, "invalid", "options"),
    ({"options": ["One"]}, "invalid", "options"),
    ({"options": [str(number) for number in range(200)]}, "too_long", "options"),
    ({"options": ["Trees", " trees "]}, "invalid", "options"),
    ({"options": ["Trees", "x" * 1025]}, "too_long", "options"),
    ({"prompt": "x" * 2000}, "too_long", "prompt"),
    ({"prompt": " "}, "invalid", "prompt"),
    ({"min": 2}, "invalid", "min"),
    ({"right": [0]}, "invalid", "right"),
    ({"type": "quiz", "right": [7]}, "invalid", "right"),
    ({"type": "quiz"}, "invalid", "right"),
    ({"type": "multiple", "min": 3, "max": 2}, "invalid", "max"),
    ({"type": "quizz"}, "invalid", "type"),
    ({"show": "later"}, "invalid", "show"),
    ({"limit_s": 1}, "invalid", "limit_s"),
)


@pytest.mark.parametrize(("given", "code", "field"), COMPOSED)
async def test_what_is_no_poll_is_refused_when_composed_and_the_field_named(
    shared_process: Process, given: dict[str, Any], code: str, field: str
) -> None:
    moderator = await shared_process.join("moderator")
    before = await shared_process.log()
    said = {"type": "choice", "prompt": "Which?", "options": ["One", "Two", "Three"], **given}
    reply = await moderator.say("poll.create", **said)
    assert (reply["no"]["code"], reply["no"]["field"]) == (code, field)
    assert await shared_process.log() == before
