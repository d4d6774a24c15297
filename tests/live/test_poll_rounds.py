"""Rounds of a poll: put aside and had back, asked again, deleted and restored; and who comes back to it."""

import asyncio
from typing import Any

import pytest

from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.polls import opened, until_counted

NOBODY = {"o1": 0, "o2": 0, "o3": 0}
ONE = {"o1": 1, "o2": 0, "o3": 0}


async def until_nobody_answered(poll: str, *browsers: Browser) -> None:
    await until_counted(0, poll, *browsers)
    for browser in browsers:
        await browser.until(lambda it: it.mine["ballots"] == {})


async def test_a_reset_puts_ballots_aside_and_undoing_it_brings_them_back(either: Process) -> None:
    moderator, person, other = [await either.join(role) for role in ("moderator", "attendee", "attendee")]
    poll = await opened(moderator, "choice", person, other, show="answered")
    await person.ok("poll.answer", id=poll, answer="o1")
    await person.until(lambda it: it.results(poll) == ONE)
    await moderator.ok("poll.reset", id=poll)
    await until_nobody_answered(poll, person, other)
    await moderator.until(lambda it: it.results(poll) == NOBODY)
    await person.until(lambda it: it.results(poll) is None)
    await moderator.ok("poll.unreset", id=poll)
    await until_counted(1, poll, person, other, moderator)
    await person.until(lambda it: (it.mine["ballots"], it.results(poll)) == ({poll: "o1"}, ONE))
    assert not other.told_results(poll)
    assert await moderator.no("poll.unreset", id=poll) == "wrong_state"


@pytest.mark.parametrize("do", ["poll.reset", "poll.delete"])
async def test_who_answers_at_the_moment_in_which_ballots_are_put_aside_is_told_that_theirs_is(
    process: Process, do: str
) -> None:
    """In one transaction with it: their `ok` says less than has become of it."""
    moderator, person = await process.join("moderator"), await process.join()
    poll = await opened(moderator, "choice", person, show="answered")
    other = await opened(moderator, "choice", person)
    await person.ok("poll.answer", id=other, answer="o2")
    before = len(await process.log())
    await asyncio.gather(person.ok("poll.answer", id=poll, answer="o1"), moderator.ok(do, id=poll))
    assert len({row.at for row in (await process.log())[before:]}) <= 2
    await moderator.until(lambda it: it.items.get(poll, {"ballots": 0})["ballots"] == 0)
    await person.until(lambda it: it.mine["ballots"] == {other: "o2"})
    fresh = await process.back(person)
    assert (fresh.items, fresh.mine) == (person.items, person.mine)


async def test_who_answers_one_poll_at_the_moment_another_is_reset_is_told_about_the_other(
    process: Process,
) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    one, other = await opened(moderator, "choice", person), await opened(moderator, "choice", person)
    await person.ok("poll.answer", id=other, answer="o2")
    await asyncio.gather(person.ok("poll.answer", id=one, answer="o1"), moderator.ok("poll.reset", id=other))
    await person.until(lambda it: it.mine["ballots"] == {one: "o1"})


