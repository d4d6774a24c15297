"""The composer of an attendee's question in a real browser."""

from playwright.async_api import expect

from tests.e2e.conftest import Demo, People

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
FAMILY = "👩‍👩‍👧"  # one letter to its reader, eight units of UTF-16


async def test_who_asks_without_a_name_reads_what_moderators_see_of_it(demo: Demo, people: People) -> None:
    room = demo.rooms["ECO1"]
    page, moderator = await people.open(room["attendee"], **PHONE), await people.open(room["moderator"])
    await page.get_by_role("button", name="Ask the speakers…").click()
    name = page.get_by_label("Your name (optional)")

    await expect(name).to_have_accessible_description(
        "Without a name, nobody is told who you are. But moderators see which questions in this room are by"
        " the same person: a name under one of yours tells them who asked the others."
    )
    try:
        await moderator.get_by_role("switch", name="Anonymous").set_checked(False)
        await expect(page.get_by_label("Your name", exact=True)).to_be_visible()
        await expect(page.locator("#ask-anonymous")).to_be_hidden()
    finally:
        await moderator.get_by_role("switch", name="Anonymous").set_checked(True)
        await expect(page.locator("#ask-anonymous")).to_be_visible()


async def test_a_name_is_as_long_as_its_reader_counts(demo: Demo, people: People) -> None:
    page = await people.open(demo.rooms["ECO1"]["attendee"], **PHONE)
    await page.get_by_role("button", name="Ask the speakers…").click()
    name = page.get_by_label("Your name (optional)")

    await name.fill(FAMILY * 60)
    assert await name.input_value() == FAMILY * 60
    await name.press("End")
    await page.keyboard.insert_text("ab")
    assert await name.input_value() == FAMILY * 60
    await name.press("Backspace")
    await page.keyboard.insert_text("ab")
    assert await name.input_value() == FAMILY * 59 + "a"
