"""The moderators' poll desk: composing, launching with a key, taking back, reading open answers, files."""

import json
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import Demo, People
from tests.e2e.looks import look
from tests.e2e.test_story import PHONE, SCREEN

ROOM = "ECO1"


async def desk(demo: Demo, people: People) -> Page:
    page = await people.open(demo.rooms[ROOM]["moderator"], **SCREEN)
    await page.locator("#sides label", has_text="Polls").click()
    await expect(page.get_by_role("button", name="New poll")).to_be_visible()
    return page


def card(page: Page, prompt: str) -> Locator:
    return page.locator(".poll-card", has_text=prompt)


async def begin(page: Page, kind: str, prompt: str, *options: str) -> None:
    await page.get_by_role("button", name="New poll").click()
    await page.locator(".type-option", has_text=kind).click()
    await page.get_by_label("What do you ask?", exact=True).fill(prompt)
    if options:
        await page.get_by_label("Option 1", exact=True).click()
    for index, option in enumerate(options):
        if index:
            await page.keyboard.press("Enter")
        await page.keyboard.type(option)


async def do(page: Page, prompt: str, action: str) -> None:
    """An action of the list behind "More"."""
    await choose(page, prompt)
    await card(page, prompt).get_by_role("button", name="More about this poll").click()
    await page.get_by_role("dialog").get_by_role("button", name=action, exact=True).click()


async def choose(page: Page, prompt: str) -> None:
    head = card(page, prompt).locator(".poll-head")
    if await head.get_attribute("aria-expanded") == "false":
        await head.click()


async def answer(page: Page, prompt: str, option: str) -> None:
    poll = page.locator(".poll", has_text=prompt)
    await poll.get_by_label(option, exact=True).check()
    await poll.get_by_role("button", name="Send answer").click()
    await expect(poll).to_contain_text("Recorded")


async def test_a_key_opens_only_a_poll_that_is_in_sight_and_a_colleague_sees_answers_come_in(
    demo: Demo, people: People
) -> None:
    prompt = "Which market should take cards first?"
    moderator, colleague = await desk(demo, people), await desk(demo, people)
    attendee = await people.open(demo.rooms[ROOM]["attendee"], **PHONE)
    await begin(moderator, "One choice", prompt, "Pasar Baru", "Chatuchak", "Markthalle")
    await moderator.get_by_role("button", name="Save draft").click()
    await expect(card(moderator, prompt)).to_have_attribute("data-chosen", "")

    await moderator.locator("#sides label", has_text="Room").click()
    await moderator.locator("#title").click()
    await moderator.keyboard.press("o")
    await expect(card(moderator, prompt)).to_contain_text("Draft")
    await expect(attendee.get_by_text(prompt)).to_have_count(0)
    await moderator.keyboard.press("o")
    await expect(card(moderator, prompt)).to_contain_text("Open")

    await answer(attendee, prompt, "Chatuchak")
    await choose(colleague, prompt)
    await expect(card(colleague, prompt)).to_contain_text("1 answer")
    await expect(card(colleague, prompt).locator(".bar", has_text="Chatuchak")).to_contain_text("100%")
    await expect(card(colleague, prompt)).to_contain_text("Only you and the speaker see these results.")

    await moderator.keyboard.press("r")
    await expect(card(colleague, prompt)).to_contain_text("Everyone sees these results.")
    await moderator.keyboard.press("c")
    await expect(card(colleague, prompt)).to_contain_text("Closed")
    await moderator.keyboard.press("z")
    await expect(card(colleague, prompt)).to_contain_text("Open")


async def test_a_double_press_or_a_held_key_opens_one_poll_and_closes_none(
    demo: Demo, people: People
) -> None:
    moderator = await desk(demo, people)
    for prompt in ("Are stalls too small?", "Are stalls too dear?"):
        await begin(moderator, "Yes or no", prompt)
        await moderator.get_by_role("button", name="Save draft").click()
        await expect(card(moderator, prompt)).to_have_attribute("data-chosen", "")
    first, second = card(moderator, "too small"), card(moderator, "too dear")
    await second.get_by_role("button", name="Open", exact=True).dblclick()
    await expect(second).to_contain_text("Close")
    await choose(moderator, "too small")
    await moderator.keyboard.down("o")
    for _ in range(3):
        await moderator.keyboard.down("o")
    await moderator.keyboard.up("o")
    await expect(first.get_by_role("button", name="Close", exact=True)).to_be_visible()
    await choose(moderator, "too dear")
    await expect(second.get_by_role("button", name="Close", exact=True)).to_be_visible()


