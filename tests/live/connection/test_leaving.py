"""Reasons for which we end a connection: links that end, rooms that go, processes that stop."""

from pathlib import Path

import pytest

from tests.live.conftest import Process, Start
from tests.live.database import execute
from tests.live.polls import opened


async def test_a_revoked_link_ends_at_once_and_its_token_opens_nothing_any_more(either: Process) -> None:
    moderator, visitor = await either.join("moderator"), await either.join()
    key = either.key("moderator")
    await either.suara.store.replace_links("here")
    assert await moderator.close_code() == 4401
    assert moderator.came("bye") == [{"bye": {"code": "revoked"}}]
    assert await visitor.ok("ping") == {}
    for opener in ({"token": moderator.token}, {"key": key}):
        again = await either.connect()
        assert await again.no("hello", **opener) == "key"
        assert await again.close_code() == 4401


async def test_a_replaced_link_ends_on_every_process_and_the_new_one_opens(start: Start) -> None:
    one, other = await start(), await start()
    old_key = one.key("moderator")
    moderators = [await one.join("moderator"), await other.join("moderator")]
    await one.suara.store.replace_links("here")
    for moderator in moderators:
        assert await moderator.close_code() == 4401
    for process in (one, other):
        late = await process.connect()
        assert await late.no("hello", key=old_key) == "key"
        assert await late.close_code() == 4401
        assert (await process.join("moderator")).ok_of_hello["role"] == "moderator"


async def test_a_room_that_is_deleted_says_goodbye(process: Process, tmp_path: Path) -> None:
    moderator = await process.join("moderator")
    visitor, elsewhere = await process.join(), await process.join(code="WAIT")
    await opened(moderator, "choice", limit_s=60)
    room = process.record().id
    live = process.suara.rooms._rooms[room]
    assert live.deadlines.waits
    await execute(
        tmp_path,
        f"DELETE FROM event WHERE room = '{room}'",
        f"DELETE FROM link WHERE room = '{room}'",
        f"DELETE FROM room WHERE id = '{room}'",
        "UPDATE conference SET revision = revision + 1",
    )
    assert await visitor.close_code() == 4404
    assert visitor.came("bye") == [{"bye": {"code": "no_room"}}]
    assert await (await process.connect()).no("hello") == "no_room"
    assert await elsewhere.ok("ping") == {}
    assert not live.deadlines.waits, "for a poll to close that nobody knows of any more"


async def test_a_process_that_stops_sends_everybody_away_at_different_times(either: Process) -> None:
    browsers = [await either.join() for _ in range(5)]
    either.suara.rooms.drain(5.0)
    for browser in browsers:
        assert await browser.close_code() == 1012
    byes = [browser.came("bye")[0]["bye"] for browser in browsers]
    assert {bye["code"] for bye in byes} == {"drain"}
    times = [bye["reconnect_in_s"] for bye in byes]
    assert all(0.5 <= time <= 5.5 for time in times)
    assert len(set(times)) > 1
    assert await (await either.connect()).no("hello") == "unavailable"


@pytest.mark.parametrize("code", ["NOPE", "open2", "%20"])
async def test_a_room_that_does_not_exist_is_said_after_accepting(either: Process, code: str) -> None:
    lost = await either.connect(code)
    assert await lost.no("hello") == "no_room"
    assert await lost.close_code() == 4404


async def test_a_room_is_found_however_its_code_is_written(either: Process) -> None:
    assert (await (await either.connect("oPeN")).hello()).items["room"]["title"] == "Everything shows at once"


@pytest.mark.tuning(no_room_s=0.01)
async def test_a_room_that_does_not_exist_closes_also_without_a_hello(process: Process) -> None:
    assert await (await process.connect("NOPE")).close_code() == 4404
