"""People who asked, voted or named themselves. Everybody else is only a signed token."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql, sqlite

from server.store.tables import people


def add_people(connection: Connection, conference: str, ids: Sequence[str]) -> None:
    """Those who have no row yet get one; the others keep theirs."""
    if not ids:
        return
    # Sorted: two rooms that add the same people at once would otherwise wait for each other.
    new = sorted(set(ids))
    if connection.dialect.name == "postgresql":
        connection.execute(ADD_PEOPLE_AS_JSON, {"conference": conference, "ids": json.dumps(new)})
    else:
        rows = [{"id": person, "conference": conference, "name": None} for person in new]
        connection.execute(ADD_PEOPLE, rows)


ADD_PEOPLE = sqlite.insert(people).on_conflict_do_nothing()
# One statement with one parameter: a storm of first votes names thousands at once.
ADD_PEOPLE_AS_JSON = text("""
    INSERT INTO person (id, conference)
    SELECT id, :conference FROM json_array_elements_text(CAST(:ids AS json)) AS id
    ON CONFLICT DO NOTHING
""")


def save_person(connection: Connection, person: str, conference: str, name: str | None) -> None:
    insertion = _insert(connection).values(id=person, conference=conference, name=name)
    connection.execute(
        insertion.on_conflict_do_update(index_elements=[people.c.id], set_={"name": insertion.excluded.name})
    )


def _insert(connection: Connection) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(people) if connection.dialect.name == "sqlite" else postgresql.insert(people)
