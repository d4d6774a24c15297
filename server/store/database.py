"""Connections: a SQLite file or a PostgreSQL server behind the same two doors, `reading` and `writing`."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import anyio
from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from server.store.errors import StoreUnavailable

CONNECT_S = 3.0
STATEMENT_S = 5.0  # told to the server too, which then answers "no" on a connection that stays good
ANSWER_S = 8.0  # what we wait for at most, for when the network is gone and no "no" can come
RELEASE_S = 2.0
HELD_S = 10.0  # a process frozen in the middle of a turn loses its lock after this


class Database:
    def __init__(self, url: str, read_only: bool, answer_s: float = ANSWER_S) -> None:
        self._url = make_url(url)
        self.answer_s = answer_s
        self.unsettled: dict[str, str] = {}  # batches whose commit got no answer, and their rooms
        self.sqlite = self._url.get_backend_name() == "sqlite"
        if self.sqlite:
            # One writer with a fair queue before it: SQLite's own writers poll, and the unlucky one starves.
            self._writer = None if read_only else _sqlite(self._url, writer=True)
            self._reader = _sqlite(self._url, writer=False, read_only=read_only)
            self._queue: asyncio.Lock | None = asyncio.Lock()
        else:
            self._reader = _postgresql(self._url, read_only)
            self._writer = None if read_only else self._reader
            self._queue = None

    @property
    def name(self) -> str:
        """What to call it in a sentence: no user, no password, no query."""
        if self.sqlite:
            return f"The SQLite file {self._url.database}"
        return f"PostgreSQL at {self._url.host or 'the local socket'}:{self._url.port or 5432}"

    async def close(self) -> None:
        with anyio.move_on_after(RELEASE_S, shield=True):
            await self._reader.dispose()
            if self._writer is not None:
                await self._writer.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of everything and takes no lock. It may last `answer_s`."""
        connection = self._reader.connect()
        try:
            with self.deadline():
                await connection.start()
                if not self.sqlite:
                    await connection.execution_options(isolation_level="REPEATABLE READ")
                await connection.begin()
                yield connection
        finally:
            await _release(connection)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction, begun. It is for the body to commit; leaving without rolls back.

        The body's own waits are its own to bound, with `deadline`.
        """
        if self._writer is None:
            raise StoreUnavailable(f"{self.name} was opened for reading only.")
        async with self._turnstile():
            connection = self._writer.connect()
            try:
                with self.deadline():
                    await connection.start()
                    await connection.begin()
                yield connection
            finally:
                await _release(connection)

    @contextmanager
    def deadline(self, seconds: float | None = None) -> Iterator[None]:
        """Bounds what is awaited inside, and turns what drivers raise into StoreUnavailable.

        IntegrityErrors pass: only the caller knows which sentence they mean.
        """
        try:
            with anyio.fail_after(self.answer_s if seconds is None else seconds):
                yield
        except TimeoutError:
            raise StoreUnavailable(f"{self.name} did not answer in time.") from None
        except IntegrityError:
            raise
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnavailable(f"{self.name} cannot be used: {_reason(error)}.") from error

    @asynccontextmanager
    async def _turnstile(self) -> AsyncIterator[None]:
        if self._queue is None:
            yield
            return
        with self.deadline():
            await self._queue.acquire()
        try:
            yield
        finally:
            self._queue.release()


async def _release(connection: AsyncConnection) -> None:
    # Shielded, so that a cancelled caller cannot leave a transaction, and with it a room's lock, open.
    if connection.sync_connection is not None:  # it was reached at all
        with anyio.move_on_after(RELEASE_S, shield=True):
            await connection.close()


def _reason(error: Exception) -> str:
    """The driver's own word for it, on one line; SQL and parameters stay out."""
    text = str(getattr(error, "orig", None) or type(error).__name__).strip() or type(error).__name__
    line = next((part for part in text.splitlines() if "FATAL" in part), text.splitlines()[0])
    return line.rpartition("FATAL:")[2].strip().rstrip(".")


def _sqlite(url: URL, *, writer: bool, read_only: bool = False) -> AsyncEngine:
    if read_only:
        url = url.set(database=f"file:{url.database}", query={"mode": "ro", "uri": "true"})
    engine = create_async_engine(
        url,
        pool_size=1 if writer else 4,
        max_overflow=0,
        pool_timeout=CONNECT_S,
        hide_parameters=True,
        connect_args={"timeout": STATEMENT_S},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def settle(connection: Any, _record: object) -> None:
        # The driver's own idea of when a transaction begins loses updates: the hook below begins them.
        connection.isolation_level = None
        cursor = connection.cursor()
        if writer:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA foreign_keys=ON")
        else:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def _postgresql(url: URL, read_only: bool) -> AsyncEngine:
    bounds = {
        "statement_timeout": int(STATEMENT_S * 1000),
        "idle_in_transaction_session_timeout": int(HELD_S * 1000),
        "default_transaction_read_only": "on" if read_only else "off",
    }
    given = url.query.get("options")
    options = [given] if isinstance(given, str) else list(given or ())
    return create_async_engine(
        url,
        pool_size=5,
        max_overflow=5,
        pool_timeout=CONNECT_S,
        pool_pre_ping=True,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        connect_args={
            "connect_timeout": int(CONNECT_S),
            "tcp_user_timeout": int(STATEMENT_S * 1000),
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "options": " ".join([*options, *(f"-c {name}={value}" for name, value in bounds.items())]),
        },
    )
