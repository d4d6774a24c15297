"""A demo's data is kept from one start to the next, and rotating replaces its links."""

from collections.abc import Iterator

import pytest

from tests.cli.links import key, links
from tests.live.browser import over_socket
from tests.processes import Serving


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Running or not, as the test before left it."""
    serving = Serving(tmp_path_factory.mktemp("changing"), "demo")
    yield serving
    serving.stop()


async def test_a_second_start_keeps_the_data(demo: Serving) -> None:
    demo.start_if_ended()
    before = links(demo)
    browser = await (await over_socket(demo.url, "GOV1")).hello()
    asked = await browser.ok("question.ask", text="Still here tomorrow?")
    await browser.leave()
    assert demo.end() == 0

    demo.start()

    assert links(demo) == before
    again = await (await over_socket(demo.url, "GOV1")).hello(key=key(before["rooms"][1]["moderator"]))
    assert again.items[asked["id"]]["text"] == "Still here tomorrow?"
    await again.leave()


@pytest.mark.parametrize("beside_a_server", [True, False])
def test_rotating_replaces_every_link(demo: Serving, beside_a_server: bool) -> None:
    demo.start_if_ended()
    if not beside_a_server:
        demo.end()
    before = links(demo)

    rotated = links(demo, "--rotate")

    assert key(rotated["organiser"]) != key(before["organiser"])
    for old, new in zip(before["rooms"], rotated["rooms"], strict=True):
        assert all(key(old[role]) != key(new[role]) for role in ("moderator", "speaker", "stage"))


async def test_rotating_beside_a_running_server_ends_the_old_links(demo: Serving) -> None:
    demo.start_if_ended()
    old = key(links(demo)["rooms"][0]["moderator"])
    browser = await over_socket(demo.url, "PLEN")
    await browser.hello(key=old)
    new = key(links(demo, "--rotate")["rooms"][0]["moderator"])
    assert await browser.close_code() == 4401
    assert browser.came("bye") == [{"bye": {"code": "revoked"}}]
    late = await over_socket(demo.url, "PLEN")
    assert await late.no("hello", key=old) == "key"
    assert await late.close_code() == 4401
    again = await over_socket(demo.url, "PLEN")
    assert (await again.hello(key=new)).ok_of_hello["role"] == "moderator"
    await again.leave()
