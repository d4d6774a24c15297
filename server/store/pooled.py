"""A transaction on a connection of one of SQLAlchemy's own asynchronous pools."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.store.database import RELEASE_S, Database, Result


class PooledTransaction:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.committing = False

    async def run(self, do: Callable[[Connection], Result]) -> Result:
        return await self._connection.run_sync(do)

    async def finish(self, do: Callable[[Connection], Result]) -> Result:
        result = await self._connection.run_sync(do)
        self.committing = True
        await self._connection.commit()
        self.committing = False
        return result


@asynccontextmanager
async def pooled(database: Database, engine: AsyncEngine) -> AsyncIterator[PooledTransaction]:
    connection = engine.connect()
    try:
        async with database.deadline():
            await connection.start()
            await connection.begin()
        yield PooledTransaction(connection)
    finally:
        if connection.sync_connection is not None:  # it was reached at all
            # Shielded, so that a cancelled caller cannot leave a transaction, and a room's lock, open.
            with anyio.move_on_after(RELEASE_S, shield=True):
                await connection.close()
