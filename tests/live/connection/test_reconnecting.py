"""First visits, and coming back: who somebody is, and how much they are told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.tokens import LIFETIME
from tests.live.conftest import Process, Start
from tests.live.database import Watcher


async def test_coming_back_brings_the_difference_and_nothing_else(either: Process) -> None:
    away, here = await either.join(), await either.join()
    old = (await here.ok("question.ask", text="Old?"))["id"]
    await away.until(lambda it: old in it.items)
    await away.leave()
    new = (await here.ok("question.ask", text="New?"))["id"]
    await here.ok("question.vote", id=old, on=True)

    again = await either.back(away, since=away.at)
    (sync,) = again.came("sync")
    assert "full" not in sync["sync"]
    assert [item["id"] for item in sync["put"]] == [new]
    assert sync["set"].keys() == {old}
    assert sync["set"][old]["votes"] == 1


async def test_coming_back_to_a_room_where_nothing_happened_brings_only_where_it_stands(
    either: Process,
) -> None:
    away = await either.join()
    await away.leave()
    again = await either.back(away, since=away.at)
    assert again.came("sync") == [{"sync": {"at": away.at}}]


async def test_what_happened_to_own_questions_meanwhile_comes_with_the_first_sync(process: Process) -> None:
    away, moderator = await process.join(code="WAIT"), await process.join("moderator", "WAIT")
    question = (await away.ok("question.ask", text="And?"))["id"]
    await away.until(lambda it: question in it.items)
    await away.leave()
    await moderator.ok("question.decline", id=question, reason="tone")
    again = await process.back(away, "WAIT", since=away.at)
    assert [(item["id"], item["reason"]) for item in again.came("sync")[0]["put"]] == [(question, "tone")]


@pytest.mark.parametrize("since", ["", "garbage", "A" * 22, "ไทย", "A" * 64])
async def test_a_since_that_is_none_brings_everything(process: Process, since: str) -> None:
    visitor = await process.join()
    again = await process.back(visitor, since=since)
    assert again.came("sync")[0]["sync"]["full"] is True
    assert "room" in again.items


async def test_where_another_kind_of_viewer_or_another_room_stands_brings_everything(
    process: Process,
) -> None:
    moderator, visitor = await process.join("moderator"), await process.join()
    elsewhere = await process.back(visitor, "WAIT")
    for since in (moderator.at, elsewhere.at):
        again = await process.back(visitor, since=since)
        assert again.came("sync")[0]["sync"]["full"] is True


async def test_a_since_of_an_earlier_epoch_another_history_or_shape_or_beyond_the_record_brings_everything(
    process: Process,
) -> None:
    visitor = await process.join()
    assert visitor.at is not None
    right = process.suara.keyring.open_cursor(visitor.at)
    assert right is not None
    wrong = (
        replace(right, epoch=bytes(5)),
        replace(right, mark=bytes(4)),
        replace(right, shape=right.shape + 1),
        replace(right, version=1000),
    )
    for stand in wrong:
        again = await process.back(visitor, since=process.suara.keyring.seal_cursor(stand))
        assert again.came("sync")[0]["sync"]["full"] is True, stand


async def test_without_a_token_there_is_nothing_to_come_back_to(process: Process) -> None:
    visitor = await process.join()
    stranger = await process.join(since=visitor.at)
    assert stranger.came("sync")[0]["sync"]["full"] is True


@pytest.mark.tuning(heartbeat_s=3600)  # so that nothing but the hello brings the other on
async def test_a_since_ahead_of_this_process_is_read_up_to_first(start: Start) -> None:
    one, other = await start(linked=False), await start(linked=False)
    visitor, behind = await one.join(), await other.join()
    question = (await visitor.ok("question.ask", text="Ahead?"))["id"]
    await visitor.until(lambda it: question in it.items)
    assert question not in behind.items
    moved = await other.back(visitor, since=visitor.at)
    assert moved.came("sync") == [{"sync": {"at": visitor.at}}]
    await behind.until(lambda it: question in it.items)


async def test_no_hello_writes_anything_to_the_database(process: Process, tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    before = await watcher.version()
    visitor = await process.join()
    await process.join("moderator")
    await process.join(name="Sari")
    assert await visitor.ok("ping") == {}
    assert await watcher.version() == before
    await visitor.ok("question.ask", text="And now?")
    assert await watcher.version() != before
    watcher.close()


async def test_a_token_is_renewed_in_the_last_half_of_its_life(start: Start) -> None:
    clock = [datetime(2020, 12, 16, 8, tzinfo=UTC)]
    process = await start(now=lambda: clock[0])
    visitor = await process.join()
    clock[0] += LIFETIME / 2 - timedelta(seconds=1)
    first_half = await process.back(visitor)
    assert first_half.ok_of_hello == visitor.ok_of_hello
    clock[0] += timedelta(seconds=2)
    last_half = await process.back(visitor)
    assert last_half.token != visitor.token
    assert last_half.ok_of_hello["person"] == visitor.ok_of_hello["person"]
    assert last_half.ok_of_hello["expires_at"] == "2021-01-30T08:00:01Z"
    clock[0] += LIFETIME - timedelta(seconds=1)
    assert (await process.back(last_half)).ok_of_hello["person"] == visitor.ok_of_hello["person"]


async def test_a_link_opened_with_a_token_keeps_the_person_and_the_token_then_opens_it(
    process: Process,
) -> None:
    visitor = await process.join()
    moderating = await process.join("moderator", token=visitor.token)
    assert moderating.ok_of_hello["person"] == visitor.ok_of_hello["person"]
    assert moderating.ok_of_hello["role"] == "moderator"
    without_key = await process.back(moderating)
    assert without_key.ok_of_hello["role"] == "moderator"
    in_another_room = await process.back(moderating, "WAIT")
    assert in_another_room.ok_of_hello["role"] == "attendee"


async def test_an_organiser_moderates_every_room_of_their_conference_and_no_other(process: Process) -> None:
    for code in ("OPEN", "WAIT", "SHUT"):
        organiser = await process.join("organiser", code)
        assert organiser.ok_of_hello["role"] == "organiser"
        await organiser.ok("announce", text=f"Welcome to {code}")
    stranger = await process.connect("ELSE")
    assert await stranger.no("hello", key=process.key("organiser", "OPEN")) == "key"
    assert await stranger.close_code() == 4401


async def test_coming_back_does_not_tell_that_something_hidden_happened(either: Process) -> None:
    asker, other = await either.join(code="WAIT"), await either.join(code="WAIT")
    moderator = await either.join("moderator", "WAIT")
    question = (await asker.ok("question.ask", text="Hidden?"))["id"]
    await moderator.until(lambda it: question in it.items)
    await moderator.ok("question.label", id=question, labels=["later"])
    await asker.until(lambda it: it.items[question]["labels"] == ["later"])

    again, new = await either.back(other, "WAIT", since=other.at), await either.join(code="WAIT")
    assert [again.at, new.at] == [other.at, other.at]
    asker_again = await either.back(asker, "WAIT", since=asker.at)
    assert asker_again.came("sync") == [{"sync": {"at": asker.at}}]
