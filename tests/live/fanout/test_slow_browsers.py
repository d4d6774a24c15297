"""A browser that stops reading: no other waits for it, its buffer is bounded, and it is cut off."""

import pytest

from server.live.transport import outlet as frames
from tests.live.browser import Browser
from tests.live.conftest import Process, direct

LONG = "x" * 490


async def stalled(process: Process) -> Browser:
    """A browser that has joined, and then stopped reading."""
    browser = await process.join()
    await browser.until(lambda it: it.came("live"))
    direct(browser).reading.clear()
    return browser


async def fill(process: Process) -> Browser:
    """Sends more than the buffer of a stalled browser may have. Returns a browser that received all of it."""
    asker = await process.join()
    for number in range(240):
        await asker.ok("question.ask", text=f"{number} {LONG}")
    return await asker.until(lambda it: len(it.questions) == 240)


async def test_who_reads_again_gets_one_merged_difference_and_stands_where_all_do(process: Process) -> None:
    slow = await stalled(process)
    await process.join()
    asker = await fill(process)
    here = process.suara.rooms._rooms[process.record().id].audience
    outlets = [each.outlet for each in here.browsers]
    assert all(outlet.buffered() < 2 * frames.BUFFER_BYTES for outlet in outlets)
    assert any(outlet.buffered() > frames.BUFFER_BYTES for outlet in outlets)
    direct(slow).reading.set()
    await slow.until(lambda it: it.items == asker.items)
    assert len(slow.came("sync")) < 240
    assert here._stalled == {}, "when it stalls again, it has all the time again"


@pytest.mark.tuning(stuck_s=0.0)
async def test_who_is_stuck_for_long_is_cut_off(process: Process) -> None:
    slow = await stalled(process)
    asker = await fill(process)
    await asker.until(lambda it: it.people()[-1] == 1)
    direct(slow).reading.set()
    assert await slow.close_code() == 4408
    again = await process.back(slow, since=slow.at)
    assert again.items == asker.items


@pytest.mark.tuning(unread_bytes=frames.BUFFER_BYTES)
async def test_who_asks_and_never_reads_the_answers_is_cut_off(process: Process) -> None:
    slow = await stalled(process)
    for _ in range(frames.BUFFER_BYTES // len('{"ref":1,"ok":{}}')):
        await slow.line.send('{"do":"ping","ref":1}')
    direct(slow).reading.set()
    assert await slow.close_code() == 4408
