"""Conferences, rooms and links. Every change raises the conference's revision in the same transaction."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from secrets import token_hex
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, literal, select, union_all, update

from server.store.errors import NotFound
from server.store.log import add_rows, raise_revision
from server.store.rows import Conference, Heads, Link, Programme, Room, Row
from server.store.tables import conferences, links, rooms

Kind = TypeVar("Kind", Conference, Room, Link)


def read_programme(connection: Connection) -> Programme:
    return Programme(
        conferences=_all(connection, Conference, conferences, conferences.c.slug),
        rooms=_all(connection, Room, rooms, rooms.c.conference, rooms.c.position, rooms.c.id),
        links=_all(connection, Link, links, links.c.id),
    )


def read_heads(connection: Connection, ids: Sequence[str]) -> Heads:
    """One query, because every process asks it every second."""
    versions = select(literal("room"), rooms.c.id, rooms.c.version).where(rooms.c.id.in_(ids))
    revisions = select(literal("conference"), conferences.c.id, conferences.c.revision)
    heads = connection.execute(union_all(versions, revisions)).all()
    return Heads(
        rooms={id_: number for what, id_, number in heads if what == "room"},
        revisions={id_: number for what, id_, number in heads if what == "conference"},
    )


def add_conference(connection: Connection, conference: Conference) -> None:
    connection.execute(insert(conferences), asdict(conference))


def change_conference(connection: Connection, conference: str, facts: dict[str, Any]) -> None:
    _raise_revision_of(connection, conference)
    connection.execute(update(conferences).where(conferences.c.id == conference).values(**facts))


def add_room(connection: Connection, room: Room, log: Sequence[Row]) -> None:
    version = log[-1].version if log else 0
    _raise_revision_of(connection, room.conference)
    connection.execute(insert(rooms), asdict(replace(room, code=room.code.upper(), version=version)))
    if log:
        add_rows(connection, room.id, log, batch=token_hex(16))


def add_whole(
    connection: Connection,
    conference: Conference,
    rooms: Sequence[tuple[Room, Sequence[Row]]],
    links: Sequence[Link],
) -> None:
    add_conference(connection, conference)
    for room, log in rooms:
        add_room(connection, room, log)
    for link in links:
        add_link(connection, link)


def change_room(connection: Connection, room: str, facts: dict[str, Any]) -> None:
    assert not facts.keys() & {"id", "conference", "version", "state", "epoch"}, (
        "those change in a turn, or never"
    )
    _change_one(connection, rooms, room, facts)


def add_link(connection: Connection, link: Link) -> None:
    _raise_revision_of(connection, link.conference)
    connection.execute(insert(links), asdict(link))


def revoke_link(connection: Connection, link: str) -> None:
    _change_one(connection, links, link, {"revoked": True})


def replace_link(connection: Connection, old: str, new: Link) -> None:
    revoke_link(connection, old)
    connection.execute(insert(links), asdict(new))


def replace_links(connection: Connection, slug: str) -> None:
    """All of a conference's that stand, in one go."""
    conference = connection.scalar(select(conferences.c.id).where(conferences.c.slug == slug))
    if conference is None:
        raise NotFound(f"There is no conference {slug!r} here.")
    for link in _all(connection, Link, links, links.c.id):
        if link.conference == conference and not link.revoked:
            replace_link(connection, link.id, replace(link, id="l_" + token_hex(8)))


def _change_one(connection: Connection, table: Table, id_: str, facts: dict[str, Any]) -> None:
    # The row before its conference, as a turn does it: with one order everywhere nobody waits in a circle.
    changed = connection.execute(
        update(table).where(table.c.id == id_).values(**facts).returning(table.c.conference)
    )
    conference = changed.scalar_one_or_none()
    if conference is None:
        raise NotFound(f"There is no such {table.name}.")
    raise_revision(connection, conference)


def _raise_revision_of(connection: Connection, conference: str) -> None:
    if not raise_revision(connection, conference):
        raise NotFound("There is no such conference.")


def _all(connection: Connection, kind: type[Kind], table: Table, *order: Any) -> tuple[Kind, ...]:
    make: Callable[..., Kind] = kind
    found = connection.execute(select(*(table.c[field.name] for field in fields(kind))).order_by(*order))
    return tuple(
        make(*(tuple(value) if isinstance(value, list) else value for value in record)) for record in found
    )
