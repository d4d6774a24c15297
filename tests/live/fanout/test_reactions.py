"""Reactions: counted over all processes, sent together, and never stored."""

import asyncio
from collections import Counter
from functools import partial

import pytest

from tests.live.browser import Browser
from tests.live.conftest import Process, Start
from tests.live.lines import Body


def told(browser: Browser) -> Counter[str]:
    total: Counter[str] = Counter()
    for frame in browser.came("live"):
        total.update(frame["live"]["reactions"])
    return total


async def test_they_are_counted_and_told_together_to_everybody_on_every_process(start: Start) -> None:
    one, other = await start(), await start()
    people = [await one.join() for _ in range(5)]
    there, stage = await other.join(), await other.join("stage")
    before = await one.log()
    await asyncio.gather(*(person.ok("react", emoji="👏") for person in people for _ in range(4)))
    await there.ok("react", emoji="🎉")
    for viewer in (*people, there, stage):
        await viewer.until(lambda it: told(it) == {"👏": 20, "🎉": 1})
    assert len([frame for frame in stage.came("live") if frame["live"]["reactions"]]) <= 4
    assert told(await one.join()) == Counter(), "never replayed"
    assert await one.log() == before


async def test_what_the_room_does_not_offer_is_refused_and_so_is_whoever_may_not_take_part(
    process: Process,
) -> None:
    moderator, person, stage = [await process.join(role) for role in ("moderator", "attendee", "stage")]
    for given in ("🚀", "", "x", "👏👏"):
        assert await person.no("react", emoji=given) == "invalid"
    assert await stage.no("react", emoji="👏") == "forbidden"
    asked = (await person.ok("question.ask", text="Who am I?"))["id"]
    await moderator.until(lambda it: asked in it.items)
    await moderator.ok("person.mute", person=moderator.items[asked]["by"]["person"])
    assert await person.no("react", emoji="👏") == "muted"
    other = await process.join()
    await moderator.ok("room.close")
    assert await other.no("react", emoji="👏") == "closed"
    await moderator.ok("react", emoji="👏")
    await other.until(lambda it: told(it) == {"👏": 1})


async def test_a_room_chooses_its_own_or_none_at_all(process: Process) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    await moderator.ok("room.update", settings={"reactions": ["🌳"]})
    await person.until(lambda it: it.items["room"]["settings"]["reactions"] == ["🌳"])
    await person.ok("react", emoji="🌳")
    assert await person.no("react", emoji="👏") == "invalid"
    await moderator.ok("room.update", settings={"reactions": []})
    assert await person.no("react", emoji="🌳") == "invalid"
    refused = await moderator.say("room.update", settings={"reactions": ["👏"] * 9})
    assert refused["no"]["code"] in ("invalid", "too_long")
    assert await moderator.no("room.update", settings={"reactions": ["not an emoji, a text"]}) == "invalid"


async def test_they_count_as_commands_so_nobody_can_send_more_than_anything_else(start: Start) -> None:
    process = await start(rate_limit=True)
    person, other = await process.join(), await process.join()
    codes = [reply.get("no", {}).get("code") for reply in await asyncio.gather(*in_a_burst(person, 40))]
    accepted = codes.count(None)
    assert accepted < 40
    assert codes.count("rate") == 40 - accepted
    await other.until(lambda it: told(it) == {"👏": accepted})


def in_a_burst(person: Browser, size: int) -> list[asyncio.Task[Body]]:
    return [asyncio.create_task(person.say("react", emoji="👏")) for _ in range(size)]


def heard(browser: Browser, thumbs: int) -> bool:
    return told(browser)["👍"] == thumbs


@pytest.mark.tuning(reactions_s=0.0)
async def test_whoever_is_in_the_room_hears_of_each_once_however_they_are_gathered(start: Start) -> None:
    one, other = await start(), await start()
    here, there = await one.join(), await other.join()
    for number in range(1, 8):
        await here.ok("react", emoji="👍")
        await there.ok("react", emoji="👍")
        for each in (here, there):
            await each.until(partial(heard, thumbs=2 * number))
