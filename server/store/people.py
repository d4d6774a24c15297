"""People who asked, voted or named themselves. Everybody else is only a signed token."""

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from server.store.tables import people


def add_people(connection: Connection, conference: str, ids: Sequence[str]) -> None:
    """Those who have no row yet get one; the others keep theirs."""
    if ids:
        # Sorted: two rooms that add the same people at once would otherwise wait for each other.
        rows = [{"id": person, "conference": conference, "name": None} for person in sorted(set(ids))]
        connection.execute(_insert(connection).on_conflict_do_nothing(), rows)


def save_person(connection: Connection, person: str, conference: str, name: str | None) -> None:
    insertion = _insert(connection).values(id=person, conference=conference, name=name)
    connection.execute(
        insertion.on_conflict_do_update(index_elements=[people.c.id], set_={"name": insertion.excluded.name})
    )


def _insert(connection: Connection) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(people) if connection.dialect.name == "sqlite" else postgresql.insert(people)
