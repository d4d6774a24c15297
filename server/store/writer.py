"""The one thread that writes to a SQLite file, and the jobs that it is given.

Jobs are done in the order of their arrival, but for appends: all that wait when the thread comes to one of
them are stored together, with one commit.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Generic

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from server.store.database import FAILURES, STATEMENT_S, Database, Result, Work
from server.store.rows import Append
from server.store.statements import ADD, MOVE, add_values, move_values


class Job(Generic[Result]):
    """One step for the thread. `result` is awaited on the event loop, and is an error after `within_s`."""

    def __init__(self, database: Database, within_s: float, *, commits: bool = True) -> None:
        loop = asyncio.get_running_loop()
        self.result: asyncio.Future[Result] = loop.create_future()
        self.commits = commits
        self._database = database
        self._claim = Lock()  # taken once: by the thread that begins, or by the event loop that gives up
        self._timer = loop.call_later(within_s, self._give_up)

    def begin(self) -> bool:
        """Whether to do it: False if it was given up. Called on the thread."""
        return self._claim.acquire(blocking=False) and not self.result.done()

    def settle(self, result: Any, error: Exception | None) -> None:
        """Hands over the result or the error. Called on the event loop."""
        self._timer.cancel()
        if self.result.done():  # given up meanwhile
            return
        if error is None:
            self.result.set_result(result)
        elif isinstance(error, FAILURES) and not isinstance(error, IntegrityError):
            self.result.set_exception(self._database.unavailable(error))
        else:
            self.result.set_exception(error)

    def _give_up(self) -> None:
        begun = not self._claim.acquire(blocking=False)
        self.settle(None, self._database.unknown() if begun and self.commits else TimeoutError())


class Step(Job[Result]):
    """Work in a transaction, which ends with the step that `commits`, and with one that fails."""

    def __init__(self, database: Database, within_s: float, work: Work[Result], *, commits: bool) -> None:
        super().__init__(database, within_s, commits=commits)
        self.work = work


class AppendJob(Job[bool]):
    """An append, in a transaction that it may share with others."""

    def __init__(self, database: Database, within_s: float, append: Append) -> None:
        super().__init__(database, within_s)
        self.append = append


class DriverJob(Job[bool]):
    """Work in no transaction. The result is what it returns."""

    def __init__(
        self, database: Database, within_s: float, work: Callable[[sqlite3.Connection], bool]
    ) -> None:
        super().__init__(database, within_s, commits=False)
        self.work = work


class Writer:
    """Owns the thread and its connection. `check` raises `StoreUnavailable` if nothing may be written now."""

    def __init__(self, database: Database, engine: Engine, check: Callable[[], None]) -> None:
        self._database = database
        self._engine = engine
        self._check = check
        self._driver: sqlite3.Connection | None = None
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._appends: deque[AppendJob] = deque()
        # A daemon: a process that ends without closing does not wait for a file that does not answer.
        self._thread = Thread(target=self._run, name="sqlite-writer", daemon=True)
        self._thread.start()

    def append(self, job: AppendJob) -> None:
        self._appends.append(job)
        self._jobs.put(self._append_waiting)

    def transaction(self, next_step: Callable[[], Step[Any] | None]) -> None:
        """One transaction of these steps. The thread waits for each, and for the None at their end."""
        self._jobs.put(partial(self._run_steps, next_step))

    def outside(self, job: DriverJob) -> None:
        """Work in no transaction, after the jobs that came before."""
        self._jobs.put(partial(self._run_outside, job))

    def close(self, within_s: float) -> None:
        """Waits for the jobs that came before, and closes the connection. Blocks."""
        self._jobs.put(None)
        self._thread.join(within_s)

    # ---- on the thread

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
        self._engine.dispose()

    def _append_waiting(self) -> None:
        jobs: list[AppendJob] = []
        while self._appends:
            job = self._appends.popleft()
            if job.begin():
                jobs.append(job)
        if not jobs:  # an earlier call has stored them
            return
        stored: Sequence[bool | None] = [None] * len(jobs)
        error: Exception | None = None
        try:
            stored = self._store([job.append for job in jobs])
        except sqlite3.IntegrityError:
            assert len(jobs) == 1, "several are added apart"
            stored = [False]
        except Exception as failure:
            error = failure
        self._report(jobs, stored, error)

    def _store(self, appends: Sequence[Append]) -> list[bool]:
        driver = self._connected()
        self._check()
        driver.execute("BEGIN IMMEDIATE")
        try:
            add = _add if len(appends) == 1 else _add_apart
            stored = [add(driver, append) for append in appends]
            try:
                driver.execute("COMMIT")
            except sqlite3.Error as error:
                raise self._database.unknown() from error
        finally:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
        return stored

    def _run_outside(self, job: DriverJob) -> None:
        if not job.begin():
            return
        done, error = False, None
        try:
            driver = self._connected()
            self._check()
            done = job.work(driver)
        except Exception as failure:
            error = failure
        self._report([job], [done], error)

    def _run_steps(self, next_step: Callable[[], Step[Any] | None]) -> None:
        connection: Connection | None = None
        while (step := next_step()) is not None:
            if not step.begin():
                continue
            result, error, over = None, None, step.commits
            try:
                if connection is None:
                    connection = self._engine.connect()
                    self._check()
                    connection.begin()
                result = step.work(connection)
                if step.commits:
                    self._commit(connection)
            except Exception as failure:
                error, over = failure, True
            if over and connection is not None:
                connection.close()  # before anybody is told: the lock is free then
            self._report([step], [result], error)
            if over:
                return
        if connection is not None:
            connection.close()

    def _commit(self, connection: Connection) -> None:
        try:
            connection.commit()
        except SQLAlchemyError as error:
            raise self._database.unknown() from error

    def _connected(self) -> sqlite3.Connection:
        if self._driver is None:
            pooled = self._engine.raw_connection()
            driver = pooled.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            self._driver = driver
            pooled.close()  # it stays open, as the only one of its pool
        return self._driver

    def _report(self, jobs: Sequence[Job[Any]], results: Sequence[Any], error: Exception | None) -> None:
        with suppress(RuntimeError):  # the loop is closed, and nobody waits
            self._loop.call_soon_threadsafe(_settle, jobs, results, error)


def checkpointed(driver: sqlite3.Connection) -> bool:
    """Empties the write-ahead log. Returns False if somebody reads from it just now."""
    driver.execute("PRAGMA busy_timeout=0")  # whoever reads a while must not hold up those who write
    try:
        (busy, _, _) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        driver.execute(f"PRAGMA busy_timeout={int(1000 * STATEMENT_S)}")


def vacuumed(driver: sqlite3.Connection) -> bool:
    """Writes the file anew, without free pages."""
    driver.execute("VACUUM")
    return True


def _add(driver: sqlite3.Connection, append: Append) -> bool:
    """Whether the rows were added. Raises `IntegrityError` if one of them is in the log already."""
    if driver.execute(MOVE, move_values(append)).rowcount != 1:
        return False
    driver.executemany(ADD, add_values(append))
    return True


def _add_apart(driver: sqlite3.Connection, append: Append) -> bool:
    """Whether the rows of one append of several were added. One that fails takes no other with it."""
    driver.execute("SAVEPOINT append")
    try:
        added = _add(driver, append)
    except sqlite3.IntegrityError:
        driver.execute("ROLLBACK TO append")
        added = False
    driver.execute("RELEASE append")
    return added


def _settle(jobs: Sequence[Job[Any]], results: Sequence[Any], error: Exception | None) -> None:
    for job, result in zip(jobs, results, strict=True):
        job.settle(result, error)
