"""Acknowledged means stored: a process is killed at no chosen moment, and what it had said is there."""

import subprocess
import sys

import anyio
import pytest

from server.store import Store
from tests.store.conftest import OpenStore

# Says each batch's name only when `append` has returned, and goes on until it is killed.
GROW = """
import asyncio, sys
from server.store import Row, Store
from tests.store.sample import AT

async def grow():
    store = await Store.open(sys.argv[1])
    for number in range(1_000_000):
        async with store.turn("r_1", 0) as turn:
            rows = [Row(turn.version + n, "VotesCast", 1, f'"{number}"', AT) for n in (1, 2, 3)]
            await turn.append(rows, batch=f"batch-{number}", state="open")
        print(f"batch-{number}", flush=True)

asyncio.run(grow())
"""


def grow_and_kill(url: str, acknowledged: int) -> list[str]:
    """The batches that were said to be stored before the process died."""
    with subprocess.Popen([sys.executable, "-c", GROW, url], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline().strip() for _ in range(acknowledged)]
        child.kill()
        return said + child.stdout.read().split()


@pytest.mark.parametrize("acknowledged", [1, 20])
async def test_after_a_kill_everything_acknowledged_is_there_and_no_batch_in_part(
    store: Store, open_store: OpenStore, url: str, acknowledged: int
) -> None:
    said = await anyio.to_thread.run_sync(grow_and_kill, url, acknowledged)
    assert len(said) >= acknowledged

    afterwards = await open_store()
    assert all([await afterwards.committed(batch) for batch in said])
    rows = (await afterwards.read("r_1", 0))[1:]
    assert [row.version for row in rows] == list(range(2, 2 + len(rows)))
    numbers = [row.data for row in rows]
    assert numbers == [f'"{n}"' for n in range(len(rows) // 3) for _ in range(3)]
    async with afterwards.turn("r_1", 0) as turn:
        assert turn.version == 1 + len(rows)
