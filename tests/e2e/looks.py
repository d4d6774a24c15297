"""The checks that every page must pass: no accessibility fault, nothing wider than the screen.

Screenshots go to .screenshots/, for people to look at.
"""

from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

FOLDER = Path(__file__).parents[2] / ".screenshots"
# axe's rules for the levels that the pages promise (WCAG 2.2 A and AA).
RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


async def look(page: Page, name: str, *, full_page: bool = False, **options: Any) -> None:
    """Takes a screenshot, and asserts that the page as it is now passes. `options` are axe's."""
    FOLDER.mkdir(exist_ok=True)
    await page.screenshot(path=FOLDER / f"{name}.png", full_page=full_page)
    assert await overflow(page) == 0
    found = await Axe().run(page, options={**RULES, **options})
    assert [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found.response["violations"]] == []


async def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width
