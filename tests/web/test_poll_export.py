"""The results of a room's polls as files: for those who may see them, and the same in each form."""

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.live.conftest import Process

FORMS = ["/r/OPEN/polls.json", "/r/OPEN/polls.csv", "/r/OPEN/polls.xlsx", "/r/OPEN/polls/{poll}.svg"]
FORMULA = '=HYPERLINK("https://example.org","Ayu")'


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        yield client


@pytest.fixture
async def poll(process: Process) -> str:
    """A choice in two rounds: two people each for the first option, then for the second."""
    moderator = await process.join("moderator")
    people = [await process.join() for _ in range(2)]
    options = ["Trees & benches", FORMULA, "น้ำท่วม"]
    made = await moderator.ok("poll.create", type="choice", prompt="What first?", options=options)
    poll: str = made["id"]
    for option in ("o1", "o2"):
        await moderator.ok("poll.open", id=poll, again=option == "o2")
        for person in people:
            await person.ok("poll.answer", id=poll, answer=option)
        await moderator.ok("poll.close", id=poll)
    return poll


def bearer(process: Process, role: str, code: str = "OPEN") -> dict[str, str]:
    return {"authorization": f"Bearer {process.key(role, code)}"}


@pytest.mark.parametrize("role", ["moderator", "organiser"])
async def test_the_data_is_all_that_was_counted(
    web: httpx2.AsyncClient, process: Process, poll: str, role: str
) -> None:
    answer = await web.get("/r/OPEN/polls.json", headers=bearer(process, role))

    assert answer.status_code == 200
    assert answer.json()["room"]["code"] == "OPEN"
    assert answer.json()["polls"] == [
        {
            "id": poll,
            "type": "choice",
            "prompt": "What first?",
            "state": "closed",
            "measure": "people",
            "rounds": [
                {
                    "round": 1,
                    "answers": 2,
                    "results": [
                        {"id": "o1", "text": "Trees & benches", "count": 2, "percent": 100.0},
                        {"id": "o2", "text": FORMULA, "count": 0, "percent": 0.0},
                        {"id": "o3", "text": "น้ำท่วม", "count": 0, "percent": 0.0},
                    ],
                },
                {
                    "round": 2,
                    "answers": 2,
                    "results": [
                        {"id": "o1", "text": "Trees & benches", "count": 0, "percent": 0.0},
                        {"id": "o2", "text": FORMULA, "count": 2, "percent": 100.0},
                        {"id": "o3", "text": "น้ำท่วม", "count": 0, "percent": 0.0},
                    ],
                },
            ],
        }
    ]


async def test_a_table_for_spreadsheets_is_unicode_and_runs_nothing(
    web: httpx2.AsyncClient, process: Process, poll: str
) -> None:
    answer = await web.get("/r/OPEN/polls.csv", headers=bearer(process, "moderator"))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["round"], row["item"], row["count"], row["percent"]) for row in rows] == [
        ("1", "Trees & benches", "2", "100.0"),
        ("1", f"'{FORMULA}", "0", "0.0"),
        ("1", "น้ำท่วม", "0", "0.0"),
        ("2", "Trees & benches", "0", "0.0"),
        ("2", f"'{FORMULA}", "2", "100.0"),
        ("2", "น้ำท่วม", "0", "0.0"),
    ]
    assert {(row["poll"], row["answers"], row["measure"]) for row in rows} == {(poll, "2", "people")}


def cells(book: zipfile.ZipFile, sheet: int) -> dict[str, str]:
    """The contents of a sheet's cells by their names. Asserts that none is a formula."""
    ns = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    texts = ["".join(si.itertext()) for si in ET.fromstring(book.read("xl/sharedStrings.xml"))]
    root = ET.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert root.findall(".//x:f", ns) == []
    found = {}
    for cell in root.iterfind(".//x:c", ns):
        if (value := cell.findtext("x:v", namespaces=ns)) is not None:
            found[cell.attrib["r"]] = texts[int(value)] if cell.get("t") == "s" else value
    return found


async def test_a_workbook_has_a_summary_and_the_rounds_of_each_poll_side_by_side(
    web: httpx2.AsyncClient, process: Process, poll: str
) -> None:
    answer = await web.get("/r/OPEN/polls.xlsx", headers=bearer(process, "moderator"))

    book = zipfile.ZipFile(io.BytesIO(answer.content))
    summary, sheet = cells(book, 1), cells(book, 2)
    assert [summary[f"{column}2"] for column in "ABCDEFG"] == [
        "Poll 1",
        poll,
        "choice",
        "What first?",
        "closed",
        "2",
        "2",
    ]
    assert [sheet[f"{column}4"] for column in "ABCDE"] == ["Trees & benches", "2", "100", "0", "0"]
    assert [sheet[f"{column}5"] for column in "ABCDE"] == [FORMULA, "0", "0", "2", "100"]


async def test_a_chart_is_a_picture_by_itself(web: httpx2.AsyncClient, process: Process, poll: str) -> None:
    answer = await web.get(f"/r/OPEN/polls/{poll}.svg", headers=bearer(process, "moderator"))

    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert ET.fromstring(answer.text).findtext("{http://www.w3.org/2000/svg}title") == "What first?"


@pytest.mark.parametrize("form", FORMS)
async def test_a_file_has_a_name_and_is_nobody_elses_to_keep(
    web: httpx2.AsyncClient, process: Process, poll: str, form: str
) -> None:
    answer = await web.get(form.format(poll=poll), headers=bearer(process, "moderator"))

    name = form.format(poll=poll).rsplit("/", 1)[1]
    assert answer.headers["content-disposition"] == f'attachment; filename="OPEN-{name}"'
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("form", FORMS)
async def test_only_moderators_and_organisers_of_the_room_get_any(
    web: httpx2.AsyncClient, process: Process, poll: str, form: str
) -> None:
    address = form.format(poll=poll)
    attendee = await process.join()

    async def refused(headers: dict[str, str]) -> tuple[int, str]:
        answer = await web.get(address, headers=headers)
        return answer.status_code, answer.json()["code"]

    assert await refused({}) == (401, "key")
    assert await refused({"authorization": "Basic YTpi"}) == (401, "key")
    assert await refused({"authorization": "Bearer nonsense"}) == (401, "key")
    assert await refused({"authorization": f"Bearer {attendee.token}"}) == (401, "key")
    assert await refused(bearer(process, "speaker")) == (403, "forbidden")
    assert await refused(bearer(process, "stage")) == (403, "forbidden")
    assert await refused(bearer(process, "moderator", "WAIT")) == (401, "key")
    assert await refused(bearer(process, "organiser", "ELSE")) == (401, "key")


async def test_what_is_not_there_is_not_found(web: httpx2.AsyncClient, process: Process) -> None:
    known = bearer(process, "moderator")
    for address, code in (("/r/NOPE/polls.json", "no_room"), ("/r/OPEN/polls/p_nope.svg", "unknown")):
        answer = await web.get(address, headers=known)
        assert (answer.status_code, answer.json()["code"]) == (404, code)


async def test_a_room_without_polls_has_empty_files(web: httpx2.AsyncClient, process: Process) -> None:
    known = bearer(process, "moderator")
    assert (await web.get("/r/OPEN/polls.json", headers=known)).json()["polls"] == []
    assert (await web.get("/r/OPEN/polls.csv", headers=known)).text.count("\n") == 1
    book = zipfile.ZipFile(io.BytesIO((await web.get("/r/OPEN/polls.xlsx", headers=known)).content))
    assert list(cells(book, 1)) == ["A1", "B1", "C1", "D1", "E1", "F1", "G1"]