async def test_what_was_thrown_away_comes_back(demo: Demo, people: People) -> None:
    prompt = "Should shops share their footfall?"
    moderator = await desk(demo, people)
    attendee = await people.open(demo.rooms[ROOM]["attendee"], **PHONE)
    await begin(moderator, "Yes or no", prompt)
    await moderator.get_by_role("button", name="Save and open").click()
    await answer(attendee, prompt, "Yes")
    await expect(card(moderator, prompt)).to_contain_text("1 answer")

    await do(moderator, prompt, "Put answers aside")
    await expect(card(moderator, prompt)).to_contain_text("0 answers")
    await moderator.get_by_role("button", name="Undo").click()
    await expect(card(moderator, prompt)).to_contain_text("1 answer")

    await do(moderator, prompt, "Delete")
    await expect(card(moderator, prompt)).to_have_count(0)
    await moderator.get_by_role("button", name="Undo").click()
    await expect(card(moderator, prompt)).to_contain_text("Open")
    await expect(card(moderator, prompt)).to_contain_text("1 answer")

    await do(moderator, prompt, "Duplicate")
    await expect(card(moderator, prompt)).to_have_count(2)


async def test_what_is_wrong_is_said_at_its_field_and_nothing_written_is_lost(
    demo: Demo, people: People
) -> None:
    moderator = await desk(demo, people)
    await begin(moderator, "Quiz", "Which city has the oldest stock exchange?", "Jakarta", "Berlin", "berlin")
    save = moderator.get_by_role("button", name="Save draft")
    await save.click()
    await expect(moderator.locator("[data-field=options]")).to_contain_text("Two options say the same.")
    await expect(moderator.locator("[data-field=right]")).to_contain_text("Tick at least one right option.")

    await moderator.keyboard.press("Escape")
    await moderator.reload()
    await moderator.get_by_role("button", name="New poll").click()
    await expect(moderator.get_by_label("Option 3", exact=True)).to_have_value("berlin")
    # Two spellings of one name that only the server takes for the same.
    await moderator.get_by_label("Option 3", exact=True).fill("Straße")
    await moderator.get_by_label("Option 1", exact=True).fill("STRASSE")
    await moderator.locator(".option-row").nth(1).get_by_label("Right").check()
    await save.click()
    await expect(moderator.locator("[data-field=options] [role=alert]")).to_be_visible()
    await expect(moderator.get_by_label("Option 1", exact=True)).to_be_focused()
    await expect(moderator.locator(".phone-screen").get_by_text("STRASSE")).to_be_visible()

    await moderator.get_by_label("Option 1", exact=True).fill("Jakarta")
    await save.click()
    await expect(card(moderator, "oldest stock exchange")).to_contain_text("Draft")
    await moderator.get_by_role("button", name="New poll").click()
    await expect(moderator.get_by_text("What kind of answer do you want?")).to_be_visible()


async def test_open_answers_are_read_first_and_words_are_tidied_up(demo: Demo, people: People) -> None:
    moderator = await desk(demo, people)
    attendee = await people.open(demo.rooms[ROOM]["attendee"], **PHONE)
    text, words = "What would you sell on the square?", "One word for a good market"
    await begin(moderator, "Open text", text)
    await moderator.get_by_label("I read answers before everyone sees them").check()
    await moderator.get_by_label("Everyone sees results at once").check()
    await moderator.get_by_role("button", name="Save and open").click()
    poll = attendee.locator(".poll", has_text=text)
    await poll.get_by_role("textbox").fill("Mangoes, and shade to eat them in.")
    await poll.get_by_role("button", name="Send answer").click()

    entry = card(moderator, text).locator(".board-card", has_text="Mangoes")
    await entry.get_by_role("button", name="Publish").click()
    await expect(entry).to_have_attribute("data-status", "published")
    await moderator.get_by_role("button", name="Undo").click()
    await expect(entry).to_have_attribute("data-status", "pending")

    await begin(moderator, "Word cloud", words)
    await moderator.get_by_role("button", name="Save and open").click()
    poll = attendee.locator(".poll", has_text=words)
    await poll.get_by_role("textbox").fill("Noise")
    await poll.get_by_role("button", name="Send answer").click()
    await card(moderator, words).get_by_role("button", name="Tidy up words").click()
    sheet = moderator.get_by_role("dialog", name="Words")
    await sheet.get_by_role("button", name="Hide “Noise”").click()
    await sheet.get_by_role("button", name="again").click()
    await expect(sheet.get_by_role("button", name="Hide “Noise”")).to_be_visible()


