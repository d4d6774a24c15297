"""Turns: how a room's log grows, and what never happens to it."""

import asyncio
from datetime import timedelta

import anyio
import pytest

from server.store import AlreadyRecorded, NotThere, Row, Store, StoreUnavailable
from tests.store.conftest import OpenStore
from tests.store.sample import AT, FIRST, another_room, asked

Key = tuple[str, str, str]


async def grow(store: Store, batch: str, rows: int = 1, room: str = "r_1") -> None:
    async with store.turn(room, 0) as turn:
        added = [Row(turn.version + 1 + n, "VotesCast", 1, f'"{batch}"', AT) for n in range(rows)]
        await turn.append(added, batch=batch, state="open")


async def test_what_was_appended_is_read_in_order_and_whole(store: Store) -> None:
    rows = [asked(2, "ref-2"), asked(3), Row(4, "RoomOpened", 2, "{}", AT + timedelta(microseconds=1))]
    async with store.turn("r_1", 1) as turn:
        assert (turn.version, turn.missed) == (1, [])
        await turn.append(rows, batch="b", state="open")
        assert turn.version == 4
    assert await store.read("r_1", 0) == [FIRST, *rows]
    assert await store.read("r_1", 2, limit=1) == [rows[1]]
    assert (await store.heads(["r_1"])).rooms == {"r_1": 4}
    assert (await store.programme()).rooms[0].state == "open"


async def test_a_turn_begins_with_what_other_processes_committed(store: Store, open_store: OpenStore) -> None:
    other = await open_store()
    await grow(other, "b", rows=2)
    async with store.turn("r_1", 1) as turn:
        assert turn.version == 3
        assert turn.missed == await other.read("r_1", 1)


async def test_leaving_without_append_changes_nothing_and_lets_others_in(store: Store) -> None:
    before = await store.read("r_1", 0)
    async with store.turn("r_1", 1):
        pass
    with pytest.raises(RuntimeError, match="decided otherwise"):
        async with store.turn("r_1", 1):
            raise RuntimeError("decided otherwise")
    assert await store.read("r_1", 0) == before
    await grow(store, "b")


async def test_a_failed_append_leaves_nothing_of_its_batch(store: Store) -> None:
    await grow(store, "first")
    programme = await store.programme()
    async with store.turn("r_1", 2) as turn:
        await turn.append([asked(3, "same")], batch="second", state="open")
    with pytest.raises(AlreadyRecorded):
        async with store.turn("r_1", 3) as turn:
            await turn.append([asked(4), asked(5, "same")], batch="third", state="closed")
    assert [row.version for row in await store.read("r_1", 0)] == [1, 2, 3]
    assert [await store.committed(batch) for batch in ("first", "second", "third")] == [True, True, False]
    assert (await store.programme()).rooms[0].state == programme.rooms[0].state == "open"


async def test_the_same_person_command_and_ref_stand_in_the_log_once_per_room(store: Store) -> None:
    await store.add_room(another_room(2))
    for room, version in (("r_1", 2), ("r_2", 1)):
        async with store.turn(room, 0) as turn:
            rows = [asked(version, "ref"), asked(version + 1, "ref", person="p_2"), asked(version + 2)]
            await turn.append([*rows, asked(version + 3)], batch=room, state="open")
    with pytest.raises(AlreadyRecorded):
        async with store.turn("r_1", 5) as turn:
            await turn.append([asked(6, "ref")], batch="again", state="open")


async def test_commands_done_before_are_remembered_with_their_answer(store: Store) -> None:
    mine: Key = ("p_1", "question.ask", "ref")
    async with store.turn("r_1", 1, [mine], AT) as turn:
        assert turn.remembered == {}
        await turn.append([asked(2, "ref")], batch="b", state="open")
    others: list[Key] = [
        ("p_2", "question.ask", "ref"),
        ("p_1", "question.edit", "ref"),
        ("p_1", "question.ask", "another"),
    ]
    async with store.turn("r_1", 2, [mine, *others], AT) as turn:
        assert turn.remembered == {mine: '{"id":"q_2"}'}
    async with store.turn("r_1", 2) as turn:
        assert turn.remembered == {}


