"""Conferences with their rooms and links: reading them, and the changes that no room's log holds."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from secrets import token_hex

from sqlalchemy import Connection, and_, func, insert, select, update

from server.store.errors import NotFound
from server.store.log import add_rows
from server.store.rows import Conference, Head, Heads, Link, Programme, Room, RoomHead, Row
from server.store.tables import conferences, events, links, rooms
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
    """Every process asks it every second."""
    found = connection.execute(ROOM_HEADS.where(rooms.c.id.in_(ids))) if ids else ()
    numbers = connection.execute(select(conferences.c.id, conferences.c.revision, conferences.c.seen))
    return Heads(
        rooms={
            id_: RoomHead(Head(version, batch), Head(last or 0, last_batch or ""), epoch)
            for id_, epoch, version, batch, last, last_batch in found
        },
        conferences={id_: (revision, seen) for id_, revision, seen in numbers},
    )


def write_nothing_new(connection: Connection) -> None:
    """Changes a number of one conference, and changes it back.

    A number that is set to what it was before would be no change, and SQLite would store nothing.
    """
    first = select(func.min(conferences.c.id)).scalar_subquery()
    for step in (1, -1):
        connection.execute(
            update(conferences).where(conferences.c.id == first).values(seen=conferences.c.seen + step)
        )


def add_conference(
    connection: Connection,
    conference: Conference,
    logs: Sequence[tuple[Room, Sequence[Row]]],
    new_links: Sequence[Link],
) -> None:
    connection.execute(insert(conferences), asdict(conference))
    for room, log in logs:
        version, batch = (log[-1].version, token_hex(16)) if log else Head()
        made = replace(room, code=room.code.upper(), version=version)
        connection.execute(insert(rooms), {**asdict(made), "batch": batch})
        if log:
            add_rows(connection, room.id, log, batch)
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


_ROWS = events.alias()
_LAST = select(func.max(_ROWS.c.version)).where(_ROWS.c.room == rooms.c.id).correlate(rooms).scalar_subquery()
ROOM_HEADS = select(
    rooms.c.id, rooms.c.epoch, rooms.c.version, rooms.c.batch, events.c.version, events.c.batch
).join_from(rooms, events, and_(events.c.room == rooms.c.id, events.c.version == _LAST), isouter=True)
