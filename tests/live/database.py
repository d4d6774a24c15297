"""The SQLite file of a server that runs on the loop of the test, as another program changes it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path


async def execute(folder: Path, *statements: str) -> list[int]:
    """Runs statements in one transaction. Returns how many rows each has changed.

    On a thread: whoever waits for the lock of the file on the loop itself keeps the server that holds it from
    letting it go.
    """
    return await asyncio.to_thread(_execute, folder, statements)


def _execute(folder: Path, statements: tuple[str, ...]) -> list[int]:
    with closing(sqlite3.connect(folder / "suara.db")) as database, database:
        return [database.execute(statement).rowcount for statement in statements]


class Watcher:
    """Tells whether anything has been committed since it was opened."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "suara.db", check_same_thread=False)

    async def version(self) -> int:
        """Another number after each commit of another connection."""
        return await asyncio.to_thread(self._version)

    def _version(self) -> int:
        return int(self._database.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._database.close()
