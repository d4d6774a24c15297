"""The cost of a first visit, counted on the wire."""

import asyncio

import pytest

from tests.live.conftest import Start
from tests.load.page import File, files_of_first_visit, request

VISITED = ["/", "/OPEN", "/r/OPEN/moderate", "/r/OPEN/speak", "/r/OPEN/stage", "/c/here/manage"]


@pytest.fixture
async def port(start: Start) -> int:
    process = await start(socket=True)
    assert process.url is not None
    return int(process.url.rpartition(":")[2])


async def _received(port: int, file: File) -> bytes:
    """The whole answer, head and body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request(port, file).replace(b"keep-alive", b"close"))
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize("path", VISITED)
async def test_a_page_asks_for_one_script_one_style_sheet_and_one_file_of_words(port: int, path: str) -> None:
    files = await asyncio.to_thread(files_of_first_visit, port, path)

    assert [file.kind for file in files] == ["page", "style", "script", "words"]
    assert {file.named_by for file in files} == {None, path}


async def test_a_first_visit_of_an_attendee_is_four_requests_and_36_kilobytes(port: int) -> None:
    files = await asyncio.to_thread(files_of_first_visit, port, "/OPEN")
    answers = [await _received(port, file) for file in files]

    assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in answers)
    assert all(b"\r\ncontent-encoding: br\r\n" in answer for answer in answers)
    assert len(answers) <= 4
    assert sum(map(len, answers)) <= 36_000
