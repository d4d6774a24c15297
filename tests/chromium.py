"""The real browser that tests and benchmarks drive."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

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


class BrowserMissing(Exception):
    """There is no Chromium on this machine. The message has the command that installs it."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser of its own, until the block ends. Raises `BrowserMissing`."""
    found = map(shutil.which, ("chromium-headless-shell", "chromium"))
    path = os.environ.get("BROWSER_PATH") or next(filter(None, found), None)
    if path is None:
        raise BrowserMissing(f"no browser: {INSTALL}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield browser
        finally:
            await browser.close()
