"""What the machine lends a benchmark: cores, open files, and what processes have used of both."""

import os
import platform
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

TICK_US = 1_000_000 // os.sysconf("SC_CLK_TCK")
CORES = sorted(os.sched_getaffinity(0))
SPARE_FILES = 200  # what a process opens besides its sockets


class TooSmall(Exception):
    """This machine can't do it as it is; the message is one sentence that says what to do."""


@contextmanager
def on_core(which: int) -> Iterator[None]:
    """Processes started inside inherit this one core: 0 is the server's, -1 the load's.

    With a single core there is nothing to choose.
    """
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {CORES[which]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def allow_files(sockets: int) -> None:
    """Lets this process, and those it starts, open so many sockets. Raises `TooSmall`."""
    needed = sockets + SPARE_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise TooSmall(
            f"{sockets} browsers need {needed} open files in one process and this shell allows {hard}: "
            f"raise it with `ulimit -n {needed}`, or take fewer with --browsers."
        )
    if soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


def cpu_us(*pids: int) -> int:
    """Processor time these processes have used, in user and kernel mode."""
    return sum(sum(map(int, _stat(pid)[11:13])) * TICK_US for pid in pids)


def rss_kb(*pids: int) -> int:
    """Memory of these processes that is in RAM."""
    return sum(int(_stat(pid)[21]) * resource.getpagesize() // 1024 for pid in pids)


def _stat(pid: int) -> list[str]:
    # The name, in brackets, may hold anything; what follows it starts with field 3 of proc_pid_stat(5).
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def facts() -> dict[str, str | int]:
    """What figures of this machine should be read with."""
    return {
        "cores": len(CORES),
        "kernel": platform.release(),
        "python": platform.python_version(),
        **{name: _version(name) for name in ("uvicorn", "uvloop", "websockets", "starlette")},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
