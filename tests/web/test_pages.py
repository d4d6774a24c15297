"""Pages as a browser gets them: complete, strict, cached for ever where that is right."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from server.web.pages import STAFF_KEYS, static_folder
from server.web.programme import qr_svg
from tests.live.conftest import Process

EVERY_PAGE = ["/", "/OPEN", "/r/OPEN/moderate", "/r/OPEN/speak", "/r/OPEN/stage", "/c/here/manage"]


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


@pytest.mark.parametrize("address", EVERY_PAGE)
async def test_a_page_is_complete_and_allows_nothing_from_elsewhere(
    web: httpx2.AsyncClient, address: str
) -> None:
    page = await web.get(address)

    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-cache"
    assert "{{" not in page.text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page.text)


@pytest.mark.parametrize("address", EVERY_PAGE)
async def test_what_a_page_names_is_there_and_never_asked_for_twice(
    web: httpx2.AsyncClient, address: str
) -> None:
    page = await web.get(address)
    named = re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text)
    assert named

    for each in named:
        found = await web.get(each)
        assert found.status_code == 200, each
        assert "immutable" in found.headers["cache-control"]
        assert found.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", EVERY_PAGE)
async def test_a_browser_that_has_the_page_is_told_so_in_a_word(
    web: httpx2.AsyncClient, address: str
) -> None:
    page = await web.get(address)
    again = await web.get(address, headers={"if-none-match": page.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert page.headers["vary"] == again.headers["vary"] == "Accept-Encoding, Accept-Language"


def test_no_page_names_by_hand_what_is_linked() -> None:
    for page in static_folder().glob("*.html"):
        source = page.read_text()
        assert source.count("<script") == 1, page.name
        assert "modulepreload" not in source, page.name


async def test_a_code_is_the_same_in_any_case(web: httpx2.AsyncClient) -> None:
    assert (await web.get("/open")).text == (await web.get("/OPEN")).text


@pytest.mark.parametrize(
    "address", ["/NOPE", "/r/NOPE/moderate", "/c/nope/manage", "/static/../server/cli.py", "/a/b/c"]
)
async def test_what_is_not_here_is_a_page_that_says_so(web: httpx2.AsyncClient, address: str) -> None:
    page = await web.get(address, headers={"accept": "text/html"})

    assert page.status_code == 404
    assert 'action="/join"' in page.text


async def test_a_code_leads_to_its_room_without_scripts(web: httpx2.AsyncClient) -> None:
    found = await web.get("/join", params={"code": " op en "})
    missing = await web.get("/join", params={"code": "NOPE"})

    assert (found.status_code, found.headers["location"]) == (303, "/OPEN")
    assert missing.status_code == 404


async def test_the_programme_says_what_is_open(web: httpx2.AsyncClient) -> None:
    found = (await web.get("/rooms.json")).json()

    here = next(each for each in found["conferences"] if each["slug"] == "here")
    assert here["rooms"][0] == {
        "code": "OPEN",
        "title": "Everything shows at once",
        "track": "",
        "state": "open",
        "languages": ["en"],
        "starts_at": "2020-12-16T08:00:00Z",
        "ends_at": "2020-12-16T09:00:00Z",
    }


async def test_a_qr_code_for_every_room(web: httpx2.AsyncClient) -> None:
    found = await web.get("/r/OPEN/qr.svg")

    assert found.headers["content-type"] == "image/svg+xml"
    assert found.text.count("<svg") == 1
    assert (await web.get("/r/NOPE/qr.svg")).status_code == 404


async def test_a_qr_code_is_drawn_once(web: httpx2.AsyncClient) -> None:
    first = await web.get("/r/OPEN/qr.svg")
    drawn = qr_svg.cache_info().misses
    again = await web.get("/r/open/qr.svg")

    assert again.content == first.content
    assert qr_svg.cache_info().misses == drawn


def test_every_word_of_the_pages_is_in_the_catalogue_and_every_word_there_is_used() -> None:
    catalogue = set(json.loads((static_folder() / "locales" / "en.json").read_text()))
    sources = "\n".join(_sources(static_folder()))
    named = set(re.findall(r'data-(?:text|label|placeholder|title)="([^"]+)"', sources))
    named |= set(re.findall(r'\bt\("([^"$]+)"', sources))
    # Keys put together from a beginning and a name, such as `no.${code}`.
    beginnings = tuple(re.findall(r"[`\"']([a-z_]+(?:\.[a-z_]+)*\.)(?:\$\{|[\"'] ?\+)", sources))

    assert named - catalogue == set()
    unnamed = {key for key in catalogue - named if not key.startswith(beginnings)}
    assert {key for key in unnamed if f'"{key}"' not in sources} == set()


def test_attendees_get_every_word_that_anything_they_load_may_say() -> None:
    """By the scripts that their page reaches, however late."""
    reached: set[Path] = set()
    ahead = [static_folder() / "js" / "pages" / "attendee.js"]
    while ahead:
        script = ahead.pop().resolve()
        if script not in reached:
            reached.add(script)
            ahead += [
                script.parent / name
                for name in re.findall(r'(?:from|import\() ?"(\.[^"]+)"', script.read_text())
            ]
    said = {
        key for script in reached for key in re.findall(r"[\"`']([a-z_]+\.[a-z_.$]*)", script.read_text())
    }

    assert len(reached) > 40
    assert {key for key in said if key.startswith(STAFF_KEYS)} == set()


async def test_a_first_visit_carries_no_words_of_the_other_pages(web: httpx2.AsyncClient) -> None:
    address = re.search(r'data-words="([^"]+)"', (await web.get("/OPEN")).text)
    assert address is not None
    words = (await web.get(address[1])).json()
    whole = json.loads((static_folder() / "locales" / "en.json").read_text())

    assert set(whole) - set(words) == {key for key in whole if key.startswith(STAFF_KEYS)}


def _sources(folder: Path) -> list[str]:
    return [path.read_text() for path in folder.rglob("*") if path.suffix in (".html", ".js")]


@pytest.mark.parametrize("address", ["/OPEN/", "/r/OPEN/moderate/", "/c/here/manage/", "/healthz/"])
async def test_an_address_with_a_slash_too_many_is_missing_and_redirects_nobody(
    web: httpx2.AsyncClient, address: str
) -> None:
    answer = await web.get(address, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers.get("location")) == (404, None)
