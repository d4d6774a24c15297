"""Moderators at work: keys, taking back, two at one card, a word to the speaker, a calm stage."""

from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import Demo, People
from tests.e2e.test_story import PHONE, SCREEN, ask


def column(page: Page, name: str) -> Locator:
    return page.locator(f"[data-column={name}]")


async def read_first(moderator: Page) -> None:
    switch = moderator.get_by_role("switch", name="Check questions first")
    await switch.check()
    await expect(moderator.get_by_text("Setting changed")).to_be_visible()


async def test_the_keyboard_publishes_goes_on_and_takes_back(demo: Demo, people: People) -> None:
    room = demo.rooms["MOB1"]
    moderator = await people.open(room["moderator"], **SCREEN)
    asker = await people.open(room["attendee"], **PHONE)
    await read_first(moderator)
    waiting, published = column(moderator, "waiting"), column(moderator, "published")
    texts = ["Are tram delays open data?", "Who maintains the stop register?"]
    for text in texts:
        await ask(asker, text)
        await expect(waiting.locator("li", has_text=text)).to_be_visible()

    await moderator.keyboard.press("j")
    await expect(waiting.locator("li", has_text=texts[0])).to_be_focused()
    await moderator.keyboard.press("p")
    await expect(published.locator("li", has_text=texts[0])).to_be_visible()
    await expect(waiting.locator("li", has_text=texts[1])).to_be_focused()

    await moderator.keyboard.press("z")
    await expect(waiting.locator("li", has_text=texts[0])).to_be_focused()
    await expect(published.locator("li", has_text=texts[0])).to_have_count(0)

    await moderator.keyboard.press("d")
    await moderator.get_by_role("dialog", name="Why not?").press("3")
    declined = column(moderator, "declined").locator("li", has_text=texts[0])
    await expect(declined).to_contain_text("someone asked this before")
    await expect(waiting.locator("li", has_text=texts[1])).to_be_focused()


async def test_keys_are_only_letters_while_someone_types(demo: Demo, people: People) -> None:
    moderator = await people.open(demo.rooms["ECO1"]["moderator"], **SCREEN)
    cards = moderator.locator(".board-card:visible")
    await expect(cards.first).to_be_visible()

    await moderator.keyboard.press("/")
    await moderator.keyboard.type("zptna API")
    await expect(cards).to_have_count(0)
    await moderator.get_by_role("searchbox").fill("api tradisional")
    await expect(cards).to_have_count(1)


async def test_two_moderators_at_one_card_see_each_other_and_neither_overwrites_unseen(
    demo: Demo, people: People
) -> None:
    room = demo.rooms["LIV1"]
    one = await people.open(room["moderator"], **SCREEN)
    two = await people.open(room["moderator"], **SCREEN)
    text = "Gibt es eine Karte kühler Orte"
    await two.locator("li", has_text=text).focus()
    await two.keyboard.press("e")
    await expect(one.locator("li", has_text=text)).to_contain_text("A colleague is working on this")
    await one.locator("li", has_text=text).focus()
    await one.keyboard.press("e")
    await one.get_by_label("Text of the question").fill(f"{text}, für alle?")
    await one.get_by_role("button", name="Save").click()
    await expect(one.locator("li", has_text="für alle?")).to_be_visible()

    await two.get_by_label("Text of the question").fill(f"{text} in jedem Bezirk?")
    await two.get_by_role("button", name="Save").click()
    await expect(two.get_by_role("dialog")).to_contain_text("für alle?")
    await two.get_by_role("button", name="Save mine anyway").click()
    await expect(one.locator("li", has_text="in jedem Bezirk?")).to_be_visible()


async def test_a_note_comes_back_as_read_and_the_stage_falls_calm(demo: Demo, people: People) -> None:
    room = demo.rooms["ENV1"]
    moderator = await people.open(room["moderator"], **SCREEN)
    speaker = await people.open(room["speaker"], **PHONE)
    stage = await people.open(room["stage"], **SCREEN)
    await moderator.get_by_label("Note to the speaker").fill("Five minutes left")
    await moderator.get_by_role("button", name="Send", exact=True).click()
    await expect(moderator.get_by_text("Sent, not read yet")).to_be_visible()
    await expect(stage.get_by_role("img", name="QR code")).to_be_visible()

    await speaker.get_by_role("button", name="Got it").tap()
    await expect(moderator.get_by_text("The speaker has read it")).to_be_visible()

    await moderator.get_by_role("switch", name="Calm screen").check()
    await expect(stage.get_by_role("img", name="QR code")).to_be_hidden()
    await moderator.get_by_role("button", name="Undo").click()
    await expect(stage.get_by_role("img", name="QR code")).to_be_visible()


async def test_a_stage_without_network_shows_what_came_last_and_says_so(demo: Demo, people: People) -> None:
    stage = await people.open(demo.rooms["GOV1"]["stage"], **SCREEN)
    first = stage.locator("#queue li").first
    await expect(first).to_be_visible()
    last = await first.inner_text()

    await stage.route_web_socket("**/live/*", lambda socket: socket.close())
    await stage.reload()
    await expect(stage.get_by_text("No connection. Showing what came last.")).to_be_visible()
    assert await first.inner_text() == last