async def test_who_comes_in_with_an_answer_that_is_put_aside_at_once_sees_no_more_than_the_others(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it before the room has told anybody of anything: nobody answered twice, so nobody sees more."""
    moderator, person, other = [await process.join(role) for role in ("moderator", "attendee", "attendee")]
    poll = await opened(moderator, "text", person, show="answered", moderated=False)
    await person.ok("poll.answer", id=poll, answer="More trees")
    await moderator.ok("poll.close", id=poll)
    await person.until(lambda it: it.items[poll]["state"] == "closed")
    audience = process.suara.rooms._rooms[process.record().id].audience
    with monkeypatch.context() as held:
        held.setattr(audience, "changed", lambda: None)
        await moderator.ok("poll.open", id=poll)
        twin = await process.back(person)
        assert twin.results(poll) == {}
        came = len(twin.told_results(poll))
        await moderator.ok("poll.reset", id=poll)
        await other.ok("poll.answer", id=poll, answer="More shade")
    audience.changed()
    for tab in (person, twin):
        await tab.until(lambda it: it.results(poll) is None)
    assert len(twin.told_results(poll)) == came
    assert {item["kind"] for item in twin.items.values()} == {"room", "poll"}
    await moderator.ok("poll.unreset", id=poll)
    for tab in (person, twin):
        await tab.until(lambda it: (it.mine["ballots"], it.results(poll)) == ({poll: "More trees"}, {}))
    assert other.results(poll) is None


async def test_another_round_counts_from_none_and_keeps_the_earlier_beside_it(process: Process) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    poll = await opened(moderator, "choice", person, show="closed")
    await person.ok("poll.answer", id=poll, answer="o1")
    await moderator.ok("poll.close", id=poll)
    await moderator.ok("poll.open", id=poll, again=True)
    await until_nobody_answered(poll, person)
    assert person.items[poll]["round"] == 2
    await person.ok("poll.answer", id=poll, answer="o2")
    await until_counted(1, poll, person, moderator)
    earlier = [{"round": 1, "ballots": 1, "results": ONE}]
    assert moderator.items[poll]["earlier"] == earlier
    await moderator.ok("poll.close", id=poll)
    await person.until(lambda it: it.items[poll].get("earlier") == earlier)
    assert person.results(poll) == {"o1": 0, "o2": 1, "o3": 0}


async def test_a_deleted_poll_is_gone_everywhere_and_comes_back_closed_with_all_its_ballots(
    process: Process,
) -> None:
    moderator, person, stage = [await process.join(role) for role in ("moderator", "attendee", "stage")]
    poll = await opened(moderator, "choice", person, stage, show="always")
    await person.ok("poll.answer", id=poll, answer="o1")
    await until_counted(1, poll, person, stage)
    await moderator.ok("poll.delete", id=poll)
    for browser in (moderator, person, stage):
        await browser.until(lambda it: poll not in it.items)
    await person.until(lambda it: it.mine["ballots"] == {})
    assert await person.no("poll.answer", id=poll, answer="o2") == "unknown"
    await moderator.ok("poll.restore", id=poll)
    for browser in (moderator, person, stage):
        await browser.until(lambda it: it.items.get(poll, {}).get("state") == "closed")
        assert (browser.ballots(poll), browser.results(poll)) == (1, ONE)
    await person.until(lambda it: it.mine["ballots"] == {poll: "o1"})


async def test_options_with_ballots_keep_their_meaning_and_new_ones_come_to_all(process: Process) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    poll = await opened(moderator, "choice", person)
    await person.ok("poll.answer", id=poll, answer="o1")
    options: list[dict[str, Any]] = list(person.items[poll]["options"])
    for changed in ([{"id": "o1", "text": "Pink"}, *options[1:]], options[1:]):
        reply = await moderator.say("poll.edit", id=poll, options=changed)
        assert (reply["no"]["code"], reply["no"]["field"]) == ("wrong_state", "options")
    await moderator.ok("poll.edit", id=poll, options=[*options[:2], {"text": "Yellow"}])
    await person.until(lambda it: [each["text"] for each in it.items[poll]["options"]][-1] == "Yellow")
    await person.ok("poll.answer", id=poll, answer=person.items[poll]["options"][-1]["id"])
    assert person.items[poll]["options"][-1]["id"] == "o4", "an id is never another option's again"


async def test_whoever_comes_back_from_any_moment_holds_what_a_first_visit_does(start: Start) -> None:
    """From each place at which either attendee ever stood, on the same process and on another."""
    one, other = await start(), await start()
    moderator, person, waiting = [await one.join(role) for role in ("moderator", "attendee", "attendee")]
    stood: list[tuple[Browser, dict[str, Any], dict[str, Any], str]] = []

    def note() -> None:
        for each in (person, waiting):
            assert each.at is not None
            stood.append((each, dict(each.items), dict(each.mine), each.at))

    poll = await opened(moderator, "choice", person, waiting, show="answered")
    for who, do, given in (
        (person, "poll.answer", {"answer": "o1"}),
        (moderator, "poll.reset", {}),
        (person, "poll.answer", {"answer": "o3"}),
        (moderator, "poll.unreset", {}),
        (moderator, "poll.reveal", {}),
        (moderator, "poll.hide", {}),
        (moderator, "poll.close", {}),
        (moderator, "poll.open", {"again": True}),
        (person, "poll.answer", {"answer": "o2"}),
        (moderator, "poll.delete", {}),
        (moderator, "poll.restore", {}),
    ):
        note()
        await who.ok(do, id=poll, **given)
        await person.until(lambda it: it.at != stood[-2][3])
    for where in (one, other):
        for before, items, mine, at in stood:
            fresh = await where.back(before)
            again = await where.connect()
            again.items, again.mine = items.copy(), mine.copy()
            await again.hello(token=before.token, since=at)
            assert (again.items, again.mine) == (fresh.items, fresh.mine), at
            await again.leave()
            await fresh.leave()
