"""Cores, open files, processor time and memory of this machine."""

import os
import platform
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))
SPARE_FILES = 200  # that a process opens besides its sockets


class MachineTooSmall(Exception):
    """A limit of this machine is in the way. The message is one sentence with a remedy."""


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


def raise_file_limit(sockets: int) -> None:
    """Lets this process and its children open so many sockets. Raises `MachineTooSmall`."""
    needed = sockets + SPARE_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise MachineTooSmall(
            f"{sockets} browsers need {needed} open files in one process and this shell allows {hard}: "
            f"raise it with `ulimit -n {needed}`, or take fewer with --browsers."
        )
    if soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


def cpu_us(*pids: int) -> int:
    """Processor time of these processes: user and kernel mode, all threads, also those that have ended."""
    return sum(time.clock_gettime_ns(_cpu_clock(pid)) for pid in pids) // 1000


def rss_kb(*pids: int) -> int:
    """Resident memory of these processes."""
    return sum(_resident_pages(pid) * resource.getpagesize() // 1024 for pid in pids)


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu_clock(pid: int) -> int:
    """The number of a process's clock, as clock_getcpuclockid(3) makes it. It counts in nanoseconds."""
    return (~pid << 3) | 2


def _resident_pages(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])


def facts() -> dict[str, str | int]:
    """The machine and the versions that figures belong to."""
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
