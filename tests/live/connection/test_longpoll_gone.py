"""Held requests whose clients have gone: they end at once, and count no more."""

import asyncio
import json

import pytest

from tests.live.by_hand import Wire, opened
from tests.live.conftest import Process, Start
from tests.live.lines import PATIENCE_S

pytestmark = pytest.mark.tuning(held_s=3600.0, sockets_per_person=3)


@pytest.fixture
async def process(start: Start) -> Process:
    return await start(socket=True, rate_limit=True)


def post(token: str | None, body: object) -> bytes:
    sent = json.dumps(body).encode()
    authorization = "" if token is None else f"Authorization: Bearer {token}\r\n"
    head = f"POST /live/OPEN HTTP/1.1\r\nHost: x\r\n{authorization}Content-Length: {len(sent)}\r\n\r\n"
    return head.encode() + sent


async def poller(process: Process) -> tuple[str, str]:
    """The token of a new person, and where they stand."""
    wire = await opened(process)
    wire.say(post(None, {"frames": [{"do": "hello", "ref": 1}]}))
    welcome, sync = (await wire.answer())["frames"][:2]
    wire.close()
    return welcome["ok"]["token"], sync["sync"]["at"]


async def held(process: Process, token: str, at: str) -> Wire:
    wire = await opened(process)
    wire.say(post(token, {"since": at, "frames": []}))
    return wire


async def browsers(process: Process, count: int) -> None:
    """Returns when so many are in rooms."""
    async with asyncio.timeout(PATIENCE_S):
        while process.suara.rooms.browsers != count:  # noqa: ASYNC110 - nothing tells when one has left
            await asyncio.sleep(0)


async def test_a_client_that_goes_is_not_counted_any_more(process: Process) -> None:
    watcher = await process.join()
    wire = await held(process, *await poller(process))
    await watcher.until(lambda it: it.people()[-1] == 2)
    wire.close()
    await watcher.until(lambda it: it.people()[-1] == 1)


async def test_a_person_whose_requests_were_given_up_may_ask_again(process: Process) -> None:
    """More requests than the person may have open: each is given up before the next is sent."""
    token, at = await poller(process)
    for _ in range(2 * process.suara.tuning.sockets_per_person):
        wire = await held(process, token, at)
        await browsers(process, 1)
        wire.close()
        await browsers(process, 0)
    wire = await held(process, token, at)
    asker = await process.join()
    question = (await asker.ok("question.ask", text="Still served?"))["id"]
    frames = (await wire.answer())["frames"]  # the count of people may have come before the sync
    assert [item["id"] for frame in frames for item in frame.get("put", ())] == [question]
    wire.close()


async def test_a_request_that_follows_on_the_same_connection_ends_nothing(process: Process) -> None:
    """A pipelined request is no disconnection: both are answered, in their order."""
    token, at = await poller(process)
    wire = await held(process, token, at)
    wire.say(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    asker = await process.join()
    await asker.ok("question.ask", text="In order?")
    assert "frames" in await wire.answer()
    assert await wire.answer() == {"status": "ok"}
    wire.close()
