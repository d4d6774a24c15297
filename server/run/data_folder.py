"""The data folder of a running server: locked by one process on SQLite, with the server's address in it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from server.run.settings import ConfigurationError, Settings
from server.store import FolderLock, database_lock, database_url, usable_folder

_FILE = "running.json"


@contextmanager
def lock(settings: Settings) -> Iterator[None]:
    """Holds the data folder and the database's file for this process, if that is SQLite.

    Raises `FolderInUse` if another process holds the folder, and `DatabaseInUse` if one with another folder
    holds the file.
    """
    if settings.on_sqlite:
        with FolderLock(settings.data), database_lock(_file(settings)):
            yield
    else:
        yield


def _file(settings: Settings) -> Path:
    return Path(str(make_url(database_url(settings.database_url, settings.data)).database))


@contextmanager
def advertise(settings: Settings) -> Iterator[None]:
    """Writes `running.json`: the address and process id, for commands that run beside the server.

    Raises `FolderUnusable`.
    """
    file = settings.data / _FILE
    facts = {"url": settings.public_url, "host": settings.host, "port": settings.port, "pid": os.getpid()}
    with usable_folder(settings.data):
        file.write_text(json.dumps(facts) + "\n")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def require_database(settings: Settings) -> None:
    """Raises `ConfigurationError` if there is no SQLite file yet. For commands that only read it."""
    if settings.on_sqlite:
        file = _file(settings)
        if not file.exists():
            raise ConfigurationError(
                f"There is no database at {file}: name its folder with --data, "
                "or make one with `suara import` or `suara demo`."
            )


def running_server(settings: Settings) -> dict[str, object] | None:
    """The record that the server on this folder left by `advertise`, if its process still runs."""
    try:
        facts: dict[str, object] = json.loads((settings.data / _FILE).read_text())
        os.kill(int(str(facts["pid"])), 0)
    except (OSError, ValueError, KeyError):
        return None
    return facts
