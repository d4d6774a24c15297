"""Several serving processes under one: started together, replaced when they die, ended together."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable

import structlog

from server.run.settings import Settings

log = structlog.get_logger()

READY_FD = "SUARA_READY_FD"
START_S = 60.0
END_S = 20.0


def tell_ready() -> None:
    """Called in a worker: the parent waits for a byte from each."""
    descriptor = os.environ.get(READY_FD)
    if descriptor:
        os.write(int(descriptor), b".")


def end_with_parent() -> None:
    """Called in a worker, whose standard input the parent holds open: killed, it could not end us itself,
    and we would keep the port of whoever starts it again."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()


async def supervise(settings: Settings, ready: Callable[[], None]) -> int:
    """Run the workers until a signal ends them. Returns the exit code: non-zero if they could not start."""
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    try:
        first = [await _Worker.start(settings) for _ in range(settings.workers)]
        started = [asyncio.create_task(worker.is_ready()) for worker in first]
        stop = asyncio.ensure_future(ending.wait())
        all_ready = asyncio.ensure_future(_all_ready(started))
        await asyncio.wait([stop, all_ready], return_when=asyncio.FIRST_COMPLETED)
        if not ending.is_set() and all_ready.result():
            ready()
            await asyncio.gather(*(_keep(worker, settings, ending) for worker in first))
            code = 0
        else:
            code = 0 if ending.is_set() else 1
            await asyncio.gather(*(worker.end() for worker in first))
        stop.cancel()
        return code
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def _all_ready(workers: list[asyncio.Task[bool]]) -> bool:
    return all(await asyncio.gather(*workers))


async def _keep(worker: "_Worker", settings: Settings, ending: asyncio.Event) -> None:
    """Replace a worker whenever it dies, less eagerly if that happens again and again."""
    wait_s = 0.5
    stop = asyncio.create_task(ending.wait())
    while True:
        died = asyncio.create_task(worker.process.wait())
        await asyncio.wait([stop, died], return_when=asyncio.FIRST_COMPLETED)
        if ending.is_set():
            await worker.end()
            await died
            return
        log.error("a worker died", pid=worker.process.pid, code=died.result())
        await asyncio.wait([stop], timeout=wait_s)
        if ending.is_set():
            return
        wait_s = min(2 * wait_s, 10.0)
        worker = await _Worker.start(settings)
        if await worker.is_ready():
            wait_s = 0.5


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process, ready: int) -> None:
        self.process = process
        self._ready = ready

    @classmethod
    async def start(cls, settings: Settings) -> "_Worker":
        ready, write_end = os.pipe()
        environment = {
            **os.environ,
            READY_FD: str(write_end),
            "HOST": settings.host,
            "PORT": str(settings.port),
            "SUARA_DATA": str(settings.data),
            "WEB_CONCURRENCY": str(settings.workers),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "server.cli",
            "serve",
            "--worker",
            env=environment,
            stdin=asyncio.subprocess.PIPE,
            pass_fds=(write_end,),
        )
        os.close(write_end)
        return cls(process, ready)

    async def is_ready(self) -> bool:
        """True once it serves; False if it ended, or has not come up in time."""
        loop = asyncio.get_running_loop()
        try:
            return bool(await asyncio.wait_for(loop.run_in_executor(None, os.read, self._ready, 1), START_S))
        except TimeoutError:
            return False
        finally:
            os.close(self._ready)

    async def end(self) -> None:
        """Ask, wait, and then insist."""
        if self.process.returncode is None:
            self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), END_S)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
