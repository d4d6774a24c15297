"""Acknowledged means stored: a process is killed at no chosen moment, and what it had said is there."""

import subprocess
import sys

import anyio
import pytest

from server.store import Store
from tests.store.conftest import OpenStore
from tests.store.sample import versions

# Says each batch's name only when it is stored, and goes on until it is killed.
GROW = """
import asyncio, sys
from server.store import Store
from tests.store import growing

async def grow():
    store, way = await Store.open(sys.argv[1]), getattr(growing, sys.argv[2])
    for number in range(1_000_000):
        await way(store, f"batch-{number}", 3)
        print(f"batch-{number}", flush=True)

asyncio.run(grow())
"""


def grow_and_kill(url: str, way: str, acknowledged: int) -> list[str]:
    """The batches that were said to be stored before the process died."""
    with subprocess.Popen([sys.executable, "-c", GROW, url, way], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline().strip() for _ in range(acknowledged)]
        child.kill()
        return said + child.stdout.read().split()


@pytest.mark.parametrize("way", ["by_transaction", "by_append"])
@pytest.mark.parametrize("acknowledged", [1, 20])
async def test_after_a_kill_everything_acknowledged_is_there_and_no_batch_in_part(
    store: Store, open_store: OpenStore, url: str, way: str, acknowledged: int
) -> None:
    said = await anyio.to_thread.run_sync(grow_and_kill, url, way, acknowledged)
    assert len(said) >= acknowledged

    afterwards = await open_store()
    assert all([await afterwards.committed("r_1", 1, batch) for batch in said])
    rows = (await afterwards.read("r_1", 0))[1:]
    assert [row.version for row in rows] == list(range(2, 2 + len(rows)))
    numbers = [row.data for row in rows]
    assert numbers == [f'"batch-{n}"' for n in range(len(rows) // 3) for _ in range(3)]
    assert await versions(afterwards, ["r_1"]) == {"r_1": 1 + len(rows)}
