"""Changes to the SQLite file of a server that runs on the event loop of the test."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path


async def execute(folder: Path, *statements: str) -> list[int]:
    """Runs statements in one transaction, on a thread. Returns the number of rows that each has changed.

    A statement that waited on the event loop for the lock of the file would keep the server, which holds the
    lock, from letting it go.
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
