"""Conferences with their rooms and links: reading them, and the changes that no room's log holds."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from secrets import token_hex

from sqlalchemy import Connection, insert, literal, select, union_all, update

from server.store.errors import NotFound
from server.store.log import add_rows
from server.store.rows import Conference, Heads, Link, Programme, Room, Row
from server.store.tables import conferences, links, rooms
from server.store.values import read_values


def read_programmes(connection: Connection) -> list[Programme]:
    """In the order of their slugs."""
    found = read_values(connection, Conference, conferences, order=[conferences.c.slug])
    return [_programme(connection, conference) for conference in found]


def read_programme(connection: Connection, conference: str) -> Programme | None:
    found = read_values(connection, Conference, conferences, conferences.c.id == conference)
    return _programme(connection, found[0]) if found else None


def _programme(connection: Connection, conference: Conference) -> Programme:
    # The conference was read first: what changes after that raises one of its numbers again.
    of_conference = rooms.c.conference == conference.id
    valid = (links.c.conference == conference.id) & ~links.c.revoked
    return Programme(
        conference,
        rooms=read_values(connection, Room, rooms, of_conference, order=[rooms.c.position, rooms.c.id]),
        links=read_values(connection, Link, links, valid, order=[links.c.id]),
    )


def read_changed_rooms(connection: Connection, conference: str, seen: int) -> tuple[Room, ...]:
    """The rooms of a conference whose projections changed after it had this number."""
    return read_values(connection, Room, rooms, (rooms.c.conference == conference) & (rooms.c.seen > seen))


def read_heads(connection: Connection, ids: Sequence[str]) -> Heads:
    """One query, because every process asks it every second."""
    versions = select(literal("room"), rooms.c.id, rooms.c.version, literal(0)).where(rooms.c.id.in_(ids))
    numbers = select(literal("conference"), conferences.c.id, conferences.c.revision, conferences.c.seen)
    heads = connection.execute(union_all(versions, numbers)).all()
    return Heads(
        rooms={id_: version for what, id_, version, _ in heads if what == "room"},
        conferences={id_: (revision, seen) for what, id_, revision, seen in heads if what == "conference"},
    )


def add_conference(
    connection: Connection,
    conference: Conference,
    logs: Sequence[tuple[Room, Sequence[Row]]],
    new_links: Sequence[Link],
) -> None:
    connection.execute(insert(conferences), asdict(conference))
    for room, log in logs:
        version = log[-1].version if log else 0
        connection.execute(insert(rooms), asdict(replace(room, code=room.code.upper(), version=version)))
        if log:
            add_rows(connection, room.id, log, batch=token_hex(16))
    if new_links:
        connection.execute(insert(links), [asdict(link) for link in new_links])


def replace_links(connection: Connection, slug: str) -> None:
    """New links for all of a conference's that have not been revoked, which end at once."""
    conference = connection.scalar(select(conferences.c.id).where(conferences.c.slug == slug))
    if conference is None:
        raise NotFound(f"There is no conference {slug!r} here.")
    valid = (links.c.conference == conference) & ~links.c.revoked
    old = read_values(connection, Link, links, valid)
    connection.execute(update(links).where(valid).values(revoked=True))
    if old:
        connection.execute(insert(links), [asdict(replace(link, id="l_" + token_hex(8))) for link in old])
    connection.execute(
        update(conferences).where(conferences.c.id == conference).values(revision=conferences.c.revision + 1)
    )
