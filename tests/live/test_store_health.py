"""A store that can't store, or does not answer: operators are told, and it mends by itself."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from structlog.testing import capture_logs

from server.conference.creation import create_conference
from server.live.store_health import LOGGED_EVERY_S
from server.live.tuning import Tuning
from server.run.app import running
from server.run.settings import read
from tests.live.conftest import PLANS, Process, Start, _utc_now
from tests.live.database import execute
from tests.live.lines import PATIENCE_S
from tests.proxy import Proxy
from tests.servers import PostgresServer
from tests.web.test_health import get

BOUND = "id INTEGER PRIMARY KEY, other INTEGER REFERENCES bound(id) DEFERRABLE INITIALLY DEFERRED"
"""A table whose rows name rows that do not exist. SQLite looks at that only at COMMIT, which then fails."""

WHOLE_DISK = ("event", "conference")


async def fill(folder: Path, *tables: str) -> None:
    """Lets each commit fail that changes one of the tables."""
    triggers = (
        f"CREATE TRIGGER {table}_{change} AFTER {change} ON {table}"
        " BEGIN INSERT INTO bound(other) VALUES (-1); END"
        for table in tables
        for change in ("INSERT", "UPDATE")
    )
    await execute(folder, f"CREATE TABLE bound ({BOUND})", *triggers)


async def make_room(folder: Path, *tables: str) -> None:
    dropped = [f"DROP TRIGGER {table}_{change}" for table in tables for change in ("INSERT", "UPDATE")]
    await execute(folder, *dropped, "DROP TABLE bound")


async def status(process: Process) -> tuple[int, str]:
    response = await get(process, "/readyz")
    return response.status_code, response.json()["status"]


async def until_status(process: Process, expected: tuple[int, str]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while await status(process) != expected:  # noqa: ASYNC110 - as a supervisor does
            await asyncio.sleep(0)


async def metric(process: Process, name: str) -> float:
    lines = (await get(process, "/metrics")).text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))


def told(logs: list[Any]) -> list[str]:
    return [entry["event"] for entry in logs if entry["event"].startswith(("a batch", "batches"))]


@pytest.mark.tuning(failing_s=3600.0)
async def test_commits_that_fail_are_one_line_a_metric_and_not_ready_until_one_succeeds(
    process: Process, tmp_path: Path
) -> None:
    asker = await process.join()
    await fill(tmp_path, *WHOLE_DISK)
    with capture_logs() as logs:
        for number in range(3):
            assert await asker.no("question.ask", text=f"Number {number}?") == "unavailable"
            assert await status(process) == (503, "not storing")
        assert await metric(process, "suara_failed_commits_total") == 3
        assert await metric(process, "suara_store_failing") == 1
        await make_room(tmp_path, *WHOLE_DISK)
        assert await status(process) == (503, "not storing")
        await asker.ok("question.ask", text="Room again?")
        assert await status(process) == (200, "ok")
        assert await metric(process, "suara_store_failing") == 0
    assert told(logs) == ["a batch was not stored", "batches are stored again"]
    assert logs[-1]["unlogged"] == 2


@pytest.mark.tuning(failing_s=0.0)
async def test_without_commands_the_heartbeat_finds_that_there_is_room_again(
    process: Process, tmp_path: Path
) -> None:
    asker = await process.join()
    await fill(tmp_path, *WHOLE_DISK)
    before = await process.log()
    assert await asker.no("question.ask", text="Full?") == "unavailable"
    heads = await process.suara.store.heads(())
    for _ in range(3):
        await process.suara.rooms.store_health.probe()
        assert await status(process) == (503, "not storing")
    await make_room(tmp_path, *WHOLE_DISK)
    await until_status(process, (200, "ok"))
    assert await process.log() == before
    assert await process.suara.store.heads(()) == heads, "a probe changes nothing that others read again"


@pytest.mark.tuning(failing_s=3600.0)
async def test_a_probe_that_fits_does_not_hide_a_commit_that_did_not(
    process: Process, tmp_path: Path
) -> None:
    asker = await process.join()
    await fill(tmp_path, "event")
    assert await asker.no("question.ask", text="Full?") == "unavailable"
    await process.suara.rooms.store_health.probe()
    assert await status(process) == (503, "not storing")
    await make_room(tmp_path, "event")


async def test_a_room_is_logged_once_a_minute_and_each_room_for_itself(start: Start, tmp_path: Path) -> None:
    now_s = 0.0
    process = await start(steady_s=lambda: now_s)
    here, there = await process.join(), await process.join(code="WAIT")
    await fill(tmp_path, *WHOLE_DISK)
    with capture_logs() as logs:
        for _ in range(3):
            await here.no("question.ask", text="Here?")
            await there.no("question.ask", text="There?")
        rooms = {process.record(code).id for code in ("OPEN", "WAIT")}
        assert {entry["room"] for entry in logs} == rooms
        assert len(told(logs)) == 2
        now_s = LOGGED_EVERY_S
        await here.no("question.ask", text="Here?")
        await here.no("question.ask", text="Here?")
    assert len(told(logs)) == 3
    await make_room(tmp_path, *WHOLE_DISK)


RAISE = "RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full';"
END = "PERFORM pg_terminate_backend(pg_backend_pid());"
"""The connection ends while the answer is awaited, so that the outcome is unknown."""


@pytest.mark.parametrize("how", [RAISE, END])
async def test_on_postgresql_as_well(postgres_server: PostgresServer, tmp_path: Path, how: str) -> None:
    url = postgres_server.database()
    settings = read(data=tmp_path, database_url=url, secret_key="x" * 32, rate_limit=False)

    def execute(statement: str) -> None:
        postgres_server.execute(statement, database=url.rpartition("/")[2])

    async with running(settings, tuning=Tuning(heartbeat_s=0.05, failing_s=0.0)) as suara:
        await create_conference(suara.store, PLANS[0], _utc_now())
        await suara.directory.load()
        process = Process(suara, None)
        asker = await process.join()
        body = f"BEGIN {how} RETURN NEW; END"
        execute(f"CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
        for table in WHOLE_DISK:
            change = f"BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW"
            execute(f"CREATE TRIGGER no_room {change} EXECUTE FUNCTION no_room()")
        with capture_logs() as logs:
            assert await asker.no("question.ask", text="Full?") == "unavailable"
            await suara.rooms.store_health.probe()
            assert await status(process) == (503, "not storing")
            for table in WHOLE_DISK:
                execute(f"DROP TRIGGER no_room ON {table}")
            await until_status(process, (200, "ok"))
            await asker.ok("question.ask", text="Room again?")
        assert told(logs) == ["a batch was not stored", "batches are stored again"]
        await process.leave()


async def test_readiness_does_not_wait_for_a_store_that_hangs(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    async with Proxy(postgres_server.port) as proxy:
        url = make_url(postgres_server.database()).set(port=proxy.port)
        address = url.render_as_string(hide_password=False)
        settings = read(data=tmp_path, database_url=address, secret_key="x" * 32)
        async with running(settings, tuning=Tuning(heartbeat_s=3600.0)) as suara:
            process = Process(suara, None)
            assert await status(process) == (200, "ok")
            proxy.hold()
            for _ in range(2):
                assert await status(process) == (503, "no store")
                assert suara.rooms.store_health._asking is not None, "the store has not answered yet"
            assert (await get(process, "/healthz")).status_code == 200
            proxy.go_on()
            await until_status(process, (200, "ok"))


@pytest.mark.tuning(heartbeat_s=3600.0)
async def test_a_store_that_is_away_is_one_line_and_its_return_another(
    process: Process, tmp_path: Path
) -> None:
    await process.join()
    with capture_logs() as logs:
        await execute(tmp_path, "ALTER TABLE conference RENAME TO away")
        for _ in range(3):
            await process.suara.rooms._poll_versions()
        await execute(tmp_path, "ALTER TABLE away RENAME TO conference")
        for _ in range(400):
            await process.suara.rooms._poll_versions()
            if len(logs) >= 2:
                break
    assert [entry["event"] for entry in logs] == ["the record is away", "the record is back"]


async def test_a_database_that_is_deleted_is_noticed_and_used_again_once_it_is_back(
    process: Process, tmp_path: Path
) -> None:
    asker = await process.join()
    await asker.ok("question.ask", text="Before?")
    files = [tmp_path / f"suara.db{suffix}" for suffix in ("", "-wal", "-shm")]
    with capture_logs() as logs:
        for file in files:
            file.rename(file.with_name(f"kept {file.name}"))
        assert await asker.no("question.ask", text="Into nothing?") == "unavailable"
        await until_status(process, (503, "no store"))
        await process.suara.rooms._poll_versions()
        await process.suara.rooms._poll_versions()
        assert not [file.name for file in files if file.exists()], "nothing was made in their place"
        for file in files:
            file.with_name(f"kept {file.name}").rename(file)
        await asker.ok("question.ask", text="After?")
        await process.suara.rooms._poll_versions()
        await until_status(process, (200, "ok"))
    away = [entry for entry in logs if entry["event"] == "the record is away"]
    assert [entry["log_level"] for entry in away] == ["error"]
    assert "suara.db was removed" in away[0]["error"]
    assert (await process.join()).questions == {"Before?": "published", "After?": "published"}
