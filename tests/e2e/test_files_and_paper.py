"""A room's questions on paper and in files."""

from playwright.async_api import expect

from tests.e2e.conftest import Demo, People
from tests.e2e.test_story import PHONE, SCREEN

ROOM = "GOV1"
QUESTION = "Did you write your own metadata standard"


async def test_a_moderator_saves_all_questions_of_the_room(demo: Demo, people: People) -> None:
    moderator = await people.open(demo.rooms[ROOM]["moderator"], **SCREEN)
    await expect(moderator.locator("#board")).to_contain_text(QUESTION)
    panel = moderator.locator("#desk fieldset", has_text="Save the questions")
    async with moderator.expect_download() as table:
        await panel.get_by_role("button", name="CSV").click()
    saved = await table.value
    assert saved.suggested_filename == f"{ROOM}-questions.csv"
    text = (await saved.path()).read_text(encoding="utf-8-sig")
    assert QUESTION in text
    assert "declined" in text, "moderators see more than attendees do"


async def test_paper_has_all_questions_and_no_bars(demo: Demo, people: People) -> None:
    attendee = await people.open(demo.rooms[ROOM]["attendee"], **PHONE)
    await expect(attendee.locator("#list")).to_contain_text(QUESTION)
    await attendee.emulate_media(media="print")
    await expect(attendee.locator("#ask-open")).to_be_hidden()
    await expect(attendee.locator(".foot")).to_be_hidden()
    await expect(attendee.locator("#list .vote .count").first).to_be_visible()

    moderator = await people.open(demo.rooms[ROOM]["moderator"], **PHONE)
    await expect(moderator.locator("[data-column=waiting]")).to_be_visible()
    await expect(moderator.locator("[data-column=published]")).to_be_hidden()
    await moderator.emulate_media(media="print")
    for column in ("waiting", "published", "answered", "declined"):
        await expect(moderator.locator(f"[data-column={column}] h2")).to_be_visible()
    await expect(moderator.locator("[data-column=published]")).to_contain_text(QUESTION)
    for bar in ("#tabs", "#side", ".acts >> nth=0"):
        await expect(moderator.locator(bar)).to_be_hidden()

    speaker = await people.open(demo.rooms[ROOM]["speaker"], **SCREEN)
    await expect(speaker.locator("#queue")).to_contain_text(QUESTION)
    await speaker.emulate_media(media="print")
    await expect(speaker.locator("#queue")).to_contain_text(QUESTION)
    await expect(speaker.locator(".take").first).to_be_hidden()
