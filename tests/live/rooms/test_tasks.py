"""Tasks end with their owner, and none dies unnoticed."""

import asyncio

import pytest
from structlog.testing import capture_logs

from server.live.rooms.tasks import Tasks


async def test_a_permanent_task_that_dies_is_noticed_and_begun_anew() -> None:
    begun, again = 0, asyncio.Event()

    async def beat() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise RuntimeError("a mistake of ours")
        again.set()
        await asyncio.Event().wait()

    tasks = Tasks({"heartbeat": beat})
    with capture_logs() as logs:
        tasks.start()
        await again.wait()
    assert [(entry["event"], entry["task"]) for entry in logs] == [("a task died", "heartbeat")]
    await tasks.close()
    assert begun == 2


async def test_what_somebody_waits_for_is_told_to_them_and_not_logged() -> None:
    async def read() -> int:
        raise LookupError

    tasks = Tasks({})
    with capture_logs() as logs, pytest.raises(LookupError):
        await asyncio.shield(tasks.awaited(read(), "reading"))
    assert logs == []


async def test_all_end_with_their_owner() -> None:
    async def wait() -> None:
        await asyncio.Event().wait()

    tasks = Tasks({"permanent": wait})
    tasks.start()
    others = [tasks.own(wait(), "own"), tasks.awaited(wait(), "awaited")]
    await tasks.close()
    assert all(task.cancelled() for task in others)
