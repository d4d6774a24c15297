"""Every page on a phone and a desktop, light and dark; and what every page does with its address."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Demo, People
from tests.e2e.looks import look, overflow

SIZES = {"phone": (360, 740), "desktop": (1280, 800)}
# What stands on each page once it has its first sync.
PAGES = {
    "home": "main li",
    "attendee": "#list .question",
    "moderator": "nav:visible, [data-column] h2:visible",
    "speaker": "#queue li",
    "stage": "img",
    "organiser": "#rooms li:not(.skeleton)",
}


def address(demo: Demo, page: str) -> str:
    room = demo.rooms["GOV1"]
    return {"home": f"{demo.url}/", "organiser": demo.organiser}.get(page) or str(room[page])


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
async def test_looks(demo: Demo, people: People, name: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    page = await people.open(
        address(demo, name),
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        has_touch=size == "phone",
    )
    await expect(page.locator(PAGES[name]).first).to_be_visible()
    await page.evaluate("document.fonts.ready")
    await look(page, f"{name}-{size}-{scheme}")


@pytest.mark.looks
@pytest.mark.parametrize("name", PAGES)
async def test_nothing_is_wider_than_a_320_pixel_phone(demo: Demo, people: People, name: str) -> None:
    page = await people.open(address(demo, name), viewport={"width": 320, "height": 640}, has_touch=True)
    await expect(page.locator(PAGES[name]).first).to_be_visible()

    assert await overflow(page) == 0


@pytest.mark.parametrize("name", ["moderator", "speaker", "stage", "organiser"])
async def test_a_key_leaves_the_address_bar_at_once(demo: Demo, people: People, name: str) -> None:
    page = await people.open(address(demo, name))
    await expect(page.locator(PAGES[name]).first).to_be_visible()

    assert "#" not in page.url
    await page.reload()
    await expect(page.locator(PAGES[name]).first).to_be_visible()


async def test_a_first_view_weighs_less_than_36_kb(demo: Demo, people: People) -> None:
    """Without the parts that load once the browser is idle: asking, reactions, polls."""
    page = await people.open(address(demo, "attendee"))
    await expect(page.locator("#list .question").first).to_be_visible()
    await expect(page.locator("#ask-open")).to_be_enabled()

    first, later = await page.evaluate(
        """() => {
          const all = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
          const asking = all.find(({ name }) => name.endsWith("-asking.js")).startTime;
          const weight = (some) => some.reduce((sum, { transferSize }) => sum + transferSize, 0);
          return [weight(all.filter((each) => each.startTime < asking)),
            weight(all.filter((each) => each.startTime >= asking))];
        }"""
    )
    assert 0 < first <= 36 * 1024
    assert 0 < later <= 24 * 1024
