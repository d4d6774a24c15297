"""The archive of a room: answered questions that have left it."""

from dataclasses import replace

import httpx2
import pytest

from server.domain.model.limits import Limits
from server.domain.sync.versioned import Room
from server.store import Room as RoomRecord
from tests.live.conftest import Process, Start


@pytest.fixture
async def process(start: Start) -> Process:
    """A room keeps two answered questions here, and two declined ones."""
    return await start(limits=replace(Limits(), settled=2))


async def get(process: Process, address: str) -> httpx2.Response:
    transport = httpx2.ASGITransport(process.suara.asgi)
    async with httpx2.AsyncClient(transport=transport, base_url="http://suara.test") as client:
        return await client.get(address)


async def test_questions_that_left_the_room_are_in_the_order_of_their_answers(process: Process) -> None:
    moderator, visitor = await process.join("moderator"), await process.join()
    ids = {
        text: (await visitor.ok("question.ask", text=text))["id"] for text in ("1?", "2?", "3?", "4?", "Odd?")
    }
    for text in ("2?", "1?", "4?", "3?"):
        await moderator.ok("question.answered", id=ids[text], text=f"Yes to {text}")
    await visitor.until(lambda it: it.questions == {"3?": "answered", "4?": "answered", "Odd?": "published"})

    answer = await get(process, "/r/open/archive")

    assert answer.status_code == 200
    questions = answer.json()["questions"]
    assert [(each["text"], each["answer"]["text"]) for each in questions] == [
        ("2?", "Yes to 2?"),
        ("1?", "Yes to 1?"),
    ]
    assert {each["kind"] for each in questions} == {"question"}
    assert all("person" not in each["by"] for each in questions)


async def test_what_was_declined_is_in_no_archive(process: Process) -> None:
    moderator, visitor = await process.join("moderator"), await process.join()
    for number in range(4):
        asked = await visitor.ok("question.ask", text=f"Number {number}?")
        await moderator.ok("question.decline", id=asked["id"], reason="off_topic")
    await visitor.until(lambda it: len(it.mine["questions"]) == 4)

    assert (await get(process, "/r/OPEN/archive")).json() == {"questions": []}


async def test_a_room_that_does_not_exist_has_none(process: Process) -> None:
    answer = await get(process, "/r/NOPE/archive")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_room")


async def test_the_archive_of_a_room_that_stands_still_is_made_once(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while the room is not in memory, where each time its whole log would be read."""
    process = await start(limits=replace(Limits(), settled=1))
    made: list[str] = []
    peek = process.suara.rooms.peek

    async def counted(record: RoomRecord) -> Room:
        made.append(record.code)
        return await peek(record)

    monkeypatch.setattr(process.suara.rooms, "peek", counted)
    moderator = await process.join("moderator")

    async def archived() -> list[str]:
        answers = [await get(process, address) for address in ("/r/OPEN/archive", "/r/open/archive")]
        assert len({answer.content for answer in answers}) == 1
        return [each["text"] for each in answers[0].json()["questions"]]

    for number, expected in enumerate(([], ["0?"], ["0?", "1?"])):
        question = (await moderator.ok("question.ask", text=f"{number}?"))["id"]
        await moderator.ok("question.answered", id=question, text="Yes")
        assert await archived() == expected
    assert made == ["OPEN"] * 3


async def test_a_room_that_is_not_in_memory_has_the_archive_of_its_record(start: Start) -> None:
    settled = replace(Limits(), settled=1)
    busy, idle = await start(limits=settled), await start(limits=settled, linked=False)
    moderator = await busy.join("moderator")
    for number, expected in enumerate(([], ["0?"], ["0?", "1?"])):
        question = (await moderator.ok("question.ask", text=f"{number}?"))["id"]
        await moderator.ok("question.answered", id=question, text="Yes")
        for _ in range(2):
            archive = (await get(idle, "/r/OPEN/archive")).json()["questions"]
            assert [each["text"] for each in archive] == expected
    assert idle.suara.rooms.served == 0


async def test_kept_archives_are_bounded(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.web.archive.KEPT_BYTES", 30)
    bodies = [(await get(process, f"/r/{code}/archive")).json() for code in ("OPEN", "WAIT", "SHUT") * 2]
    assert bodies == [{"questions": []}] * 6
