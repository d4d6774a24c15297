"""Two releases side by side, and one after the other: no page is blank, and none loads anew without need."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Locator, Page, Route, expect
from starlette.applications import Starlette
from starlette.routing import Route as Address

from server.web.pages.sites import PATH, LinkedSite
from tests.e2e.conftest import Answer, Demo, People
from tests.e2e.test_story import PHONE, ask, show
from tests.processes import Serving

PARTS = "**/attendee-*.js*"
CHECKOUT = Path(__file__).parents[2]
COMING_BACK_MS = 45_000  # a page waits longer after each try that finds no server


def _change(folder: Path, pattern: str, change: Callable[[str], str]) -> None:
    for file in folder.rglob(pattern):
        file.write_text(change(file.read_text()))


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """The folder of another release, to be changed."""
    return Path(shutil.copytree(CHECKOUT / "static", tmp_path / "static"))


def _answers_of(release: LinkedSite) -> Answer:
    """Answers requests for static files as a process of that release does."""
    transport = httpx2.ASGITransport(Starlette(routes=[Address(PATH, release.file)]))

    async def answer(route: Route) -> None:
        async with httpx2.AsyncClient(transport=transport) as client:
            found = await client.get(route.request.url, headers={"accept-encoding": "identity"})
        await route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)

    return answer


async def test_a_page_that_gets_all_its_files_from_another_release_works(
    demo: Demo, people: People, static: Path
) -> None:
    _change(static, "*.js", lambda text: f"{text}\nconst ofAnotherRelease = true;\n")
    _change(static, "*.css", lambda text: f"{text}\n.changed {{ color: red; }}\n")
    people.answer("**/static/**", _answers_of(LinkedSite(static)))
    page = await people.open(demo.rooms["PLEN"]["attendee"], **PHONE)

    await ask(page, "Which release is this?")
    await show(page, "Mine")
    await expect(page.locator("#list")).to_contain_text("Which release is this?")


async def test_a_part_of_another_release_fits_a_script_that_is_the_same(
    demo: Demo, people: People, static: Path
) -> None:
    _change(static, "attendee/asking.js", lambda text: f"{text}\nconst ofAnotherRelease = true;\n")
    people.answer(PARTS, _answers_of(LinkedSite(static)))
    page = await people.open(demo.rooms["PLEN"]["attendee"], **PHONE)
    await _mark(page)

    await expect(page.get_by_role("button", name="Ask the speakers…")).to_be_enabled()
    await expect(_marked(page)).to_have_count(1)


async def test_a_part_of_another_release_that_does_not_fit_makes_the_page_come_anew_once(
    demo: Demo, people: People, static: Path
) -> None:
    """And when the other process has ended, the page finds its own part without coming anew."""
    _change(static, "ui/dom.js", lambda text: f"{text}\nconst ofAnotherRelease = true;\n")
    people.answer(PARTS, _answers_of(LinkedSite(static)))
    page = await people.open(demo.rooms["PLEN"]["attendee"], **PHONE)
    await _mark(page)
    await expect(_marked(page)).to_have_count(0)

    await _mark(page)
    for _ in range(3):
        async with page.expect_request(PARTS):
            pass
    await expect(page.locator("#list .question").first).to_be_visible()
    await page.unroute(PARTS)

    await expect(page.get_by_role("button", name="Ask the speakers…")).to_be_enabled(timeout=30_000)
    await expect(_marked(page)).to_have_count(1)


async def _mark(page: Page) -> None:
    """A mark that is gone when the page has loaded anew."""
    await page.evaluate("document.documentElement.dataset.marked = ''")


def _marked(page: Page) -> Locator:
    return page.locator("html[data-marked]")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Serving]:
    serving = Serving(tmp_path / "data", "demo", SUARA_URL="")
    serving.start()
    yield serving
    serving.stop()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Another checkout of the project, to be changed."""
    for part in ("server", "static"):
        shutil.copytree(
            CHECKOUT / part, tmp_path / "checkout" / part, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path / "checkout"


async def _deploy(room: Serving, checkout: Path, page: Page) -> None:
    """The other checkout takes over, on the same port and record."""
    await _mark(page)
    room.end()
    room.checkout = checkout
    room.start()


async def test_after_a_change_of_the_moderators_style_sheet_attendees_come_back_without_loading_anew(
    room: Serving, people: People, checkout: Path
) -> None:
    page = await people.open(f"{room.url}/PLEN", **PHONE)
    await expect(page.get_by_role("button", name="Ask the speakers…")).to_be_enabled()
    _change(checkout / "static", "moderator.css", lambda text: f"{text}\n.changed {{ color: red; }}\n")
    await _deploy(room, checkout, page)

    await ask(page, "Are we back?")
    await show(page, "Mine")
    asked = page.locator("#list .question", has_text="Are we back?")
    await expect(asked).to_contain_text("Waiting for a moderator", timeout=COMING_BACK_MS)
    await expect(_marked(page)).to_have_count(1)
    people.forgive(r"WebSocket connection to .* failed")


async def test_after_an_incompatible_change_of_frames_pages_load_anew(
    room: Serving, people: People, checkout: Path
) -> None:
    page = await people.open(f"{room.url}/PLEN", **PHONE)
    await expect(page.get_by_role("button", name="Ask the speakers…")).to_be_enabled()
    _change(
        checkout / "server",
        "commands.py",
        lambda text: re.sub("^FRAMES_VERSION = .*", "FRAMES_VERSION = 99", text, flags=re.M),
    )
    _change(
        checkout / "static",
        "protocol.js",
        lambda text: re.sub("FRAMES_VERSION = .*", "FRAMES_VERSION = 99;", text),
    )
    await _deploy(room, checkout, page)

    await expect(_marked(page)).to_have_count(0, timeout=COMING_BACK_MS)
    await expect(page.get_by_role("button", name="Ask the speakers…")).to_be_enabled()
    people.forgive(r"WebSocket connection to .* failed")
