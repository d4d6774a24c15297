"""Transactions: how rooms' logs grow while the rooms are locked, and what never happens to them."""

import asyncio
from datetime import timedelta

import anyio
import pytest

from server.store import AlreadyRecorded, Key, NotFound, RoomAt, Row, Store, StoreUnavailable
from tests.store.conftest import OpenStore
from tests.store.growing import by_transaction, change, rows_of
from tests.store.sample import AT, FIRST, add_rooms, append, asked, projection, versions


async def states(store: Store) -> dict[str, str]:
    return {room.id: room.state for each in await store.programmes() for room in each.rooms}


async def test_what_was_appended_is_read_in_order_and_whole(store: Store) -> None:
    rows = [asked(2, "ref-2"), asked(3), Row(4, "RoomOpened", 2, "{}", AT + timedelta(microseconds=1))]
    async with store.transaction([RoomAt("r_1", 1)]) as transaction:
        (room,) = transaction.rooms
        assert (room.id, room.version, room.missed_rows, room.earlier_replies) == ("r_1", 1, [], {})
        room.append(rows, projection(state="open"))
        await transaction.commit("b")
        assert room.version == 4
    assert await store.read("r_1", 0) == [FIRST, *rows]
    assert await store.read("r_1", 2, limit=1) == [rows[1]]
    assert await versions(store, ["r_1"]) == {"r_1": 4}
    assert (await states(store)) == {"r_1": "open"}


async def test_it_begins_with_what_other_processes_committed(store: Store, open_store: OpenStore) -> None:
    other = await open_store()
    await by_transaction(other, "b", rows=2)
    async with store.transaction([RoomAt("r_1", 1)]) as transaction:
        assert transaction.rooms[0].version == 3
        assert transaction.rooms[0].missed_rows == await other.read("r_1", 1)


async def test_leaving_without_commit_changes_nothing_and_lets_others_in(store: Store) -> None:
    before = await store.read("r_1", 0)
    async with store.transaction([RoomAt("r_1", 1)]) as transaction:
        transaction.rooms[0].append([asked(2)])
    with pytest.raises(RuntimeError, match="decided otherwise"):
        async with store.transaction([RoomAt("r_1", 1)]):
            raise RuntimeError("decided otherwise")
    assert await store.read("r_1", 0) == before
    await by_transaction(store, "b")


async def test_several_rooms_grow_at_once_in_the_order_in_which_they_were_asked_for(
    store: Store, open_store: OpenStore
) -> None:
    await add_rooms(store, 2, 3)
    async with store.transaction([RoomAt("r_2", 0), RoomAt("r_3", 0), RoomAt("r_1", 0)]) as transaction:
        second, _, first = transaction.rooms
        assert [room.id for room in transaction.rooms] == ["r_2", "r_3", "r_1"]
        assert (first.missed_rows, second.missed_rows) == ([FIRST], [])
        first.append([asked(2)], projection(state="open"))
        second.append([asked(1), asked(2)], projection(state="paused"))
        await transaction.commit("together")
    other = await open_store()
    assert await other.heads(["r_1", "r_2", "r_3"]) == await store.heads(["r_1", "r_2", "r_3"])
    assert await versions(store, ["r_1", "r_2", "r_3"]) == {"r_1": 2, "r_2": 2, "r_3": 0}
    assert await states(store) == {"r_1": "open", "r_2": "paused", "r_3": "scheduled"}
    assert await store.committed("r_1", 1, "together")
    assert await store.committed("r_2", 0, "together")
    assert not await store.committed("r_3", 0, "together")


async def test_of_several_rooms_none_grows_if_one_can_not(store: Store) -> None:
    await add_rooms(store, 2)
    await change(store, RoomAt("r_1", 1), asked(2, "same"))
    async with store.transaction([RoomAt("r_2", 0), RoomAt("r_1", 2)]) as transaction:
        second, first = transaction.rooms
        second.append([asked(1)])
        first.append([asked(3, "same")])
        with pytest.raises(AlreadyRecorded):
            await transaction.commit("together")
    assert await versions(store, ["r_1", "r_2"]) == {"r_1": 2, "r_2": 0}


async def test_rooms_locked_in_any_order_wait_for_each_other_in_no_circle(
    store: Store, open_store: OpenStore
) -> None:
    other = await open_store()
    await add_rooms(store, 2)

    async def both(at: Store, rooms: tuple[str, str]) -> None:
        for number in range(10):
            async with at.transaction([RoomAt(room, 0) for room in rooms]) as transaction:
                for room in transaction.rooms:
                    state = "open" if number % 2 else "paused"
                    room.append(rows_of("b", room.version, 1), projection(state=state))
                await transaction.commit(f"{rooms}-{number}")

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(both, store, ("r_1", "r_2"))
        tasks.start_soon(both, other, ("r_2", "r_1"))
    assert await versions(store, ["r_1", "r_2"]) == {"r_1": 21, "r_2": 20}


async def test_a_failed_commit_leaves_nothing_of_its_batch(store: Store) -> None:
    await by_transaction(store, "first")
    await change(store, RoomAt("r_1", 2), asked(3, "same"), batch="second")
    closed = projection(state="closed")
    with pytest.raises(AlreadyRecorded):
        await change(store, RoomAt("r_1", 3), asked(4), asked(5, "same"), batch="third", projection=closed)
    assert [row.version for row in await store.read("r_1", 0)] == [1, 2, 3]
    batches = ("first", "second", "third")
    assert [await store.committed("r_1", 0, batch) for batch in batches] == [True, True, False]
    assert await states(store) == {"r_1": "scheduled"}


