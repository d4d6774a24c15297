"""An asker and their own question while it waits."""

from playwright.async_api import expect

from tests.e2e.conftest import Demo, People
from tests.e2e.test_story import PHONE, SCREEN, ask, show


async def test_a_change_that_comes_too_late_is_not_lost_with_the_sheet(demo: Demo, people: People) -> None:
    room = demo.rooms["PLEN"]
    asker = await people.open(room["attendee"], **PHONE)
    moderator = await people.open(room["moderator"], **SCREEN)
    text, better = "Wer prüft das?", "Wer prüft das, und wie oft?"
    await ask(asker, text)
    await show(asker, "Mine")
    own = asker.locator("#list .question", has_text=text)
    await own.get_by_role("button", name="Edit").click()
    await asker.get_by_label("Your question", exact=True).fill(better)

    waiting = moderator.locator("[data-key]", has_text=text)
    await waiting.hover()
    await waiting.get_by_role("button", name="Publish").click()
    card = asker.locator("#list .question", has_text="Wer prüft das")
    await expect(card).to_contain_text("Published")
    await asker.get_by_role("button", name="Save").click()

    await expect(card).to_contain_text(f"Your change was not saved: “{better}”")
    await card.get_by_role("button", name="Discard").click()
    await expect(card).not_to_contain_text(better)
