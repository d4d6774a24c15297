"""Moderators and stages share their screens: a key leaves the address bar before anything is waited for."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Demo, People


@pytest.mark.parametrize("role", ["moderator", "speaker", "stage"])
async def test_a_key_leaves_the_address_bar_although_the_network_gives_no_more(
    demo: Demo, people: People, role: str
) -> None:
    link = demo.rooms["GOV1"][role]
    page = await people.open(demo.url)
    await page.route("**/locales/*.json", lambda route: None)

    await page.goto(link, wait_until="commit")

    await expect(page).to_have_url(link.partition("#")[0])
    await page.unroute_all(behavior="ignoreErrors")
