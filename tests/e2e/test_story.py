"""Four pages in a real browser: a question on its way from a phone to the stage."""

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import Demo, People, running_demo

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
SCREEN = {"viewport": {"width": 1280, "height": 800}}


async def ask(page: Page, text: str) -> None:
    await page.get_by_role("button", name="Ask the speakers…").click()
    await page.get_by_label("Your question", exact=True).fill(text)
    await page.get_by_role("button", name="Send question").click()


async def show(page: Page, tab: str) -> None:
    await page.locator("fieldset.tabs label", has_text=tab).click()


@pytest.fixture(scope="module")
def unlinked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo whose pages load their modules one by one, as developers may have it."""
    with running_demo(tmp_path_factory.mktemp("unlinked"), SUARA_MODULES="1") as demo:
        yield demo


@pytest.mark.parametrize("pages", ["demo", "unlinked"])
async def test_a_question_travels_from_a_phone_through_the_queue_to_the_speaker_and_the_stage(
    request: pytest.FixtureRequest, pages: str, people: People
) -> None:
    demo: Demo = request.getfixturevalue(pages)
    room = demo.rooms["PLEN"]
    asker = await people.open(room["attendee"], **PHONE)
    other = await people.open(room["attendee"], **PHONE)
    moderator = await people.open(room["moderator"], **SCREEN)
    speaker = await people.open(room["speaker"], **SCREEN)
    stage = await people.open(room["stage"], **SCREEN)
    text = "Berapa sering data banjir diperbarui, dan siapa yang boleh membacanya?"

    await ask(asker, text)
    await show(asker, "Mine")
    own = asker.locator("#list .question", has_text=text)
    await expect(own).to_contain_text("Waiting for a moderator")
    assert await other.get_by_text(text).count() == 0

    waiting = moderator.locator("[data-key]", has_text=text)
    await waiting.hover()
    await waiting.get_by_role("button", name="Publish").click()
    await expect(own).to_contain_text("Published")

    for voter in (asker, other):
        await show(voter, "New")
        card = voter.locator("#list .question", has_text=text)
        await card.get_by_role("button", name=re.compile("^Vote for this question")).click()
        await expect(card.locator("button.vote")).to_have_attribute("aria-pressed", "true")
    await expect(other.locator("#list .question", has_text=text).locator(".count")).to_have_text("2")

    # Everything above it in the speaker's list is set aside, so that the page has to show it.
    published = moderator.locator("[data-key]", has_text=text)
    await published.hover()
    await published.get_by_role("button", name="More about this question").click()
    await moderator.get_by_role("dialog").get_by_role("button", name="Pin", exact=True).click()

    next_up = speaker.locator("#queue li", has_text=text)
    await next_up.get_by_role("button", name="Take this one").click()
    await expect(stage.get_by_text(text)).to_be_visible()
    await expect(other.locator("#now")).to_contain_text(text)

    await speaker.get_by_role("button", name="Answered").click()
    await expect(moderator.get_by_role("region", name=re.compile("^Answered"))).to_contain_text(text)
    await show(asker, "Mine")
    await expect(own).to_contain_text("Answered")
