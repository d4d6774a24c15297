"""Connections of psycopg's own, for statements that are a transaction by themselves.

SQLAlchemy's pool asks the server each time whether a connection is alive, which is one round trip more.
"""

import asyncio
import select
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus

MOST = 5


class Connections:
    """At most `MOST`, opened when they are needed. The one that was used last is used first."""

    def __init__(self, address: Mapping[str, Any]) -> None:
        self._address = address
        self._free = asyncio.Semaphore(MOST)
        self._idle: list[AsyncConnection] = []
        self._closed = False

    @asynccontextmanager
    async def one(self) -> AsyncIterator[AsyncConnection]:
        """A connection in autocommit mode, for this block alone."""
        async with self._free:
            connection = await self._living() or await AsyncConnection.connect(
                **self._address, autocommit=True
            )
            try:
                yield connection
            finally:
                await self._put_back(connection)

    async def close(self) -> None:
        self._closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _living(self) -> AsyncConnection | None:
        """An idle connection that the server has not ended."""
        while self._idle:
            connection = self._idle.pop()
            if not _has_something_to_read(connection):
                return connection
            await connection.close()
        return None

    async def _put_back(self, connection: AsyncConnection) -> None:
        if connection.pgconn.transaction_status == TransactionStatus.IDLE and not self._closed:
            self._idle.append(connection)
        else:  # lost, or left in the middle of a statement
            await connection.close()


def _has_something_to_read(connection: AsyncConnection) -> bool:
    """True of an idle connection that was ended: its end waits to be read."""
    poll = select.poll()  # select.select takes no descriptor above 1023
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
