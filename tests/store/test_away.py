"""The database absent, cut off, frozen or blocked: what was stored is said truly, and nothing hangs."""

from collections.abc import Iterator
from pathlib import Path

import anyio
import psycopg
import pytest
from sqlalchemy import make_url

from server.store import OutcomeUnknown, RoomAt, Store, StoreUnavailable, database_url
from tests.proxy import Proxy
from tests.servers import PostgresServer, free_port
from tests.store.growing import Grow, by_transaction
from tests.store.sample import asked


@pytest.fixture
def url(postgres_server: PostgresServer, tmp_path: Path) -> str:
    return database_url(postgres_server.database(), tmp_path)


class EndConnections:
    """Ends every connection to the test's database from outside, as an administrator or a fail-over would."""

    def __init__(self, server: PostgresServer, name: str) -> None:
        self._server = server
        self._name = name

    def __call__(self) -> None:
        ended = self._server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", self._name
        )
        assert ended, "there was a connection to end"


@pytest.fixture
def end_connections(postgres_server: PostgresServer, url: str) -> EndConnections:
    return EndConnections(postgres_server, url.rpartition("/")[2])


async def test_a_database_that_does_not_answer_is_one_sentence_without_secrets(tmp_path: Path) -> None:
    port = free_port()
    address = database_url(f"postgres://u:s3cret@127.0.0.1:{port}/db?application_name=x", tmp_path)
    with pytest.raises(StoreUnavailable) as refusal:
        await Store.open(address)
    sentence = str(refusal.value)
    assert sentence.startswith(f"PostgreSQL at 127.0.0.1:{port} cannot be used: ")
    assert sentence.count("\n") == 0
    assert "s3cret" not in sentence


async def test_a_database_that_does_not_exist_is_named(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    with pytest.raises(StoreUnavailable, match=r'cannot be used: database "nowhere" does not exist\.$'):
        await Store.open(database_url(postgres_server.address("nowhere"), tmp_path))


async def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"nowhere/suara.db cannot be used: unable to open"):
        await Store.open(database_url("", tmp_path / "nowhere"))


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "suara.db").write_text("a letter, not a database\n" * 100)
    with pytest.raises(StoreUnavailable, match="not a database"):
        await Store.open(database_url("", tmp_path))


async def test_connections_ended_between_transactions_are_not_noticed(
    store: Store, end_connections: EndConnections, grow: Grow
) -> None:
    await grow(store, "before")
    end_connections()
    await grow(store, "b")
    assert await store.ready()


async def test_a_connection_ended_within_a_transaction_stores_nothing(
    store: Store, end_connections: EndConnections
) -> None:
    async def cut_off() -> None:
        async with store.transaction([RoomAt("r_1", 1)]) as transaction:
            end_connections()
            transaction.rooms[0].append([asked(2)])
            await transaction.commit("b")

    with pytest.raises(StoreUnavailable):
        await cut_off()
    assert not await store.committed("r_1", 1, "b")
    await by_transaction(store, "after")


class SlowCommit:
    """Commits of rows of the log wait on the server, in a deferred trigger, until `let_go`."""

    def __init__(self, server: PostgresServer, database_name: str) -> None:
        self._server = server
        self._database = database_name
        self._server.execute(
            "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END $$",
            database=database_name,
        )
        self._server.execute(
            "CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION wait()",
            database=database_name,
        )
        self._holder = psycopg.connect(server.address(database_name), autocommit=True)
        self._holder.execute("SELECT pg_advisory_lock(7)")

    def reached(self) -> None:
        """Returns when a commit waits."""
        while not self._server.execute(f"SELECT 1 {WAITING}", database=self._database):
            pass

    def end(self) -> None:
        """The server ends the connection in the middle of its commit."""
        self._server.execute(f"SELECT pg_terminate_backend(pid, 5000) {WAITING}", database=self._database)

    def let_go(self) -> None:
        self._holder.close()


WAITING = "FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted"


@pytest.fixture
def slow_commit(store: Store, postgres_server: PostgresServer, url: str) -> Iterator[SlowCommit]:
    slow = SlowCommit(postgres_server, url.rpartition("/")[2])
    yield slow
    slow.let_go()


def through(proxy: Proxy, url: str) -> str:
    return make_url(url).set(port=proxy.port).render_as_string(hide_password=False)


async def outcome_unknown(store: Store, grow: Grow) -> None:
    with pytest.raises(OutcomeUnknown):
        await grow(store, "cut")


async def test_a_commit_ended_by_the_server_is_unknown_and_then_known_not_to_be(
    store: Store, slow_commit: SlowCommit, grow: Grow
) -> None:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(outcome_unknown, store, grow)
        await anyio.to_thread.run_sync(slow_commit.reached)
        slow_commit.end()
    slow_commit.let_go()
    assert not await store.committed("r_1", 1, "cut")
    await grow(store, "after")
    assert await store.committed("r_1", 1, "after")


async def test_a_commit_whose_answer_is_lost_is_unknown_and_then_known_to_be(
    postgres_server: PostgresServer, slow_commit: SlowCommit, url: str, grow: Grow
) -> None:
    async with Proxy(postgres_server.port) as proxy:
        store = await Store.open(through(proxy, url))
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(outcome_unknown, store, grow)
            await anyio.to_thread.run_sync(slow_commit.reached)
            proxy.cut()
        # The server is still at it: an answer given now, without waiting for it, would be a wrong one.
        async with anyio.create_task_group() as tasks:
            answer: list[bool] = []

            async def ask() -> None:
                answer.append(await store.committed("r_1", 1, "cut"))

            tasks.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            assert answer == []
            slow_commit.let_go()
        assert answer == [True]
        await store.close()


async def test_a_server_that_says_nothing_any_more_is_given_up(
    store: Store, postgres_server: PostgresServer, url: str, grow: Grow
) -> None:
    async with Proxy(postgres_server.port) as proxy:
        impatient = await Store.open(through(proxy, url), answer_s=0.3)
        proxy.hold()
        assert not await impatient.ready()
        with pytest.raises(StoreUnavailable, match="did not answer in time"):
            await grow(impatient, "b")
        await impatient.close()
    assert not await store.committed("r_1", 1, "b")
    await grow(store, "after")


async def test_killed_and_started_again_it_serves_again(
    store: Store, postgres_server: PostgresServer, grow: Grow
) -> None:
    await grow(store, "before")
    postgres_server.kill()
    try:
        assert not await store.ready()
        with pytest.raises(StoreUnavailable):
            await grow(store, "meanwhile")
    finally:
        postgres_server.start()
    await grow(store, "after")
    batches = ("before", "meanwhile", "after")
    assert [await store.committed("r_1", 1, batch) for batch in batches] == [True, False, True]
