"""Pages as they are written, for developers."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from server.web.pages import static_folder
from tests.live.conftest import Start


@pytest.fixture
async def web(start: Start) -> AsyncIterator[httpx2.AsyncClient]:
    process = await start(modules=True)
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


async def test_a_page_names_its_sheets_and_its_entry_as_they_are_written(web: httpx2.AsyncClient) -> None:
    page = (await web.get("/OPEN")).text

    assert '<link rel="stylesheet" href="/static/modules/css/base.css">' in page
    assert '<link rel="stylesheet" href="/static/modules/css/attendee.css">' in page
    assert '<script type="module" src="/static/modules/js/pages/attendee.js">' in page
    assert 'data-words="/static/modules/locales/en.json"' in page


@pytest.mark.parametrize("folder", ["js", "css", "locales"])
async def test_every_file_is_served_as_it_is_and_never_kept(web: httpx2.AsyncClient, folder: str) -> None:
    for file in (static_folder() / folder).rglob("*.*"):
        found = await web.get(f"/static/modules/{file.relative_to(static_folder()).as_posix()}")
        assert (found.content, found.headers["cache-control"]) == (file.read_bytes(), "no-store")


@pytest.mark.parametrize("path", ["none.js", "%2e%2e/pyproject.toml", "js"])
async def test_what_is_not_in_the_folder_is_missing(web: httpx2.AsyncClient, path: str) -> None:
    assert (await web.get(f"/static/modules/{path}")).status_code == 404
