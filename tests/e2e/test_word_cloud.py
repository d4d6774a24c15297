"""A word cloud of 5,000 answers in Indonesian, English, German and Thai, as the stage draws it.

The server's frames are pretended: five thousand people would answer for minutes, and the picture is what is
looked at.
"""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, WebSocketRoute, expect

from tests.e2e.conftest import Demo, People
from tests.e2e.looks import look

# What the hall of a conference would write to "What does a smart city need?": [word, people].
WORDS: list[list[Any]] = json.loads((Path(__file__).parent / "words.json").read_text())
ANSWERS = 5_000
SIZES = {"full-hd": (1920, 1080), "4-to-3": (1024, 768)}
# Words half transparent on white: where two of them lie on each other it is darker than half.
OVERLAID = """async ([png, margin]) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.codePointAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  let [ink, twice, edge] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const [x, y] = [(at / 4) % picture.width, Math.floor(at / 4 / picture.width)];
    if (data[at] > 250) continue;
    ink += 1;
    if (data[at] < 100) twice += 1;
    const inside = x >= margin && y >= margin && x < picture.width - margin && y < picture.height - margin;
    if (!inside) edge += 1;
  }
  return { ink, twice, edge };
}"""
SHOW_OVERLAPS = """() => {
  for (const word of document.querySelectorAll(".cloud text")) {
    word.style.fill = "#000";
    word.style.opacity = "0.5";
  }
  document.documentElement.dataset.scheme = "light";
  for (const each of document.querySelectorAll("html, body, .cloud-space")) each.style.background = "#fff";
}"""


def _room(words: list[list[Any]]) -> list[dict[str, Any]]:
    settings: dict[str, Any] = {}
    room = {"kind": "room", "id": "room", "title": "Smart Governance", "state": "open", "settings": settings}
    poll = {
        "kind": "poll", "id": "p_1", "type": "words", "prompt": "What does a smart city need?", "options": [],
        "state": "open", "show": "always", "changeable": True, "round": 1, "ballots": ANSWERS, "position": 0,
        "opened_at": "2020-12-16T08:00:00Z",
        "results": {"top": words, "others": ANSWERS - sum(people for _, people in words)},
    }  # fmt: skip
    return [room, poll]


class Pretended:
    """The server's side of one stage's socket."""

    async def take(self, page: Page) -> None:
        await page.route_web_socket("**/live/**", self._connected)

    def _connected(self, socket: WebSocketRoute) -> None:
        self._socket = socket
        socket.on_message(lambda text: self._greet(json.loads(text)))

    def _greet(self, frame: dict[str, Any]) -> None:
        if frame["do"] != "hello":
            return
        ok = {"token": "t", "person": "p", "role": "stage", "expires_at": "2020-12-17T08:00:00Z"}
        self._socket.send(json.dumps({"ref": frame["ref"], "ok": ok}))
        self.show(WORDS)

    def show(self, words: list[list[Any]]) -> None:
        self._socket.send(json.dumps({"sync": {"at": "1", "full": True}, "put": _room(words), "mine": {}}))


async def cloud(demo: Demo, people: People, size: str, scheme: str) -> tuple[Page, Pretended]:
    width, height = SIZES[size]
    page = await people.open(
        demo.url,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    server = Pretended()
    await server.take(page)
    await page.goto(demo.rooms["GOV1"]["stage"])
    await expect(page.locator(".cloud text").first).to_be_visible()
    return page, server


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_no_word_lies_on_another_or_is_cut_and_the_most_wanted_are_largest(
    demo: Demo, people: People, size: str, scheme: str
) -> None:
    page, _ = await cloud(demo, people, size, scheme)
    await look(page, f"stage-words-{size}-{scheme}")

    sizes: dict[str, float] = await page.locator(".cloud text").evaluate_all(
        """(words) => Object.fromEntries(
          words.map((word) => [word.textContent, parseFloat(word.style.fontSize)]))"""
    )
    wanted = [word for word, _ in WORDS[:12]]
    assert set(wanted) <= set(sizes)
    assert [sizes[word] for word in wanted] == sorted((sizes[word] for word in wanted), reverse=True)
    least = 40 if size == "full-hd" else 28  # as large on the same wall
    assert min(sizes.values()) >= least
    await expect(page.locator(".top-list li").first).to_have_text("trust402")

    await page.evaluate(SHOW_OVERLAPS)
    png = await page.locator(".cloud-space").screenshot()
    ink = await page.evaluate(OVERLAID, [base64.b64encode(png).decode(), 1])
    assert ink["ink"] > 10_000
    assert (ink["twice"], ink["edge"]) == (0, 0)


async def test_words_keep_their_places_while_answers_come_in(demo: Demo, people: People) -> None:
    page, server = await cloud(demo, people, "full-hd", "light")
    before = await middles(page)

    server.show([["trust", 409], *WORDS[1:40], ["curiosity", 22], *WORDS[40:99]])
    await expect(page.locator(".top-list li").first).to_have_text("trust409")
    after = await middles(page)

    stayed = [word for word in before if after.get(word) == before[word]]
    assert len(stayed) >= 0.9 * len(before)


async def middles(page: Page) -> dict[str, list[int]]:
    """The middle of each word as it is drawn, to two pixels."""
    found: dict[str, list[int]] = await page.locator(".cloud text").evaluate_all(
        """(words) => Object.fromEntries(words.map((word) => {
          const { left, right, top, bottom } = word.getBoundingClientRect();
          return [word.textContent, [Math.round((left + right) / 4), Math.round((top + bottom) / 4)]];
        }))"""
    )
    return found