async def test_a_command_too_old_to_be_remembered_may_come_again(store: Store) -> None:
    async with store.turn("r_1", 1) as turn:
        await turn.append([asked(2, "ref")], batch="b", state="open")
    key: Key = ("p_1", "question.ask", "ref")
    async with store.turn("r_1", 2, [key], AT + timedelta(seconds=1)) as turn:
        assert turn.remembered == {}
        await turn.append([asked(3, "ref")], batch="c", state="open")
        assert [row.ref for row in await store.read("r_1", 1)] == [None, "ref"]


async def test_there_is_no_turn_in_a_room_that_does_not_exist(store: Store) -> None:
    with pytest.raises(NotThere):
        async with store.turn("r_none", 0):
            pass


async def test_a_hundred_turns_at_once_from_two_processes_lose_nothing(
    store: Store, open_store: OpenStore
) -> None:
    other = await open_store()
    async with anyio.create_task_group() as tasks:
        for number in range(50):
            tasks.start_soon(grow, store, f"one-{number}", 2)
            tasks.start_soon(grow, other, f"two-{number}", 2)
    rows = (await store.read("r_1", 0))[1:]
    assert [row.version for row in rows] == list(range(2, 202))
    pairs = [(first.data, second.data) for first, second in zip(rows[::2], rows[1::2], strict=True)]
    assert all(first == second for first, second in pairs)
    assert {first for first, _ in pairs} == {f'"{who}-{n}"' for who in ("one", "two") for n in range(50)}
    assert (await other.heads(["r_1"])).rooms == {"r_1": 201}


async def test_a_storm_fits_in_one_turn(store: Store) -> None:
    rows = [asked(2 + number, ref=f"ref-{number}", person=f"p_{number}") for number in range(4_000)]
    keys = [("p_1", "question.ask", f"ref-{number}") for number in range(4_000)]
    async with store.turn("r_1", 1, keys, AT) as turn:
        assert turn.remembered == {}
        await turn.append(rows, batch="b", state="open")
    assert await store.read("r_1", 1) == rows


async def test_a_turn_that_cannot_begin_in_time_is_refused_and_leaves_no_lock(store: Store, url: str) -> None:
    impatient = await Store.open(url, answer_s=0.2)
    async with store.turn("r_1", 1) as turn:
        with pytest.raises(StoreUnavailable, match="did not answer in time"):
            await grow(impatient, "too late")
        await turn.append([asked(2)], batch="b", state="open")
    await grow(store, "after")
    assert [await store.committed(batch) for batch in ("b", "too late", "after")] == [True, False, True]
    await impatient.close()


async def test_a_turn_that_is_cancelled_lets_the_next_one_in(store: Store) -> None:
    inside = anyio.Event()

    async def hold() -> None:
        async with store.turn("r_1", 1):
            inside.set()
            await anyio.sleep_forever()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(hold)
        await inside.wait()
        tasks.cancel_scope.cancel()
    await grow(store, "after")
    assert await store.committed("after")


async def test_turns_cancelled_while_they_wait_leave_the_store_usable(store: Store) -> None:
    async with store.turn("r_1", 1), anyio.create_task_group() as tasks:
        for number in range(8):
            tasks.start_soon(grow, store, f"waiting-{number}")
        await anyio.wait_all_tasks_blocked()
        tasks.cancel_scope.cancel()
    await grow(store, "after")
    assert [row.data for row in await store.read("r_1", 1)] == ['"after"']


async def test_of_a_batch_whose_asker_went_away_it_can_be_said_what_became_of_it(store: Store) -> None:
    for steps in range(12):
        batch = f"b-{steps}"
        task = asyncio.create_task(grow(store, batch))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        stored = await store.committed(batch)
        assert stored == (f'"{batch}"' in {row.data for row in await store.read("r_1", 0)})
        await grow(store, f"after-{steps}")
