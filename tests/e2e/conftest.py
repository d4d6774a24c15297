"""The demo as people run it, in a process of its own, and a real browser in front of it."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from tests.chromium import chromium as launched
from tests.cli.links import links
from tests.processes import Serving

Answer = Callable[[Route], Awaitable[None]]

expect.set_options(timeout=10_000)  # as long as pages themselves have


@dataclass(frozen=True)
class Demo:
    """A running demo, and every role's link by room code."""

    url: str
    rooms: dict[str, dict[str, Any]]
    organiser: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


@contextmanager
def running_demo(folder: Path, **environment: str) -> Iterator[Demo]:
    serving = Serving(folder, "demo", **environment)
    try:
        serving.start()
        found = links(serving)
        rooms = {room["code"]: room for room in found["rooms"]}
        yield Demo(f"http://localhost:{serving.port}", rooms, found["organiser"])
    finally:
        serving.stop()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


class People:
    """Opens pages, each a person of their own, and says at the end whether any page complained."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._answers: dict[str, Answer] = {}
        self.complaints: list[str] = []

    def answer(self, pattern: str, answer: Answer) -> None:
        """Answers requests for such addresses in place of the network, for pages that are opened later."""
        self._answers[pattern] = answer

    async def open(self, url: str, **options: Any) -> Page:
        context = await self._browser.new_context(**{"locale": "en-GB", **options})
        self._contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.complaints.append(f"{url}: {error}"))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{url}: {message.text}") if message.type == "error" else None
            ),
        )
        for pattern, answer in self._answers.items():
            await page.route(pattern, answer)
        page.on("request", lambda request: self._at_home(request.url, url))
        await page.goto(url)
        return page

    def _at_home(self, asked: str, page: str) -> None:
        host = page.split("/")[2]
        if asked.split("/")[2] != host and not asked.startswith("data:"):
            self.complaints.append(f"{page} asked a third party: {asked}")

    def forgive(self, pattern: str) -> None:
        """Drops complaints of failures that the test itself brings about."""
        self.complaints = [each for each in self.complaints if not re.search(pattern, each)]

    async def leave(self) -> None:
        for context in self._contexts:
            await context.close()


@asynccontextmanager
async def people_at(chromium: Browser) -> AsyncIterator[People]:
    """Fails at the end if a page complained."""
    found = People(chromium)
    try:
        yield found
    finally:
        await found.leave()
    assert found.complaints == []


@pytest.fixture
async def people(chromium: Browser) -> AsyncIterator[People]:
    async with people_at(chromium) as people:
        yield people
