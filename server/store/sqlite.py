"""A SQLite file: several readers through aiosqlite, and one writer on a thread of its own.

aiosqlite goes to its thread and back for every cursor, statement and fetch, some sixteen times in a turn, and
that took 2 to 4 ms of the event loop. Here a turn goes there twice: to lock and look, and to add and commit.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import anyio
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import create_async_engine

from server.store.database import CONNECT_S, RELEASE_S, STATEMENT_S, Database, Result, Transaction
from server.store.errors import StoreUnavailable
from server.store.pooled import pooled

DURABLE = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")


class Sqlite(Database):
    def __init__(self, url: URL, *, read_only: bool, answer_s: float) -> None:
        super().__init__(f"The SQLite file {url.database}", answer_s)
        self._queue = (
            asyncio.Lock()
        )  # fair: SQLite's own writers poll for their turn, and the unlucky one starves
        self._writer: Engine | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite-writer")
        waits = {"timeout": STATEMENT_S, "check_same_thread": False}
        if read_only:
            url = url.set(database=f"file:{url.database}", query={"mode": "ro", "uri": "true"})
        else:
            self._writer = create_engine(
                url.set(drivername="sqlite"),
                pool_size=1,
                max_overflow=0,
                hide_parameters=True,
                connect_args=waits,
            )
            _prepare(self._writer, "BEGIN IMMEDIATE", *DURABLE)
        self._readers = create_async_engine(
            url, pool_size=4, max_overflow=0, pool_timeout=CONNECT_S, hide_parameters=True, connect_args=waits
        )
        _prepare(self._readers.sync_engine, "BEGIN", "PRAGMA query_only=ON")

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        return pooled(self, self._readers)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        if self._writer is None:
            raise StoreUnavailable(f"{self.name} was opened for reading only.")
        async with self.deadline():
            await self._queue.acquire()
        transaction = WriteTransaction(self._writer, self._thread)
        try:
            yield transaction
        finally:
            await transaction.end()
            self._queue.release()

    async def close(self) -> None:
        with anyio.move_on_after(RELEASE_S, shield=True):
            await self._readers.dispose()
        if self._writer is not None:
            # Last, because the last connection to close tidies the write-ahead log away.
            closed = asyncio.wrap_future(self._thread.submit(self._writer.dispose))
            with anyio.move_on_after(RELEASE_S, shield=True):
                await asyncio.shield(closed)
            self._writer = None
        self._thread.shutdown(wait=False)


class WriteTransaction:
    """Runs on the writer's thread, in order: what a caller gave up on still ends before the next begins.

    It begins with the first that is run in it, which saves a way to the thread and back.
    """

    def __init__(self, engine: Engine, thread: ThreadPoolExecutor) -> None:
        self._engine = engine
        self._thread = thread
        self._connection: Connection | None = None
        self._over = False
        self.committing = False

    async def run(self, do: Callable[[Connection], Result]) -> Result:
        return await self._call(lambda: do(self._begun()))

    async def finish(self, do: Callable[[Connection], Result]) -> Result:
        self.committing = True  # from here on whoever waits no longer can't know
        result = await self._call(lambda: self._finish(do))
        self._over = True
        self.committing = False
        return result

    async def end(self) -> None:
        if not self._over:
            # Submitted whatever happens to this task: the file's lock must not outlive the transaction.
            ended = asyncio.wrap_future(self._thread.submit(self._end))
            with anyio.move_on_after(RELEASE_S, shield=True):
                await asyncio.shield(ended)

    async def _call(self, do: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, do)

    def _begun(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.begin()
        return self._connection

    def _finish(self, do: Callable[[Connection], Result]) -> Result:
        try:
            connection = self._begun()
            result = do(connection)
        except BaseException:
            self.committing = False
            raise
        connection.commit()
        self._end()
        return result

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _prepare(engine: Engine, begin: str, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        # The driver's own idea of when a transaction begins loses updates: the hook below begins them.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
