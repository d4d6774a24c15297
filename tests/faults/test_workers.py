"""Several workers under one command: each can die, all end together, and none outlives its parent."""

import asyncio
import json
import os
import signal
import subprocess
from collections.abc import Iterator

import pytest

from tests.faults.conftest import PATIENCE_S, Database, Join, until_ready_says
from tests.processes import SECRET, Serving
from tests.servers import RedisServer


@pytest.fixture(scope="module")
def one_command(
    database: Database, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    given = {"DATABASE_URL": database.url, "REDIS_URL": redis_server.url, "SECRET_KEY": SECRET}
    serving = Serving(tmp_path_factory.mktemp("workers"), "serve", "--workers", "2", **given)
    yield serving
    serving.stop()


@pytest.fixture
def workers(one_command: Serving) -> Serving:
    one_command.start_if_ended()
    return one_command


def children(pid: int) -> set[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = (map(int, line.split()) for line in listed.stdout.splitlines())
    return {child for child, parent in pairs if parent == pid}


def running(pids: set[int]) -> set[int]:
    """The ids among these that are processes still, whoever their parent is by now."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True)
    states = dict(line.split(maxsplit=1) for line in listed.stdout.splitlines())
    return {pid for pid in pids if not states.get(str(pid), "Z").startswith("Z")}


async def test_a_worker_that_dies_is_replaced_and_the_other_serves_on(workers: Serving, join: Join) -> None:
    browsers = [await join(workers) for _ in range(8)]
    before = children(workers.pid)
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    async with asyncio.timeout(PATIENCE_S):
        while not (await asyncio.to_thread(children, workers.pid)) - before:
            pass
    await until_ready_says(workers, "ok")
    again = await join(workers)
    await again.ok("question.ask", text="Still here?")
    for browser in browsers:
        if browser.closed is None:
            await browser.until(lambda it: "Still here?" in it.questions)
    died = [line for line in workers.stderr.splitlines() if "a worker died" in line]
    assert [json.loads(line)["code"] for line in died] == [-signal.SIGKILL], "the parent's lines are JSON too"


async def test_workers_do_not_outlive_their_parent(workers: Serving) -> None:
    pids = children(workers.pid)
    workers.end(signal.SIGKILL)
    async with asyncio.timeout(PATIENCE_S):
        while await asyncio.to_thread(running, pids):
            pass
    workers.start()  # the port is free again


async def test_asked_to_stop_all_workers_stop(workers: Serving, join: Join) -> None:
    browsers = [await join(workers) for _ in range(8)]
    pids = children(workers.pid)
    workers.send(signal.SIGTERM, signal.SIGTERM)
    for browser in browsers:
        assert await browser.close_code() == 1012
        assert browser.came("bye")[0]["bye"]["code"] == "drain"
    assert workers.ended() == 0
    assert running(pids) == set()
    assert "Traceback" not in workers.stderr
