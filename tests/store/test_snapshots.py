"""Snapshots: one for each room, and never an older one over a newer."""

from dataclasses import replace

import anyio
import pytest

from server.store import NotFound, RoomAt, Snapshot, Store
from tests.store.conftest import OpenStore
from tests.store.growing import change
from tests.store.sample import AT, ROOM, add_rooms, asked

NEW = Snapshot(version=3, batch="b", fold=7, epoch=ROOM.epoch, data=b"\x00\xff of three", at=AT)


@pytest.fixture
async def grown(store: Store) -> Store:
    """A log of three rows, and a snapshot of it."""
    await change(store, RoomAt("r_1", 1), asked(2), asked(3))
    await store.save_snapshot("r_1", NEW)
    return store


async def test_what_was_saved_is_read_whole_and_is_of_its_room_alone(grown: Store) -> None:
    await add_rooms(grown, 2)
    assert await grown.snapshot("r_1") == NEW
    assert await grown.snapshot("r_2") is None


@pytest.mark.parametrize("version", [3, 4])
async def test_a_later_one_takes_its_place_and_so_does_one_as_new(grown: Store, version: int) -> None:
    later = replace(NEW, version=version, data=b"better")
    await grown.save_snapshot("r_1", later)
    assert await grown.snapshot("r_1") == later


async def test_an_older_one_leaves_it_as_it_is(grown: Store) -> None:
    await grown.save_snapshot("r_1", replace(NEW, version=2, data=b"of two"))
    assert await grown.snapshot("r_1") == NEW


@pytest.mark.parametrize(
    "useless",
    [replace(NEW, fold=6), replace(NEW, epoch=b"of before"), replace(NEW, version=4)],
    ids=["of another fold", "of another epoch", "ahead of the log"],
)
async def test_a_newer_one_that_is_of_no_use_does_not_stand_in_the_way(
    grown: Store, useless: Snapshot
) -> None:
    await grown.save_snapshot("r_1", useless)
    older = replace(NEW, version=2)
    await grown.save_snapshot("r_1", older)
    assert await grown.snapshot("r_1") == older


async def test_of_a_room_that_does_not_exist_there_is_none(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.save_snapshot("r_none", NEW)


async def test_several_processes_may_save_at_once_and_the_newest_stays(
    grown: Store, open_store: OpenStore
) -> None:
    other = await open_store()
    async with anyio.create_task_group() as tasks:
        for version in (2, 3, 1):
            for store in (grown, other):
                tasks.start_soon(store.save_snapshot, "r_1", replace(NEW, version=version))
    assert await grown.snapshot("r_1") == NEW
