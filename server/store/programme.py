"""Conferences, rooms and links. Every change raises the conference's revision in the same transaction."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, fields, replace
from secrets import token_hex
from typing import Any, TypeVar

from sqlalchemy import Table, insert, literal, select, union_all, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.store.database import Database
from server.store.errors import NotThere, Taken
from server.store.log import add_rows, raise_revision
from server.store.rows import Conference, Heads, Link, Programme, Room, Row
from server.store.tables import conferences, links, rooms

Kind = TypeVar("Kind", Conference, Room, Link)


async def read_programme(database: Database) -> Programme:
    async with database.reading() as connection:
        return Programme(
            conferences=await _all(connection, Conference, conferences, conferences.c.slug),
            rooms=await _all(connection, Room, rooms, rooms.c.conference, rooms.c.position, rooms.c.id),
            links=await _all(connection, Link, links, links.c.id),
        )


async def read_heads(database: Database, ids: Sequence[str]) -> Heads:
    """One query, because every process asks it every second."""
    versions = select(literal("room"), rooms.c.id, rooms.c.version).where(rooms.c.id.in_(ids))
    revisions = select(literal("conference"), conferences.c.id, conferences.c.revision)
    async with database.reading() as connection:
        heads = (await connection.execute(union_all(versions, revisions))).all()
    return Heads(
        rooms={id_: number for what, id_, number in heads if what == "room"},
        revisions={id_: number for what, id_, number in heads if what == "conference"},
    )


async def add_conference(database: Database, conference: Conference) -> None:
    async with _change(database) as connection:
        await connection.execute(insert(conferences), asdict(conference))


async def change_conference(database: Database, conference: str, **facts: Any) -> None:
    """Any of title, languages, zones, slug."""
    async with _change(database, conference) as connection:
        await connection.execute(update(conferences).where(conferences.c.id == conference).values(**facts))


async def add_room(database: Database, room: Room, log: Sequence[Row]) -> None:
    version = log[-1].version if log else 0
    row = asdict(replace(room, code=room.code.upper(), version=version))
    async with _change(database, room.conference) as connection:
        await connection.execute(insert(rooms), row)
        if log:
            await add_rows(connection, room.id, log, batch=token_hex(16))


async def change_room(database: Database, room: str, **facts: Any) -> None:
    """Any of the programme's facts; version, state and epoch are the log's and change in a turn."""
    assert not facts.keys() & {"id", "conference", "version", "state", "epoch"}
    async with _change(database) as connection:
        await _change_one(connection, rooms, room, facts)


async def add_link(database: Database, link: Link) -> None:
    async with _change(database, link.conference) as connection:
        await connection.execute(insert(links), asdict(link))


async def revoke_link(database: Database, link: str) -> None:
    async with _change(database) as connection:
        await _change_one(connection, links, link, {"revoked": True})


async def replace_link(database: Database, old: str, new: Link) -> None:
    """The old one ends and the new one begins at once, so that nobody is left without a way in."""
    async with _change(database) as connection:
        await _change_one(connection, links, old, {"revoked": True})
        await connection.execute(insert(links), asdict(new))


async def _change_one(connection: AsyncConnection, table: Table, id_: str, facts: dict[str, Any]) -> None:
    # The row before its conference, as a turn does it: with one order everywhere nobody waits in a circle.
    changed = await connection.execute(
        update(table).where(table.c.id == id_).values(**facts).returning(table.c.conference)
    )
    conference = changed.scalar_one_or_none()
    if conference is None:
        raise NotThere(f"There is no such {table.name}.")
    await raise_revision(connection, conference)


@asynccontextmanager
async def _change(database: Database, conference: str | None = None) -> AsyncIterator[AsyncConnection]:
    async with database.writing() as connection:
        try:
            with database.deadline():
                if conference is not None and not await raise_revision(connection, conference):
                    raise NotThere("There is no such conference.")
                yield connection
                await connection.commit()
        except IntegrityError as error:
            raise Taken("Another one has this id, slug or code, or what it belongs to is missing.") from error


async def _all(connection: AsyncConnection, kind: type[Kind], table: Table, *order: Any) -> tuple[Kind, ...]:
    make: Callable[..., Kind] = kind
    found = await connection.execute(
        select(*(table.c[field.name] for field in fields(kind))).order_by(*order)
    )
    return tuple(
        make(*(tuple(value) if isinstance(value, list) else value for value in record)) for record in found
    )
