"""However a log grows: nothing is lost, and what became of a batch can be said."""

import asyncio

import anyio

from server.store import Store
from tests.store.conftest import OpenStore
from tests.store.growing import Grow
from tests.store.sample import versions


async def test_forty_at_once_from_two_processes_lose_nothing(
    store: Store, open_store: OpenStore, grow: Grow
) -> None:
    other = await open_store()
    async with anyio.create_task_group() as tasks:
        for number in range(20):
            tasks.start_soon(grow, store, f"one-{number}", 2)
            tasks.start_soon(grow, other, f"two-{number}", 2)
    rows = (await store.read("r_1", 0))[1:]
    assert [row.version for row in rows] == list(range(2, 82))
    pairs = [(first.data, second.data) for first, second in zip(rows[::2], rows[1::2], strict=True)]
    assert all(first == second for first, second in pairs)
    assert {first for first, _ in pairs} == {f'"{who}-{n}"' for who in ("one", "two") for n in range(20)}
    assert await versions(other, ["r_1"]) == {"r_1": 81}


async def test_of_a_batch_whose_asker_went_away_it_can_be_said_what_became_of_it(
    store: Store, grow: Grow
) -> None:
    for steps in range(12):
        batch = f"b-{steps}"
        task = asyncio.create_task(grow(store, batch))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        stored = await store.committed("r_1", 0, batch)
        assert stored == (f'"{batch}"' in {row.data for row in await store.read("r_1", 0)})
        await grow(store, f"after-{steps}")
