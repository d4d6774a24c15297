"""A first visit on a slow network, in Chromium: from the address to the first questions on the screen."""

from statistics import median

from playwright.async_api import Browser, Page, ViewportSize

from tests.chromium import chromium
from tests.load import rooms
from tests.load.bench import Bench, Compared

COMPARED = Compared(by=("network",), cost="questions_ms")
QUESTIONS = 20
LATENCY_MS = 400
BYTES_PER_S = 400_000 / 8
PHONE: ViewportSize = {"width": 360, "height": 740}
WITHIN_MS = 60_000

# The time of the first picture that has questions in it, since the navigation began.
WATCH = """
new MutationObserver((_, observer) => {
  if (!document.querySelector("#list .question")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => (document.documentElement.dataset.shown = performance.now())));
}).observe(document, { subtree: true, childList: true });
"""


async def run(bench: Bench) -> None:
    visits = bench.pick(smoke=1, quick=5, full=15)
    async with bench.suara(rooms.plan("LOAD", QUESTIONS)) as suara, chromium() as browser:
        shown = [await _visit(browser, f"{suara.url}/LOAD") for _ in range(visits)]
    bench.rows.append(
        {
            "network": f"{LATENCY_MS} ms, {BYTES_PER_S * 8 / 1000:.0f} kbit/s",
            "visits": visits,
            "questions_ms": round(median(shown)),
            "least_ms": round(min(shown)),
            "most_ms": round(max(shown)),
        }
    )


async def _visit(browser: Browser, url: str) -> float:
    """The milliseconds until questions are on the screen, in a browser that knows nothing of the page."""
    context = await browser.new_context(viewport=PHONE)
    try:
        page = await context.new_page()
        await _slow_down(page)
        await page.add_init_script(WATCH)
        await page.goto(url, wait_until="commit", timeout=WITHIN_MS)
        shown = page.locator("html[data-shown]")
        await shown.wait_for(timeout=WITHIN_MS)
        return float(await shown.get_attribute("data-shown") or 0)
    finally:
        await context.close()


async def _slow_down(page: Page) -> None:
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Network.enable")
    await devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_PER_S,
            "uploadThroughput": BYTES_PER_S,
        },
    )
