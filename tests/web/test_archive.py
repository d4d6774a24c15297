"""The archive of a room: answered questions that have left it."""

from dataclasses import replace

import httpx2
import pytest

from server.domain.model.limits import Limits
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
