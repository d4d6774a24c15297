"""PostgreSQL through psycopg: a pool of connections, and bounds that the server itself keeps."""

from contextlib import AbstractAsyncContextManager

import anyio
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import create_async_engine

from server.store.database import CONNECT_S, RELEASE_S, STATEMENT_S, Database, Transaction
from server.store.errors import StoreUnavailable
from server.store.pooled import pooled

HELD_S = 10.0  # a process frozen in the middle of a turn loses the room's lock after this


class Postgresql(Database):
    def __init__(self, url: URL, *, read_only: bool, answer_s: float) -> None:
        super().__init__(f"PostgreSQL at {url.host or 'the local socket'}:{url.port or 5432}", answer_s)
        self._read_only = read_only
        self._engine = create_async_engine(
            url,
            pool_size=5,
            max_overflow=5,
            pool_timeout=CONNECT_S,
            pool_pre_ping=True,
            hide_parameters=True,
            isolation_level="READ COMMITTED",  # a turn must see what was committed while it waited
            connect_args=_bounds(url, read_only),
        )
        # READ COMMITTED shows each statement another state; a reader wants one.
        self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        return pooled(self, self._reader)

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        if self._read_only:
            raise StoreUnavailable(f"{self.name} was opened for reading only.")
        return pooled(self, self._engine)

    async def close(self) -> None:
        with anyio.move_on_after(RELEASE_S, shield=True):
            await self._engine.dispose()


def _bounds(url: URL, read_only: bool) -> dict[str, int | str]:
    told = {
        "statement_timeout": int(STATEMENT_S * 1000),
        "idle_in_transaction_session_timeout": int(HELD_S * 1000),
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
        "options": " ".join([*options, *(f"-c {name}={value}" for name, value in told.items())]),
    }
