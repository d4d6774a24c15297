"""Reads that fail, and those after them."""

import pytest
from sqlalchemy import Connection, text

from server.store import RoomAt, Store
from tests.store.growing import change
from tests.store.sample import asked


async def test_after_a_read_that_failed_half_way_later_ones_see_what_is_stored(store: Store) -> None:
    """The error keeps the query alive that was not read to its end."""
    await change(store, RoomAt("r_1", 1), asked(2), asked(3), asked(4))
    errors: list[LookupError] = []

    def failing(connection: Connection) -> None:
        unread = connection.execute(text("SELECT version FROM event"))
        assert unread.fetchone() is not None
        raise LookupError(unread)

    for _ in range(10):  # by every connection there is
        with pytest.raises(LookupError) as raised:
            await store._database.read(failing)
        errors.append(raised.value)
    await change(store, RoomAt("r_1", 4), asked(5))
    for _ in range(10):
        assert [row.version for row in await store.read("r_1", 0)] == [1, 2, 3, 4, 5]
    assert len(errors) == 10