async def test_polls_go_out_as_a_file_and_come_in_again(demo: Demo, people: People, tmp_path: Path) -> None:
    prompt = "Rank what a market needs"
    moderator = await desk(demo, people)
    await begin(moderator, "Ranking", prompt, "Water", "Light", "Roofs")
    await moderator.get_by_role("button", name="Save draft").click()
    await expect(card(moderator, prompt)).to_be_visible()
    await moderator.get_by_role("button", name="Save or load polls").click()
    async with moderator.expect_download() as download:
        await moderator.get_by_role("button", name="Save to a file").click()
    saved = tmp_path / "polls.json"
    await (await download.value).save_as(saved)
    polls = json.loads(saved.read_text())["polls"]
    ranking = next(each for each in polls if each["prompt"] == prompt)
    assert ranking["options"] == ["Water", "Light", "Roofs"]

    saved.write_text(
        json.dumps([ranking, {**ranking, "options": ["Water"]}, {**ranking, "do": "room.close"}])
    )
    await moderator.get_by_label("Load from a file").set_input_files(saved)
    report = moderator.locator(".import-report")
    await expect(report).to_contain_text("1 poll was added as a draft.")
    await expect(report.locator("li")).to_have_count(2)
    await expect(report).to_contain_text("Look at: options.")
    await moderator.keyboard.press("Escape")
    await expect(card(moderator, prompt)).to_have_count(2)


async def test_results_are_saved_as_tables_and_pictures_also_after_a_reload(
    demo: Demo, people: People
) -> None:
    prompt = "Is the market loud?"
    moderator = await desk(demo, people)
    await begin(moderator, "Yes or no", prompt)
    await moderator.get_by_role("button", name="Save and open").click()
    await expect(card(moderator, prompt)).to_contain_text("0 answers")
    await moderator.reload()

    await expect(card(moderator, prompt)).to_be_visible()
    await moderator.get_by_role("button", name="Save or load polls").click()
    async with moderator.expect_download() as table:
        await moderator.get_by_role("dialog").get_by_role("button", name="CSV").first.click()
    assert (await table.value).suggested_filename == f"{ROOM}-polls.csv"
    assert prompt in (await (await table.value).path()).read_text(encoding="utf-8-sig")
    await moderator.keyboard.press("Escape")

    await choose(moderator, prompt)
    await card(moderator, prompt).get_by_role("button", name="More about this poll").click()
    await moderator.get_by_role("button", name="Save results").click()
    async with moderator.expect_download() as picture:
        await moderator.get_by_role("button", name="This poll as a picture (SVG)").click()
    assert (await (await picture.value).path()).read_text().lstrip().startswith("<svg")


async def test_reactions_are_chosen_at_the_desk(demo: Demo, people: People) -> None:
    moderator = await people.open(demo.rooms[ROOM]["moderator"], **SCREEN)
    colleague = await people.open(demo.rooms[ROOM]["moderator"], **SCREEN)
    reactions = colleague.get_by_role("group", name="Which reactions")
    await expect(reactions.get_by_role("button", name="👏")).to_have_attribute("aria-pressed", "true")
    await moderator.get_by_role("button", name="👏").click()
    await expect(reactions.get_by_role("button", name="👏")).to_have_attribute("aria-pressed", "false")
    await moderator.get_by_role("switch", name="People can react").uncheck()
    await expect(reactions).to_be_hidden()
    await moderator.get_by_role("button", name="Undo").click()
    await expect(reactions.get_by_role("button", name="🎉")).to_have_attribute("aria-pressed", "true")
    await expect(reactions.get_by_role("button", name="👏")).to_have_attribute("aria-pressed", "false")


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("size", "width", "height"), [("phone", 360, 740), ("narrow", 320, 640), ("desktop", 1280, 800)]
)
async def test_looks(demo: Demo, people: People, size: str, width: int, height: int, scheme: str) -> None:
    page = await people.open(
        demo.rooms[ROOM]["moderator"],
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        has_touch=size != "desktop",
    )
    await page.locator("#sides label:visible, #tabs label:visible", has_text="Polls").first.click()
    await expect(page.get_by_role("button", name="New poll")).to_be_visible()
    # Without preloading: axe would write styles of its own into the preview, which our policy forbids.
    await look(page, f"polldesk-{size}-{scheme}", preload=False)
    await page.get_by_role("button", name="New poll").click()
    await look(page, f"polldesk-kinds-{size}-{scheme}", preload=False)
    await page.locator(".type-option", has_text="Several choices").click()
    await expect(page.get_by_label("What do you ask?", exact=True)).to_be_focused()
    await look(page, f"polldesk-composer-{size}-{scheme}", preload=False)
