"""A SQLite file: one thread that writes to it, and a few that read it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from queue import SimpleQueue
from typing import Any

import anyio
from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

from server.store.database import (
    CONNECT_S,
    FAILURES,
    RELEASE_S,
    STATEMENT_S,
    Database,
    Result,
    Transaction,
    Work,
)
from server.store.errors import OutcomeUnknown, StoreUnavailable
from server.store.file import DatabaseFile
from server.store.rows import Append
from server.store.writer import AppendJob, DriverJob, Step, Writer, checkpointed, vacuumed

DURABLE = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")
FORGETTING = "PRAGMA secure_delete=ON"  # zeros over what was deleted
READERS = 4


class Sqlite(Database):
    def __init__(self, url: URL, *, read_only: bool, answer_s: float) -> None:
        super().__init__(f"The SQLite file {url.database}", answer_s)
        self._file = DatabaseFile(self.name, str(url.database))
        options: dict[str, Any] = {
            "hide_parameters": True,
            "connect_args": {"timeout": STATEMENT_S, "check_same_thread": False},
        }
        self._writer: Writer | None = None
        if read_only:
            url = url.set(database=f"file:{url.database}", query={"mode": "ro", "uri": "true"})
        else:
            engine = create_engine(url, poolclass=StaticPool, **options)
            _prepare(engine, "BEGIN IMMEDIATE", *DURABLE, FORGETTING)
            event.listen(engine, "connect", self._opened)
            self._writer = Writer(self, engine, self._file.check)
        self._readers = create_engine(
            url, pool_size=READERS, max_overflow=0, pool_timeout=CONNECT_S, **options
        )
        _prepare(self._readers, "BEGIN", "PRAGMA query_only=ON")
        self._reading = ThreadPoolExecutor(READERS, "sqlite-reader")

    async def read(self, work: Work[Result]) -> Result:
        async with self.deadline():
            return await asyncio.get_running_loop().run_in_executor(self._reading, self._read, work)

    def _read(self, work: Work[Result]) -> Result:
        self._file.check()
        with self._readers.connect() as connection:
            try:
                return work(connection)
            except BaseException:
                # A query that was not read to its end lives as long as the error does. As long its connection
                # shows the database as it was then, also to whoever reads by it next.
                connection.invalidate()
                raise

    async def write(self, work: Work[Result], *, within_s: float | None = None) -> Result:
        step = Step(self, within_s or self.answer_s, work, commits=True)
        self._writing().transaction(iter((step, None)).__next__)
        try:
            return await step.result
        except OutcomeUnknown as error:
            raise StoreUnavailable(str(error)) from error

    def append(self, append: Append) -> Awaitable[bool]:
        job = AppendJob(self, self.answer_s, append)
        self._writing().append(job)
        return job.result

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        session = Session(self)
        self._writing().transaction(session.steps.get)
        try:
            yield session
        finally:
            session.steps.put(None)

    async def scrub(self) -> bool:
        """Empties the write-ahead log, which holds earlier states of what changed."""
        job = DriverJob(self, self.answer_s, checkpointed)
        self._writing().outside(job)
        async with self.deadline():
            return await job.result

    async def rewrite(self, within_s: float) -> None:
        job = DriverJob(self, within_s, vacuumed)
        self._writing().outside(job)
        async with self.deadline(within_s):
            await job.result

    async def other_processes(self) -> int:
        return 0  # the file is locked

    async def check(self) -> None:
        async with self.deadline():
            await asyncio.get_running_loop().run_in_executor(self._reading, self._check)

    def _opened(self, connection: Any, _record: object) -> None:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # opens the log and its index too
        self._file.opened()

    def _check(self) -> None:
        self._file.check_identity()  # first: to open a file that is gone is to make a new one
        if self._file.has_shrunk():
            self._file.judge_size(self._needed_bytes())
            self._readers.dispose()  # what they have read of a file that was cut off would stay with them
        self._file.check()

    def _needed_bytes(self) -> int:
        """What the pages of the database take up; 0 if it cannot be read."""
        try:
            with self._readers.connect() as connection:
                asked = (connection.exec_driver_sql(f"PRAGMA {name}") for name in ("page_count", "page_size"))
                pages, page_bytes = (int(found.scalar_one()) for found in asked)
        except FAILURES:
            return 0
        return pages * page_bytes

    async def close(self) -> None:
        # Shielded, so that a cancelled caller leaves no thread and no file open.
        with anyio.move_on_after(2 * RELEASE_S, shield=True):
            await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._reading.shutdown(cancel_futures=True)
        self._readers.dispose()
        if self._writer is not None:
            # Last, because the last connection to close tidies the write-ahead log away.
            self._writer.close(RELEASE_S)
            self._writer = None

    def _writing(self) -> Writer:
        if self._writer is None:
            raise StoreUnavailable(f"{self.name} was opened for reading only.")
        return self._writer


class Session:
    """A transaction whose steps are done on the writer's thread. It begins with the first of them."""

    def __init__(self, database: Sqlite) -> None:
        self._database = database
        self.steps: SimpleQueue[Step[Any] | None] = SimpleQueue()

    async def run(self, work: Work[Result]) -> Result:
        return await self._do(work, commits=False)

    async def commit(self, work: Work[Result]) -> Result:
        return await self._do(work, commits=True)

    async def _do(self, work: Work[Result], *, commits: bool) -> Result:
        step = Step(self._database, self._database.answer_s, work, commits=commits)
        self.steps.put(step)
        return await step.result


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
