"""The demo as people run it, in a process of its own, and a real browser in front of it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

INSTALL = (
    "apt-get install -y --no-install-recommends"
    " chromium-headless-shell fonts-noto-core fonts-noto-color-emoji"
)
# fmt: off
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
# fmt: on


@dataclass(frozen=True)
class Demo:
    """A running demo, and every role's link by room code."""

    url: str
    rooms: dict[str, dict[str, Any]]
    organiser: str


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    data = Path(tempfile.mkdtemp(prefix="suara-demo-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    suara = [sys.executable, "-m", "server.cli"]
    environment = {**os.environ, "SUARA_RATE_LIMIT": "off"}
    command = [*suara, "demo", "--port", str(port), "--data", str(data)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        _wait_for_links(server)
        links = json.loads(
            subprocess.run(
                [*suara, "links", "smartchange2020", "--json", "--data", str(data)],
                check=True,
                capture_output=True,
            ).stdout
        )
        rooms = {room["code"]: room for room in links["rooms"]}
        yield Demo(f"http://localhost:{port}", rooms, links["organiser"])
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)
        shutil.rmtree(data)


def _wait_for_links(server: subprocess.Popen[bytes]) -> None:
    """The last line of the banner says where to join."""
    assert server.stdout is not None
    for line in server.stdout:
        if line.startswith(b"Scan to join"):
            return
    assert server.stderr is not None
    pytest.fail(f"the demo did not start: {server.stderr.read().decode()}")


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), None)
    path = os.environ.get("BROWSER_PATH", path)
    if path is None:
        pytest.fail(f"no browser: {INSTALL}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        await browser.close()


class People:
    """Opens pages, each a person of their own, and says at the end whether any page complained."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

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
        page.on("request", lambda request: self._at_home(request.url, url))
        await page.goto(url)
        return page

    def _at_home(self, asked: str, page: str) -> None:
        host = page.split("/")[2]
        if asked.split("/")[2] != host and not asked.startswith("data:"):
            self.complaints.append(f"{page} asked a third party: {asked}")

    async def leave(self) -> None:
        for context in self._contexts:
            await context.close()


@pytest.fixture
async def people(chromium: Browser) -> AsyncIterator[People]:
    found = People(chromium)
    try:
        yield found
    finally:
        await found.leave()
    assert found.complaints == []