async def test_a_failed_commit_leaves_no_lock_while_its_transaction_is_left(
    store: Store, open_store: OpenStore
) -> None:
    other = await open_store()
    await change(store, RoomAt("r_1", 1), asked(2, "same"))
    async with store.transaction([RoomAt("r_1", 2)]) as transaction:
        transaction.rooms[0].append([asked(3, "same")])
        with pytest.raises(AlreadyRecorded):
            await transaction.commit("again")
        await by_transaction(other, "b")


async def test_the_same_person_command_and_ref_stand_in_the_log_once_per_room(store: Store) -> None:
    await add_rooms(store, 2)
    for room, version in (("r_1", 2), ("r_2", 1)):
        rows = [asked(version, "ref"), asked(version + 1, "ref", person="p_2"), asked(version + 2)]
        await change(store, RoomAt(room, 0), *rows, asked(version + 3), batch=room)
    with pytest.raises(AlreadyRecorded):
        await change(store, RoomAt("r_1", 5), asked(6, "ref"), batch="again")


async def test_commands_done_before_come_with_their_reply(store: Store) -> None:
    mine: Key = ("p_1", "question.ask", "ref")
    async with store.transaction([RoomAt("r_1", 1, [mine], AT)]) as transaction:
        assert transaction.rooms[0].earlier_replies == {}
        transaction.rooms[0].append([asked(2, "ref")])
        await transaction.commit("b")
    others: list[Key] = [
        ("p_2", "question.ask", "ref"),
        ("p_1", "question.edit", "ref"),
        ("p_1", "question.ask", "another"),
    ]
    async with store.transaction([RoomAt("r_1", 2, [mine, *others], AT)]) as transaction:
        assert transaction.rooms[0].earlier_replies == {mine: '{"id":"q_2"}'}
    async with store.transaction([RoomAt("r_1", 2)]) as transaction:
        assert transaction.rooms[0].earlier_replies == {}


async def test_a_command_too_old_to_be_remembered_may_come_again(store: Store) -> None:
    await change(store, RoomAt("r_1", 1), asked(2, "ref"))
    key: Key = ("p_1", "question.ask", "ref")
    async with store.transaction([RoomAt("r_1", 2, [key], AT + timedelta(seconds=1))]) as transaction:
        assert transaction.rooms[0].earlier_replies == {}
        transaction.rooms[0].append([asked(3, "ref")])
        await transaction.commit("c")
    assert [row.ref for row in await store.read("r_1", 1)] == [None, "ref"]


async def test_a_storm_fits_in_one_transaction(store: Store) -> None:
    rows = [asked(2 + number, ref=f"ref-{number}", person=f"p_{number}") for number in range(4_000)]
    keys = [("p_1", "question.ask", f"ref-{number}") for number in range(4_000)]
    async with store.transaction([RoomAt("r_1", 1, keys, AT)]) as transaction:
        assert transaction.rooms[0].earlier_replies == {}
        transaction.rooms[0].append(rows)
        await transaction.commit("b")
    assert await store.read("r_1", 1) == rows


async def test_there_is_none_on_a_room_that_does_not_exist(store: Store) -> None:
    with pytest.raises(NotFound):
        async with store.transaction([RoomAt("r_1", 0), RoomAt("r_none", 0)]):
            pass
    await by_transaction(store, "b")


async def test_one_that_cannot_begin_in_time_is_refused_and_leaves_no_lock(store: Store, url: str) -> None:
    impatient = await Store.open(url, answer_s=0.2)
    async with store.transaction([RoomAt("r_1", 1)]) as transaction:
        with pytest.raises(StoreUnavailable, match="did not answer in time"):
            await by_transaction(impatient, "too late")
        transaction.rooms[0].append([asked(2)])
        await transaction.commit("b")
    await by_transaction(store, "after")
    batches = ("b", "too late", "after")
    assert [await store.committed("r_1", 1, batch) for batch in batches] == [True, False, True]
    await impatient.close()


async def test_one_that_is_cancelled_lets_the_next_one_in(store: Store) -> None:
    inside = anyio.Event()

    async def hold() -> None:
        async with store.transaction([RoomAt("r_1", 1)]):
            inside.set()
            await anyio.sleep_forever()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(hold)
        await inside.wait()
        tasks.cancel_scope.cancel()
    await by_transaction(store, "after")
    assert await store.committed("r_1", 1, "after")


async def test_those_cancelled_while_they_wait_leave_the_store_usable(store: Store) -> None:
    async with store.transaction([RoomAt("r_1", 1)]), anyio.create_task_group() as tasks:
        for number in range(8):
            tasks.start_soon(by_transaction, store, f"waiting-{number}")
        await anyio.wait_all_tasks_blocked()
        tasks.cancel_scope.cancel()
    await by_transaction(store, "after")
    assert [row.data for row in await store.read("r_1", 1)] == ['"after"']


async def test_one_waits_for_the_appends_before_it_and_appends_for_it(
    store: Store, open_store: OpenStore
) -> None:
    async with store.transaction([RoomAt("r_1", 1)]) as transaction:
        appending = asyncio.ensure_future(append(store, "r_1", 1, rows_of("late", 1, 1), "late"))
        await anyio.wait_all_tasks_blocked()
        transaction.rooms[0].append(rows_of("early", 1, 1))
        await transaction.commit("early")
    assert not await appending
    assert [row.data for row in await store.read("r_1", 1)] == ['"early"']
