"""What a database is to the rest of the store: transactions, bounded in time, in which plain SQL runs."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from server.store.errors import StoreUnavailable

CONNECT_S = 3.0
STATEMENT_S = 5.0  # told to the database too, which then answers "no" on a connection that stays good
ANSWER_S = 8.0  # what we wait for at most, for when the network is gone and no "no" can come
RELEASE_S = 2.0

Result = TypeVar("Result")


class Transaction(Protocol):
    committing: bool
    """A commit may have been sent that was not answered."""

    async def run(self, do: Callable[[Connection], Result]) -> Result:
        """`do` never holds up the event loop, and has the connection to itself."""

    async def finish(self, do: Callable[[Connection], Result]) -> Result:
        """Runs `do` and commits; nothing more can be run then."""


class Database(ABC):
    """`name` is what to call it in a sentence: no user, no password, no query."""

    def __init__(self, name: str, answer_s: float) -> None:
        self.name = name
        self.answer_s = answer_s
        self.unsettled: dict[str, str] = {}  # batches whose commit got no answer, and their rooms

    @abstractmethod
    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that sees one state of everything and takes no lock."""

    @abstractmethod
    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that may write, begun in bounded time. Leaving it without `finish` rolls back."""

    @abstractmethod
    async def close(self) -> None: ...

    async def read(self, do: Callable[[Connection], Result]) -> Result:
        async with self.reading() as transaction, self.deadline():
            return await transaction.run(do)

    async def write(self, do: Callable[[Connection], Result]) -> Result:
        async with self.writing() as transaction, self.deadline():
            return await transaction.finish(do)

    @asynccontextmanager
    async def deadline(self, seconds: float | None = None) -> AsyncIterator[None]:
        """Bounds what is awaited inside, and turns what drivers raise into StoreUnavailable.

        IntegrityErrors pass: only the caller knows which sentence they mean.
        """
        try:
            # Not anyio's, which costs seven times as much, and there are several to a turn.
            async with asyncio.timeout(self.answer_s if seconds is None else seconds):
                yield
        except TimeoutError:
            raise StoreUnavailable(f"{self.name} did not answer in time.") from None
        except IntegrityError:
            raise
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnavailable(f"{self.name} cannot be used: {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    """The driver's own word for it, on one line; SQL and parameters stay out."""
    text = str(getattr(error, "orig", None) or type(error).__name__).strip() or type(error).__name__
    line = next((part for part in text.splitlines() if "FATAL" in part), text.splitlines()[0])
    return line.rpartition("FATAL:")[2].strip().rstrip(".")
