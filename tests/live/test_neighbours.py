"""Two processes on one PostgreSQL: without Redis between them, both say so."""

from pathlib import Path

from structlog.testing import capture_logs

from server.live.tuning import Tuning
from server.run.app import running
from server.run.settings import Settings, read
from server.store import Store, database_url
from tests.live.conftest import Process
from tests.live.test_store_health import until_status
from tests.servers import PostgresServer, RedisServer

SOON = Tuning(heartbeat_s=0.05)


def on(postgres: str, folder: Path, redis: str = "") -> Settings:
    return read(data=folder, database_url=postgres, redis_url=redis, secret_key="x" * 32)


async def test_without_redis_both_are_degraded_while_there_are_two(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    url = postgres_server.database()
    with capture_logs() as logs:
        async with running(on(url, tmp_path), tuning=SOON) as first:
            one = Process(first, None)
            command = await Store.open(database_url(url, tmp_path))  # a command is no process that serves
            await command.ready()
            for _ in range(3):
                await first.rooms._neighbours.look()
            await until_status(one, (200, "ok"))
            await command.close()
            async with running(on(url, tmp_path), tuning=SOON) as second:
                for process in (one, Process(second, None)):
                    await until_status(process, (200, "degraded"))
            await until_status(one, (200, "ok"))
    told = [entry["log_level"] for entry in logs if "serves this database" in entry["event"]]
    assert told == ["warning", "warning", "info"]


async def test_with_redis_they_are_not(
    postgres_server: PostgresServer, redis_server: RedisServer, tmp_path: Path
) -> None:
    settings = on(postgres_server.database(), tmp_path, redis_server.url)
    async with running(settings, tuning=SOON) as first, running(settings, tuning=SOON) as second:
        for suara in (first, second):
            await until_status(Process(suara, None), (200, "ok"))
            await suara.rooms._neighbours.look()
            await until_status(Process(suara, None), (200, "ok"))
