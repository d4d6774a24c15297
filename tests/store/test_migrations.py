"""The migrations make the tables that the models describe, on both databases."""

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from server.store import Conference, Room, RoomProjection, Store, StoreUnavailable, database_url
from server.store.tables import metadata
from tests.servers import PostgresServer
from tests.store.conftest import OpenStore


def upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "server.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def make_room(connection: Connection) -> None:
    """A conference and its room, as an early release made them."""
    upgrade(connection, "0003")
    connection.execute(
        text("INSERT INTO conference VALUES ('c_1', 'old', 'Old', '[\"en\"]', '[]', 7)"),
    )
    connection.execute(
        text(
            "INSERT INTO room VALUES ('r_1', 'c_1', 'OLD1', 'Title', 'Track', '[\"en\"]', NULL,"
            " '2020-12-16 08:00:00', '2020-12-16 09:00:00', :epoch, 'open', 0, 1)"
        ),
        {"epoch": b"12345678"},
    )


async def test_the_migrated_schema_is_the_tables_schema(open_store: OpenStore, url: str) -> None:
    await (await open_store()).migrate()

    def differences(connection: Connection) -> list[object]:
        exactly = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=exactly)
        return list(compare_metadata(context, metadata))

    engine = create_engine(url)
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


async def test_a_database_of_a_newer_release_is_refused_and_left_alone(
    open_store: OpenStore, url: str
) -> None:
    store = await open_store()
    await store.migrate()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match=r"was made by a newer release than this one\.$"):
        await store.migrate()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    engine.dispose()


async def test_many_processes_may_migrate_at_once(open_store: OpenStore) -> None:
    stores = [await open_store() for _ in range(4)]
    async with anyio.create_task_group() as tasks:
        for store in stores:
            tasks.start_soon(store.migrate)
    assert await stores[0].programmes() == []
    await stores[0].migrate()


async def test_names_that_an_earlier_release_kept_are_gone_from_the_file(tmp_path: Path) -> None:
    url = database_url("", tmp_path)

    def keep_names(connection: Connection) -> None:
        upgrade(connection, "0002")
        for number in range(1000):
            connection.execute(
                text("INSERT INTO person (id, conference, name) VALUES (:id, 'c_1', :name)"),
                {"id": f"p_{number}", "name": f"Ayu the {number}th"},
            )

    engine = create_engine(url)
    with engine.begin() as connection:
        keep_names(connection)
    engine.dispose()
    file = tmp_path / "suara.db"
    assert b"Ayu the 999th" in file.read_bytes()
    store = await Store.open(url)
    await store.migrate()
    await store.close()
    assert b"Ayu" not in file.read_bytes()


async def test_what_an_earlier_release_replaced_is_gone_from_the_file(tmp_path: Path) -> None:
    """Its snapshots held ballots with the versions of their casting."""
    url = database_url("", tmp_path)
    engine = create_engine(url)
    with engine.begin() as connection:
        make_room(connection)
        upgrade(connection, "0005")
        connection.execute(
            text("INSERT INTO snapshot VALUES ('r_1', 1, 9, :data, :data, '2020-12-16 08:00:00', '')"),
            {"data": 10_000 * b"whose ballot"},
        )
    with engine.begin() as connection:
        connection.execute(text("PRAGMA secure_delete=OFF"))
        connection.execute(text("DELETE FROM snapshot"))
    engine.dispose()
    file = tmp_path / "suara.db"
    assert b"whose ballot" in file.read_bytes()
    store = await Store.open(url)
    await store.migrate()
    await store.close()
    assert b"whose ballot" not in file.read_bytes()


def test_postgresql_shows_no_examples_of_ballots(tmp_path: Path, postgres_server: PostgresServer) -> None:
    url = database_url(postgres_server.database(), tmp_path)
    engine = create_engine(url)
    shown = text(
        "SELECT tablename || '.' || attname FROM pg_stats WHERE schemaname = 'public'"
        " AND attname IN ('data', 'ballots') ORDER BY 1"
    )
    with engine.begin() as connection:
        make_room(connection)
        upgrade(connection, "0006")
        connection.execute(text("INSERT INTO ballot_box VALUES ('r_1', 'p_1', 1, '', '[]')"))
        connection.execute(text("ANALYZE"))
        assert connection.scalars(shown).all() == ["ballot_box.ballots"]
        upgrade(connection, "head")
        assert connection.scalars(shown).all() == []
        connection.execute(text("ANALYZE"))
        assert connection.scalars(shown).all() == []
    engine.dispose()


async def test_rooms_of_an_earlier_release_have_no_more_than_they_had(
    open_store: OpenStore, url: str
) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        make_room(connection)
    engine.dispose()
    store = await open_store()
    await store.migrate()
    [programme] = await store.programmes()
    assert programme.conference == Conference("c_1", "old", "Old", ("en",), revision=7)
    [room] = programme.rooms
    at = datetime(2020, 12, 16, 8, tzinfo=UTC)
    facts = RoomProjection(
        state="open",
        title="Title",
        track="Track",
        languages=("en",),
        starts_at=at,
        ends_at=at.replace(hour=9),
    )
    assert room == Room(
        **{field.name: getattr(facts, field.name) for field in fields(facts)},
        id="r_1",
        conference="c_1",
        code="OLD1",
        epoch=b"12345678",
        position=0,
        version=1,
    )
