"""A room's questions as files: what the caller may see, and no more."""

import csv
import io
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from tests.live.conftest import Process

FORMS = ["json", "csv", "xlsx"]
FORMULA = '=HYPERLINK("https://example.org")'


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


@pytest.fixture
async def asked(process: Process) -> list[str]:
    """The ids of an answered question, a declined one, and one that is published."""
    moderator, person = await process.join("moderator"), await process.join()
    about: dict[str, Any] = {"name": "Ayu", "sector": "citizen", "city": "Jakarta", "lang": "id"}
    first = (await person.ok("question.ask", text="Berapa pohon?", **about))["id"]
    second = (await person.ok("question.ask", text="Buy my book"))["id"]
    third = (await person.ok("question.ask", text=FORMULA, lang="en"))["id"]
    await moderator.ok("question.vote", id=first, on=True)
    await moderator.ok("question.translate", id=first, lang="de", text="Wie viele Bäume?")
    await moderator.ok("question.label", id=first, labels=["trees", "data"])
    await moderator.ok("question.answered", id=first, text="Ten thousand.")
    await moderator.ok("question.decline", id=second, reason="off_topic")
    return [first, second, third]


def bearer(process: Process, role: str, code: str = "OPEN") -> dict[str, str]:
    return {"authorization": f"Bearer {process.key(role, code)}"}


async def rows(
    web: httpx2.AsyncClient, address: str, headers: dict[str, str] | None = None
) -> list[dict[str, str]]:
    answer = await web.get(address, headers=headers or {})
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def test_the_table_has_all_that_is_known_of_a_question(
    web: httpx2.AsyncClient, process: Process, asked: list[str]
) -> None:
    first, second, third = await rows(web, "/r/OPEN/questions.csv", bearer(process, "moderator"))
    assert [first["id"], second["id"], third["id"]] == asked
    times = {name: first.pop(name) for name in ("asked_at", "published_at", "answered_at")}
    assert all(time.endswith("Z") for time in times.values())
    assert first == {
        "id": asked[0],
        "status": "answered",
        "votes": "1",
        "text": "Berapa pohon?",
        "lang": "id",
        "name": "Ayu",
        "sector": "citizen",
        "city": "Jakarta",
        "labels": "trees, data",
        "answer": "Ten thousand.",
        "reason": "",
        "to": "",
        "text_de": "Wie viele Bäume?",
    }
    assert (second["status"], second["reason"]) == ("declined", "off_topic")
    assert third["text"] == f"'{FORMULA}"


async def test_without_a_key_it_is_what_attendees_see(web: httpx2.AsyncClient, asked: list[str]) -> None:
    assert [row["id"] for row in await rows(web, "/r/open/questions.csv")] == [asked[0], asked[2]]
    items = (await web.get("/r/OPEN/questions.json")).json()["questions"]
    assert [item["id"] for item in items] == [asked[0], asked[2]]
    assert all("person" not in item["by"] for item in items)


async def test_some_are_chosen_by_status_and_language(
    web: httpx2.AsyncClient, process: Process, asked: list[str]
) -> None:
    key = bearer(process, "organiser")
    for query, found in (
        ("status=declined", [asked[1]]),
        ("lang=id", [asked[0]]),
        ("status=published&lang=en", [asked[2]]),
        ("status=pending", []),
    ):
        assert [row["id"] for row in await rows(web, f"/r/OPEN/questions.csv?{query}", key)] == found


async def test_the_workbook_holds_texts_and_no_formula(
    web: httpx2.AsyncClient, process: Process, asked: list[str]
) -> None:
    answer = await web.get("/r/OPEN/questions.xlsx", headers=bearer(process, "moderator"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "Wie viele Bäume?" in texts
    assert len(asked) == 3


@pytest.mark.parametrize("form", FORMS)
async def test_a_wrong_key_and_a_wrong_status_are_refused(
    web: httpx2.AsyncClient, process: Process, form: str
) -> None:
    address = f"/r/OPEN/questions.{form}"
    for key in ("nonsense", process.key("moderator", "ELSE")):
        refused = await web.get(address, headers={"authorization": f"Bearer {key}"})
        assert (refused.status_code, refused.json()["code"]) == (401, "key")
    refused = await web.get(f"{address}?status=lost")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert (await web.get(f"/r/NOPE/questions.{form}")).status_code == 404


@pytest.mark.parametrize("form", FORMS)
async def test_a_file_is_saved_under_the_name_of_the_room_and_runs_nothing(
    web: httpx2.AsyncClient, asked: list[str], form: str
) -> None:
    headers = (await web.get(f"/r/OPEN/questions.{form}")).headers
    assert headers["content-disposition"] == f'attachment; filename="OPEN-questions.{form}"'
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("private, no-store", "nosniff")
    assert headers["content-security-policy"] == "default-src 'none'"
    assert asked
