"""Answers that are found by their address, without the application."""

from pathlib import Path

from starlette.requests import Request

from server.web.pages.files import File
from server.web.pages.shared import MOST_ADDRESSES, Place, SharedAnswers
from server.web.pages.sites import UnlinkedSite

FILE = File("attendee.html", b"<!doctype html>")


def request(path: bytes, query: bytes = b"") -> Request:
    return Request({"type": "http", "raw_path": path, "query_string": query, "headers": []})


def place() -> Place:
    return Place(lambda accept_language: FILE, lambda: True)


async def test_an_answer_is_found_once_it_was_given(tmp_path: Path) -> None:
    shared = SharedAnswers(UnlinkedSite(tmp_path))
    shared.add(request(b"/OPEN"), place())
    assert shared.find(b"/OPEN", []) is None

    given = await FILE.respond(request(b"/OPEN"), "no-cache")
    assert shared.find(b"/OPEN", []) is given


async def test_a_query_is_no_address(tmp_path: Path) -> None:
    shared = SharedAnswers(UnlinkedSite(tmp_path))
    await FILE.respond(request(b"/OPEN"), "no-cache")
    shared.add(request(b"/OPEN", b"a=b"), place())
    assert shared.find(b"/OPEN", []) is None


async def test_addresses_are_kept_within_a_bound(tmp_path: Path) -> None:
    shared = SharedAnswers(UnlinkedSite(tmp_path))
    await FILE.respond(request(b"/"), "no-cache")
    for number in range(MOST_ADDRESSES + 1):
        shared.add(request(b"/%d" % number), place())

    kept = sum(shared.find(b"/%d" % number, []) is not None for number in range(MOST_ADDRESSES + 1))
    assert kept == 1
