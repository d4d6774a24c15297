"""A database as the rest of the store sees it: work in transactions, each bounded in time."""

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol, TypeVar

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from server.store.errors import OutcomeUnknown, StoreUnavailable
from server.store.rows import Append

CONNECT_S = 3.0
STATEMENT_S = 5.0  # set in the database too, which then answers "no" on a connection that stays good
ANSWER_S = 8.0  # the longest wait for an answer, for when the network is gone and no "no" can come
SCRUB_S = 60.0
RELEASE_S = 2.0

Result = TypeVar("Result")
Work = Callable[[Connection], Result]
"""Plain SQL. It never holds up the event loop, and has the connection to itself."""


class Transaction(Protocol):
    """A transaction that may write. It is rolled back unless it is committed."""

    async def run(self, work: Work[Result]) -> Result:
        """The result of the work. An error of the work ends the transaction and is raised here."""

    async def commit(self, work: Work[Result]) -> Result:
        """The result of the work, once it is stored. Nothing more can be run afterwards.

        Raises StoreUnavailable when nothing was stored, OutcomeUnknown when that cannot be said.
        """


class Database(ABC):
    """`name` is how sentences call it: no user, no password, no query.

    `scrub_apart_s` is the time to be left between two calls of `scrub`.
    """

    scrub_apart_s = 1.0

    def __init__(self, name: str, answer_s: float) -> None:
        self.name = name
        self.answer_s = answer_s

    @abstractmethod
    async def read(self, work: Work[Result]) -> Result:
        """The result of work that sees one state of everything and takes no lock."""

    @abstractmethod
    async def write(self, work: Work[Result], *, within_s: float | None = None) -> Result:
        """The result of work that may write, once it is stored; `within_s` instead of `answer_s`."""

    @abstractmethod
    def append(self, append: Append) -> Awaitable[bool]:
        """Stores the rows if the room's record still is at the version that they were decided upon.

        Returns False if it is not, or if a command among them is in the log already; then nothing is stored.
        Raises StoreUnavailable when nothing was stored, OutcomeUnknown when that cannot be said.
        """

    @abstractmethod
    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction of several steps, begun in bounded time."""

    @abstractmethod
    async def scrub(self) -> bool:
        """Gives up the space in which deleted rows still are. Returns False if it was in use just now."""

    @abstractmethod
    async def rewrite(self, within_s: float) -> None:
        """Writes the database anew, without what was deleted from it, if it is a file of this process."""

    @abstractmethod
    async def other_processes(self) -> int:
        """The number of other processes that serve this database. It may be that of some seconds ago."""

    @abstractmethod
    async def check(self) -> None:
        """Raises StoreUnavailable if the database is not the one that was opened any more, or is damaged."""

    @abstractmethod
    async def close(self) -> None: ...

    @asynccontextmanager
    async def deadline(self, seconds: float | None = None) -> AsyncIterator[None]:
        """Bounds the time of everything awaited inside, and turns the drivers' errors into StoreUnavailable.

        IntegrityErrors pass: only the caller knows their sentence.
        """
        try:
            async with asyncio.timeout(self.answer_s if seconds is None else seconds):
                yield
        except IntegrityError:
            raise
        except FAILURES as error:
            raise self.unavailable(error) from error

    def unavailable(self, error: Exception) -> StoreUnavailable:
        """The refusal for one of `FAILURES`."""
        if isinstance(error, TimeoutError):
            return StoreUnavailable(f"{self.name} did not answer in time.")
        return StoreUnavailable(f"{self.name} cannot be used: {_reason(error)}.")

    def unknown(self) -> OutcomeUnknown:
        return OutcomeUnknown(f"{self.name} did not say whether it stored a batch.")


FAILURES = (SQLAlchemyError, sqlite3.Error, psycopg.Error, OSError)  # a TimeoutError is an OSError


def _reason(error: Exception) -> str:
    """The driver's own word for it, on one line; SQL and parameters stay out."""
    source = getattr(error, "orig", None) or error
    said = str(source).strip() if isinstance(source, sqlite3.Error | psycopg.Error) else ""
    text = said or type(source).__name__
    line = next((part for part in text.splitlines() if "FATAL" in part), text.splitlines()[0])
    return line.rpartition("FATAL:")[2].strip().rstrip(".")
