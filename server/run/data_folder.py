"""The data folder of a running server: held by one process on SQLite, and saying where to reach it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from server.run.settings import Settings
from server.store import FolderLock

_FILE = "running.json"


@contextmanager
def lock(settings: Settings) -> Iterator[None]:
    """Raises `FolderInUse` if another process holds the folder of a SQLite database."""
    with FolderLock(settings.data) if settings.on_sqlite else nullcontext():
        yield


@contextmanager
def advertise(settings: Settings) -> Iterator[None]:
    """Leave word in the folder for commands that run beside the server."""
    settings.data.mkdir(parents=True, exist_ok=True)
    file = settings.data / _FILE
    facts = {"url": settings.public_url, "host": settings.host, "port": settings.port, "pid": os.getpid()}
    file.write_text(json.dumps(facts) + "\n")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def running_server(settings: Settings) -> dict[str, object] | None:
    """What the server on this folder said of itself, if it still runs."""
    try:
        facts: dict[str, object] = json.loads((settings.data / _FILE).read_text())
        os.kill(int(str(facts["pid"])), 0)
    except (OSError, ValueError, KeyError):
        return None
    return facts
