"""The statements of every commit, as the drivers take them: made once, from the tables' own definition.

SQLAlchemy's way from a statement to the driver costs more than SQLite takes to carry it out.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Insert, Update, bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler

from server.store.rows import Append, Row
from server.store.tables import events, rooms

FIELDS = ("version", "type", "shape", "data", "at", "person", "do", "ref", "ok")
"""The columns of an event that a row brings along. Its room and its batch are those of the append."""

# ---- SQLite: one statement for the room, and one for its rows. Values stand in the order of the marks.

_SQLITE: Dialect = sqlite.dialect()


def _text(statement: Insert | Update, *names: str) -> str:
    compiled = statement.compile(dialect=_SQLITE)
    assert isinstance(compiled, SQLCompiler)
    assert compiled.positiontup == list(names), compiled.positiontup
    return str(compiled)


MOVE = _text(
    update(rooms)
    .where(
        rooms.c.id == bindparam("in_room"),
        rooms.c.version == bindparam("after"),
        rooms.c.batch == bindparam("after_batch"),
    )
    .values(version=bindparam("new"), batch=bindparam("new_batch")),
    *("new", "new_batch", "in_room", "after", "after_batch"),
)
"""Changes one room's row if the room still is at the head `after`, and otherwise none."""

ADD = _text(insert(events), *("room", *FIELDS, "batch"))

_stored_time = cast(
    Callable[[datetime], object], events.c.at.type.dialect_impl(_SQLITE).bind_processor(_SQLITE)
)


def move_values(append: Append) -> tuple[object, ...]:
    return append.after.version + len(append.rows), append.batch, append.room, *append.after


def add_values(append: Append) -> list[tuple[object, ...]]:
    return [(append.room, *_values(row), append.batch) for row in append.rows]


def _values(row: Row) -> tuple[object, ...]:
    at = _stored_time(row.at)
    return row.version, row.type, row.shape, row.data, at, row.person, row.do, row.ref, row.ok


# ---- PostgreSQL: one statement for everything, with the rows as one parameter. psycopg's executemany would
# cost ten times as much on the event loop.

_POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
_quoted = {field: _POSTGRESQL.identifier_preparer.quote(field) for field in FIELDS}
_columns = ", ".join(_quoted.values())
_typed = ", ".join(f"{_quoted[field]} {events.c[field].type.compile(_POSTGRESQL)}" for field in FIELDS)


def add_from(source: str, *, room: str, batch: str, rows: str) -> str:
    """An INSERT of the events in the JSON array `rows`, once for each row of `source`."""
    added = f"json_to_recordset(CAST({rows} AS json)) AS added({_typed})"
    columns = f"INSERT INTO {events.name} (room, batch, {_columns})"
    return f"{columns} SELECT {room}, {batch}, added.* FROM {source}{added}"  # noqa: S608 - names of ours


_MOVED = (
    f"UPDATE {rooms.name} SET version = %(new)s, batch = %(batch)s"  # noqa: S608 - names of ours
    " WHERE id = %(room)s AND version = %(after)s AND batch = %(after_batch)s RETURNING id"
)

APPEND = f"WITH moved AS ({_MOVED}) " + add_from(
    "moved, ", room="moved.id", batch="%(batch)s", rows="%(rows)s"
)
"""Adds as many rows as it is given if the room still is at the head `after`, and otherwise none."""


def as_json(rows: Sequence[Row]) -> str:
    values = [{field: getattr(row, field) for field in FIELDS} for row in rows]
    return json.dumps(values, default=datetime.isoformat)


def append_values(append: Append) -> dict[str, object]:
    return {
        "room": append.room,
        "after": append.after.version,
        "after_batch": append.after.batch,
        "new": append.after.version + len(append.rows),
        "batch": append.batch,
        "rows": as_json(append.rows),
    }
