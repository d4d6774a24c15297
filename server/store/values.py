"""Records of a table as the frozen values of `rows`."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, select

from server.store.rows import Conference, Link, Room, RoomProjection

Value = TypeVar("Value", Conference, Room, RoomProjection, Link)


def read_values(
    connection: Connection,
    kind: type[Value],
    table: Table,
    which: ColumnElement[bool] | None = None,
    *,
    order: Sequence[Any] = (),
) -> tuple[Value, ...]:
    """Only the columns that the values have are read."""
    make: Callable[..., Value] = kind
    names = [field.name for field in fields(kind)]
    wanted = select(*(table.c[name] for name in names)).order_by(*order)
    records = connection.execute(wanted if which is None else wanted.where(which))
    return tuple(make(**dict(zip(names, map(_frozen, record), strict=True))) for record in records)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
