"""A thousand sockets of one client: they wait, or are sent away, and everybody else is as before."""

import json
import resource
from collections.abc import Iterator

import pytest

from tests.live.by_hand import UPGRADE, masked, opened
from tests.live.conftest import Process, Start

CROWD = 1000


@pytest.fixture
async def process(start: Start) -> Process:
    return await start(socket=True)


@pytest.fixture
def files() -> Iterator[None]:
    """Both ends of each socket of a crowd are ours."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4 * CROWD)), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def in_peace(process: Process) -> None:
    """Others come in, and one hears what the other asks."""
    asker, other = await process.join(), await process.join()
    asked = await asker.ok("question.ask", text="Is anybody there?")
    await other.until(lambda it: asked["id"] in it.items)


@pytest.mark.tuning(request_s=2.0)
@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("said", [b"", UPGRADE], ids=["nothing", "half a handshake"])
async def test_a_thousand_sockets_that_wait_are_cut_off_and_the_others_left_in_peace(
    process: Process, said: bytes
) -> None:
    crowd = [await opened(process) for _ in range(CROWD)]
    for each in crowd:
        each.say(said)
    await in_peace(process)
    for each in crowd:
        assert await each.is_cut_off()
        each.close()


@pytest.mark.tuning(hello_s=2.0)
@pytest.mark.usefixtures("files")
async def test_a_thousand_sockets_that_say_no_hello_are_closed_and_the_others_left_in_peace(
    process: Process,
) -> None:
    crowd = [await opened(process) for _ in range(CROWD)]
    await in_peace(process)
    for each in crowd:
        each.say(UPGRADE + b"\r\n")
    for each in crowd:
        assert b" 101 " in await each.head()
        assert (await each.text())[:2] == (4400).to_bytes(2)
        each.close()
    await in_peace(process)


@pytest.mark.usefixtures("files")
async def test_of_a_thousand_sockets_of_one_person_ten_are_let_in(start: Start) -> None:
    process = await start(socket=True, rate_limit=True)
    person = await process.join()
    hello = json.dumps({"do": "hello", "ref": 1, "token": person.token}).encode()
    crowd = [await opened(process) for _ in range(CROWD)]
    for each in crowd:
        each.say(UPGRADE + b"\r\n")
        await each.head()
        each.say(masked(0x81, hello))
    turned_away = 0
    for each in crowd:
        text = await each.text()
        turned_away += b'"quota"' in text or b'"rate"' in text
    assert turned_away == CROWD - 9
    await in_peace(process)
    for each in crowd:
        each.close()
