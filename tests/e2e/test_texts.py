"""Texts as people write them, on every page: lines, directions, addresses, pasted lists."""

from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import Demo, People
from tests.e2e.desk import desk
from tests.e2e.test_story import PHONE, SCREEN

ROOM = "ECO1"
LINES = "Please choose:\nA = more buses\nB = more trams"
ARABIC = "API متى ستكون متاحة للجميع؟ (نسخة 2.0)"
DIRECTION = "element => getComputedStyle(element).direction"


async def lines(text: Locator) -> int:
    """The number of lines that the text takes on the screen, by the tops of its letters' boxes."""
    return int(
        await text.evaluate(
            """element => {
              const range = document.createRange();
              range.selectNodeContents(element);
              const seen = [...range.getClientRects()].filter(({ width }) => width);
              return new Set(seen.map(({ top }) => Math.round(top))).size;
            }"""
        )
    )


async def test_a_prompts_lines_stand_alike_on_phone_speakers_page_and_stage(
    demo: Demo, people: People
) -> None:
    room = demo.rooms[ROOM]
    phone = await people.open(room["attendee"], **PHONE)
    speaker, stage = await people.open(room["speaker"], **SCREEN), await people.open(room["stage"], **SCREEN)
    async with desk(demo, ROOM) as moderating:
        await moderating.open("choice", LINES, ["A", "B"])
        for page, prompt in ((phone, "h3.poll-prompt"), (speaker, "#poll-prompt"), (stage, "#prompt")):
            shown = page.locator(prompt, has_text="Please choose")
            await expect(shown).to_be_visible()
            assert await lines(shown) == 3


async def test_an_arabic_question_runs_from_the_right_whatever_its_first_word_is(
    demo: Demo, people: People
) -> None:
    room = demo.rooms[ROOM]
    async with desk(demo, ROOM) as moderating:
        asked = await moderating.do("question.ask", text=ARABIC)
        if asked["status"] == "pending":
            await moderating.do("question.publish", id=asked["id"])
        phone, board = (
            await people.open(room["attendee"], **PHONE),
            await people.open(room["moderator"], **SCREEN),
        )
        await phone.locator(".tabs label", has_text="New").click()
        for page in (phone, board):
            shown = page.get_by_text(ARABIC).first
            await expect(shown).to_be_visible()
            assert await shown.evaluate(DIRECTION) == "rtl"
        await moderating.do("question.decline", id=asked["id"], reason="off_topic")


async def test_addresses_of_moderators_can_be_pressed(demo: Demo, people: People) -> None:
    phone = await people.open(demo.rooms[ROOM]["attendee"], **PHONE)
    async with desk(demo, ROOM) as moderating:
        await moderating.do("announce", text="Slides (https://data.example.org/x), javascript:alert(1)")
        link = phone.locator(".notice a")
        await expect(link).to_have_text("https://data.example.org/x")
        await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        await expect(phone.locator(".notice p", has_text="Slides")).to_contain_text("x), javascript:alert(1)")
        await expect(link).to_have_count(1)
        await moderating.do("announce", text="")


async def paste(page: Page, text: str) -> None:
    await page.get_by_label("Option 1", exact=True).evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text", text);
          const how = { clipboardData, bubbles: true, cancelable: true };
          field.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


async def test_a_pasted_list_becomes_options_without_its_marks(demo: Demo, people: People) -> None:
    page = await people.open(demo.rooms[ROOM]["moderator"], **SCREEN)
    await page.locator("#sides label", has_text="Polls").click()
    await page.get_by_role("button", name="New poll").click()
    await page.locator(".type-option", has_text="One choice").click()
    await paste(page, "• Red apples\n• 2020 vintage\n• 1.5 litres")
    await expect(page.get_by_label("Option 3", exact=True)).to_have_value("1.5 litres")
    await expect(page.get_by_label("Option 1", exact=True)).to_have_value("Red apples")
