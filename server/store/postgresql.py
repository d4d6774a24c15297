"""PostgreSQL through psycopg: a pool of connections, and bounds that the server itself keeps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import psycopg
from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from server.store.connections import Connections
from server.store.database import (
    CONNECT_S,
    FAILURES,
    RELEASE_S,
    SCRUB_S,
    STATEMENT_S,
    Database,
    Result,
    Transaction,
    Work,
)
from server.store.errors import StoreUnavailable
from server.store.rows import Append
from server.store.statements import APPEND, append_values

LOCKED_S = 10.0  # a process frozen in the middle of a transaction loses the room's lock after this

SERVING = "suara serving "  # and the process: the application_name of its connections
OTHERS = text(
    "SELECT count(DISTINCT application_name) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name LIKE :serving AND application_name <> :own"
)


class Postgresql(Database):
    """`process` is the name of a process that serves. Its connections tell others of it."""

    scrub_apart_s = 60.0  # it reads whole tables

    def __init__(self, url: URL, *, read_only: bool, answer_s: float, process: str | None = None) -> None:
        super().__init__(f"PostgreSQL at {url.host or 'the local socket'}:{url.port or 5432}", answer_s)
        self._read_only = read_only
        bounds = _bounds(url, read_only)
        self._process = process and f"{SERVING}{process}"
        if self._process is not None:
            bounds["application_name"] = self._process
        self._engine = create_async_engine(
            url,
            pool_size=5,
            max_overflow=5,
            pool_timeout=CONNECT_S,
            pool_pre_ping=True,
            hide_parameters=True,
            isolation_level="READ COMMITTED",  # a transaction must see what was committed while it waited
            connect_args=bounds,
        )
        # READ COMMITTED shows each statement another state; a reader wants one.
        self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")
        _, address = self._engine.dialect.create_connect_args(url)
        self._connections = Connections({**address, **bounds})

    async def read(self, work: Work[Result]) -> Result:
        async with self._begun(self._reader) as connection, self.deadline():
            return await connection.run_sync(work)

    async def write(self, work: Work[Result], *, within_s: float | None = None) -> Result:
        async with self._begun(self._writing()) as connection, self.deadline(within_s):
            result = await connection.run_sync(work)
            await connection.commit()
            return result

    async def append(self, append: Append) -> bool:
        self._writing()
        sent = False
        try:
            async with asyncio.timeout(self.answer_s), self._connections.one() as connection:
                sent = True
                added = await connection.execute(APPEND, append_values(append))
                return added.rowcount == len(append.rows)
        except psycopg.errors.UniqueViolation:
            return False
        except FAILURES as error:
            refused = isinstance(error, psycopg.Error) and error.sqlstate is not None
            if sent and not (refused and not connection.closed):
                raise self.unknown() from error
            raise self.unavailable(error) from error

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._begun(self._writing()) as connection:
            yield PooledTransaction(self, connection)

    async def scrub(self) -> bool:
        """Takes earlier states of rows out of the tables that ballots leave."""
        outside = self._writing().execution_options(isolation_level="AUTOCOMMIT")
        async with self.deadline(SCRUB_S), outside.connect() as connection:
            await connection.execute(text(f"SET statement_timeout = {int(SCRUB_S * 1000)}"))
            try:
                await connection.execute(text("VACUUM event, ballot_box, snapshot"))
            finally:
                await connection.invalidate()  # with its time-out
        return True

    async def rewrite(self, within_s: float) -> None:
        """Nothing: others may be at work, and `scrub` comes after the start."""

    async def other_processes(self) -> int:
        names = {"own": self._process or "", "serving": f"{SERVING}%"}
        return int(await self.read(lambda connection: connection.execute(OTHERS, names).scalar_one()))

    async def check(self) -> None:
        """Nothing to look at: the server keeps its files, and ends connections to what is gone."""

    async def close(self) -> None:
        with anyio.move_on_after(RELEASE_S, shield=True):
            await self._connections.close()
            await self._engine.dispose()

    def _writing(self) -> AsyncEngine:
        if self._read_only:
            raise StoreUnavailable(f"{self.name} was opened for reading only.")
        return self._engine

    @asynccontextmanager
    async def _begun(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        connection = engine.connect()
        try:
            async with self.deadline():
                await connection.start()
                await connection.begin()
            yield connection
        finally:
            if connection.sync_connection is not None:  # it was reached at all
                # Shielded, so that a cancelled caller cannot leave a transaction, and a room's lock, open.
                with anyio.move_on_after(RELEASE_S, shield=True):
                    await connection.close()


class PooledTransaction:
    """A transaction on a connection of SQLAlchemy's own pool."""

    def __init__(self, database: Postgresql, connection: AsyncConnection) -> None:
        self._database = database
        self._connection = connection

    async def run(self, work: Work[Result]) -> Result:
        async with self._database.deadline():
            return await self._connection.run_sync(work)

    async def commit(self, work: Work[Result]) -> Result:
        committing = False
        try:
            async with self._database.deadline():
                result = await self._connection.run_sync(work)
                committing = True
                await self._connection.commit()
                return result
        except StoreUnavailable as error:
            if committing:
                raise self._database.unknown() from error
            raise


def _bounds(url: URL, read_only: bool) -> dict[str, int | str]:
    session = {
        "statement_timeout": int(STATEMENT_S * 1000),
        "idle_in_transaction_session_timeout": int(LOCKED_S * 1000),
        "default_transaction_read_only": "on" if read_only else "off",
    }
    given = url.query.get("options", ())
    options = [given] if isinstance(given, str) else list(given)
    return {
        "connect_timeout": int(CONNECT_S),
        "tcp_user_timeout": int(STATEMENT_S * 1000),
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "options": " ".join([*options, *(f"-c {name}={value}" for name, value in session.items())]),
    }
