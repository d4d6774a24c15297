"""Two releases side by side: the page of one may ask the other for what it names."""

import re
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from server.web.pages import Pages, static_folder
from server.web.routes import file_routes, page_routes
from tests.live.conftest import Process

PAGES = ["/", "/OPEN", "/r/OPEN/moderate", "/r/OPEN/speak", "/r/OPEN/stage", "/c/here/manage"]


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A release in which every script, style sheet and word has changed."""
    folder = tmp_path / "static"
    shutil.copytree(static_folder(), folder)
    for file in folder.rglob("*.js"):
        file.write_text(f"{file.read_text()}\nconst ofAnotherRelease = true;\n")
    for file in folder.rglob("*.css"):
        file.write_text(f"{file.read_text()}\n.changed {{ color: red; }}\n")
    for file in folder.rglob("locales/*.json"):
        file.write_text(file.read_text().replace("{", '{"changed": "yes",', 1))
    return folder


@asynccontextmanager
async def _release(process: Process, folder: Path | None = None) -> AsyncIterator[httpx2.AsyncClient]:
    pages = Pages(process.suara.directory, "http://suara.test", folder)
    transport = httpx2.ASGITransport(Starlette(routes=[*file_routes(pages), *page_routes(pages)]))
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


def _named(text: str) -> list[str]:
    return re.findall(r'"(/static/[^"]+)"', text)


def _chunks(script: str) -> Iterator[str]:
    return (f"/static/{each}" for each in re.findall(r'\$load\("\.\./([^"]+)"', script))


@pytest.mark.parametrize("path", PAGES)
async def test_the_other_release_answers_with_its_own_file_that_nobody_keeps(
    shared_process: Process, newer: Path, path: str
) -> None:
    async with _release(shared_process) as a, _release(shared_process, newer) as b:
        named = _named((await a.get(path)).text)
        named += [
            chunk for file in named if file.endswith(".js") for chunk in _chunks((await a.get(file)).text)
        ]
        assert len(named) >= 3
        for address in named:
            own, other = await a.get(address), await b.get(address)
            assert own.headers["cache-control"] == "public, max-age=31536000, immutable"
            if other.text != own.text:
                assert (other.status_code, other.headers["cache-control"]) == (200, "no-store")
                assert other.headers["content-type"] == own.headers["content-type"]


async def test_a_change_of_the_moderators_style_sheet_is_a_change_of_nothing_else(
    shared_process: Process, tmp_path: Path
) -> None:
    folder = tmp_path / "static"
    shutil.copytree(static_folder(), folder)
    sheet = folder / "css" / "moderator.css"
    sheet.write_text(f"{sheet.read_text()}\n.changed {{ color: red; }}\n")
    async with _release(shared_process) as a, _release(shared_process, folder) as b:
        changed = {path for path in PAGES if (await a.get(path)).text != (await b.get(path)).text}

    assert changed == {"/r/OPEN/moderate"}


async def test_what_no_release_has_is_missing(shared_process: Process) -> None:
    async with _release(shared_process) as web:
        for address in ("/static/0/none.js", "/static/0/js/pages/attendee.js"):
            assert (await web.get(address)).status_code == 404, address
