"""Appends: rows added to a room's log in one step, if the log is where they were decided upon."""

import asyncio
from dataclasses import replace

import pytest

from server.store import Store
from tests.store.conftest import OpenStore
from tests.store.growing import rows_of
from tests.store.sample import FIRST, add_rooms, another_room, append, asked, versions


async def test_what_was_appended_is_read_whole_by_everybody(store: Store, open_store: OpenStore) -> None:
    rows = [asked(2, "ref-2"), asked(3), asked(4, "ref-4", person="p_2")]
    before = await store.programmes()
    assert await append(store, "r_1", 1, rows, "b")
    other = await open_store()
    assert await other.read("r_1", 0) == [FIRST, *rows]
    assert await versions(other, ["r_1"]) == {"r_1": 4}
    [after] = await other.programmes()
    assert replace(after, rooms=(replace(after.rooms[0], version=1),)) == before[0]
    assert await other.committed("r_1", 1, "b")


@pytest.mark.parametrize("after", [0, 2])
async def test_nothing_is_stored_at_another_version(store: Store, after: int) -> None:
    assert not await append(store, "r_1", after, rows_of("b", after, 2), "b")
    assert await store.read("r_1", 0) == [FIRST]
    assert not await store.committed("r_1", 0, "b")


async def test_nothing_is_stored_in_a_room_that_does_not_exist(store: Store) -> None:
    assert not await append(store, "r_none", 0, rows_of("b", 0, 1), "b")


async def test_nothing_is_stored_if_one_command_was_done_already(store: Store) -> None:
    assert await append(store, "r_1", 1, [asked(2, "same")], "first")
    assert not await append(store, "r_1", 2, [asked(3), asked(4, "same"), asked(5)], "again")
    assert [row.version for row in await store.read("r_1", 0)] == [1, 2]
    assert await versions(store, ["r_1"]) == {"r_1": 2}
    assert await append(store, "r_1", 2, [asked(3, "same", person="p_2")], "other")


async def test_of_those_that_wait_together_each_is_stored_or_not_by_itself(store: Store) -> None:
    """On SQLite all but the first are one transaction."""
    rooms = [another_room(number) for number in range(2, 12)]
    await add_rooms(store, *range(2, 12))
    assert await append(store, "r_2", 0, [asked(1, "same")], "before")
    appends = [append(store, "r_1", 1, rows_of("first", 1, 1), "first")]
    appends += [append(store, "r_2", 1, [asked(2, "new"), asked(3, "same")], "done already")]
    appends += [append(store, "r_3", 5, rows_of("elsewhere", 5, 1), "elsewhere")]
    appends += [append(store, room.id, 0, rows_of(room.id, 0, 2), room.id) for room in rooms[2:]]
    stored = await asyncio.gather(*appends)
    assert stored == [True, False, False, *[True] * 8]
    heads = await versions(store, [room.id for room in rooms])
    assert heads == {"r_2": 1, "r_3": 0, **{room.id: 2 for room in rooms[2:]}}
    assert [row.data for row in await store.read("r_4", 0)] == ['"r_4"', '"r_4"']


async def test_of_two_at_one_version_one_is_stored(store: Store, open_store: OpenStore) -> None:
    other = await open_store()
    for version in range(1, 20):
        both = (
            append(store, "r_1", version, rows_of("one", version, 1), f"one-{version}"),
            append(other, "r_1", version, rows_of("two", version, 1), f"two-{version}"),
        )
        assert sorted(await asyncio.gather(*both)) == [False, True]
    assert [row.version for row in await store.read("r_1", 0)] == list(range(1, 21))


async def test_a_storm_is_stored_at_once(store: Store) -> None:
    rows = [asked(2 + number, ref=f"ref-{number}", person=f"p_{number}") for number in range(4_000)]
    assert await append(store, "r_1", 1, rows, "b")
    assert await store.read("r_1", 1) == rows
