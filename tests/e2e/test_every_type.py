"""Every type of poll on four pages: composed and closed at the desk, answered on two phones, shown."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Demo, people_at
from tests.e2e.test_answering import poll, rank, tick, type_in
from tests.e2e.test_poll_desk import begin, card
from tests.e2e.test_stage_polls import STAGE
from tests.e2e.test_story import PHONE, SCREEN

ROOM = "PPL1"
TREES = ("Rain tree", "Linden", "Golden shower")


@dataclass
class Played:
    """A type as the desk calls it, what two people answer, and what the stage says of it when it is over."""

    kind: str
    prompt: str
    answers: tuple[tuple[str, ...], tuple[str, ...]]
    shown: tuple[str, ...]
    options: tuple[str, ...] = ()
    right: int | None = None
    labels: dict[str, str] = field(default_factory=dict)


PLAYED = [
    Played("One choice", "Which tree first?", (("Linden",), ("Linden",)), ("2 · 100%",), TREES),
    Played(
        "Several choices",
        "Which trees as well?",
        (("Linden", "Rain tree"), ("Rain tree",)),
        ("2 · 100%", "1 · 50%"),
        TREES,
    ),
    Played("Yes or no", "Is there shade enough?", (("No",), ("Yes",)), ("1 · 50%",)),
    Played("Rating", "How green is your street?", (("4",), ("3",)), ("Mean: 3.5 of 5",)),
    Played("Scale", "How hot is it?", (("3",), ("3",)), ("Mean: 3 of 5",)),
    Played(
        "Ranking", "In which order?", (("Linden", "Rain tree"), ("Linden",)), ("4 points", "1 point"), TREES
    ),
    Played("Open text", "What would you plant?", (("Bamboo",), ("Mint",)), ("Bamboo", "Mint")),
    Played("Word cloud", "Shade in one word?", (("Cool",), ("cool",)), ("ool",)),
    Played("Estimate", "How many trees?", (("1000",), ("2000",)), ("Median: 1,500",)),
    Played("Quiz", "Which is evergreen?", (("Rain tree",), ("Linden",)), ("Right answer",), TREES, right=0),
]


async def give(page: Page, played: Played, answer: tuple[str, ...], nickname: str) -> None:
    shown = poll(page, played.prompt)
    match played.kind:
        case "Ranking":
            await rank(shown, *answer)
        case "Open text" | "Word cloud" | "Estimate":
            await type_in(shown, *answer)
        case "Quiz":
            await shown.get_by_label("Nickname").fill(nickname)
            await tick(shown, *answer)
        case _:
            await tick(shown, *answer)


class Pages(NamedTuple):
    phones: list[Page]
    stage: Page
    moderator: Page


@pytest.fixture(scope="module")
async def pages(demo: Demo, chromium: Browser) -> AsyncIterator[Pages]:
    """Open from the first poll to the last, as in a room."""
    async with people_at(chromium) as people:
        phones = [await people.open(demo.rooms[ROOM]["attendee"], **PHONE) for _ in range(2)]
        stage = await people.open(demo.rooms[ROOM]["stage"], **STAGE, reduced_motion="reduce")
        moderator = await people.open(demo.rooms[ROOM]["moderator"], **SCREEN)
        await moderator.locator("#sides label", has_text="Polls").click()
        yield Pages(phones, stage, moderator)


@pytest.mark.parametrize("played", PLAYED, ids=lambda played: played.kind)
async def test_two_phones_a_desk_and_the_stage_play_it_from_the_first_word_to_the_results(
    pages: Pages, played: Played
) -> None:
    phones, stage, moderator = pages
    await begin(moderator, played.kind, played.prompt, *played.options)
    if played.right is not None:
        await moderator.locator(".option-row").nth(played.right).get_by_label("Right").check()
    if played.kind == "Open text":
        await moderator.get_by_label("I read answers before everyone sees them").uncheck()
    await moderator.get_by_role("button", name="Save and open").click()

    await expect(stage.locator("#prompt")).to_have_text(played.prompt)
    for phone, answer, nickname in zip(phones, played.answers, ("Ayu", "Budi"), strict=True):
        await phone.reload()
        await give(phone, played, answer, nickname)
    await expect(stage.locator(".answer-count")).to_have_text("2answers")
    at_the_desk = card(moderator, played.prompt)
    await expect(at_the_desk).to_contain_text("2 answers")

    await at_the_desk.get_by_role("button", name="Close", exact=True).click()
    for text in played.shown:
        await expect(stage.locator("main")).to_contain_text(text)
    for phone in phones:
        await expect(poll(phone, played.prompt)).to_contain_text("2 answers")
        await expect(poll(phone, played.prompt)).to_contain_text("closed")
