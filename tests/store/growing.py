"""The two ways in which a room's log grows: in a transaction that locks the room, and by an append alone."""

from typing import Protocol

from server.store import RoomAt, RoomProjection, Row, Store
from tests.store.sample import AT, append


class Grow(Protocol):
    async def __call__(self, store: Store, batch: str, rows: int = 1, room: str = "r_1") -> None:
        """Adds rows whose data is the name of their batch."""


def rows_of(batch: str, after: int, rows: int) -> list[Row]:
    return [Row(after + 1 + n, "VotesCast", 1, f'"{batch}"', AT) for n in range(rows)]


async def by_transaction(store: Store, batch: str, rows: int = 1, room: str = "r_1") -> None:
    async with store.transaction([RoomAt(room, 0)]) as transaction:
        (locked,) = transaction.rooms
        locked.append(rows_of(batch, locked.version, rows))
        await transaction.commit(batch)


async def by_append(store: Store, batch: str, rows: int = 1, room: str = "r_1") -> None:
    """Tries again until nobody else was quicker."""
    after = 0
    while not after or not await append(store, room, after, rows_of(batch, after, rows), batch):
        after = (await store.heads([room])).rooms[room].named.version


WAYS: list[Grow] = [by_transaction, by_append]


async def change(
    store: Store, at: RoomAt, *rows: Row, batch: str = "b", projection: RoomProjection | None = None
) -> None:
    """These very rows, in a transaction."""
    async with store.transaction([at]) as transaction:
        transaction.rooms[0].append(rows, projection)
        await transaction.commit(batch)
