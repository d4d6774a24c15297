"""Health checks and metrics: alive, ready, and how the server is doing."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from server.run.app import running
from server.run.settings import read
from tests.live.conftest import Process, Start
from tests.servers import PostgresServer


async def get(
    process: Process, address: str, client: str = "127.0.0.1", host: str = "127.0.0.1:8000", **given: Any
) -> httpx2.Response:
    transport = httpx2.ASGITransport(process.suara.asgi, client=(client, 50000))
    async with httpx2.AsyncClient(transport=transport, base_url=f"http://{host}") as web:
        return await web.get(address, **given)


async def test_ready_while_it_serves_and_not_while_it_drains(process: Process) -> None:
    assert (await get(process, "/healthz")).json() == {"status": "ok"}
    assert (await get(process, "/readyz")).json() == {"status": "ok"}

    process.suara.rooms.drain(0)

    draining = await get(process, "/readyz")
    assert (draining.status_code, draining.json()) == (503, {"status": "draining"})
    assert (await get(process, "/healthz")).status_code == 200


async def test_not_ready_without_its_store(postgres_server: PostgresServer, tmp_path: Path) -> None:
    settings = read(data=tmp_path, database_url=postgres_server.database(), secret_key="x" * 32)
    async with running(settings) as suara:
        process = Process(suara, None)
        assert (await get(process, "/readyz")).status_code == 200

        postgres_server.kill()
        away = await get(process, "/readyz")
        postgres_server.revive()

    assert (away.status_code, away.json()) == (503, {"status": "no store"})


async def test_metrics_are_for_this_machine(process: Process) -> None:
    await process.join()

    near, far = await get(process, "/metrics"), await get(process, "/metrics", client="192.0.2.1")

    assert "suara_browsers 1.0" in near.text
    assert far.status_code == 403


async def test_metrics_count_commits_commands_refusals_and_ticks(process: Process) -> None:
    person = await process.join()
    await person.ok("question.ask", text="Who counts?")
    await person.no("question.ask", text=" ")
    await person.until(lambda it: len(it.items) > 1)
    await person.ok("question.ask", text="And who counts what is counted?")
    await person.until(lambda it: len(it.items) > 2)  # so the first tick is over

    counted = (await get(process, "/metrics")).text.splitlines()

    assert "suara_commit_seconds_count 2.0" in counted
    assert "suara_commands_total 2.0" in counted
    assert 'suara_refusals_total{code="invalid"} 1.0' in counted
    assert "suara_dropped_hints_total 0.0" in counted
    assert counted.count("suara_tick_lag_seconds_count 0.0") == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Forwarded-For", "127.0.0.1"),
        ("Forwarded", "for=127.0.0.1"),
        ("X-Real-IP", "::1"),
        ("Via", "1.1 edge"),
    ],
)
async def test_metrics_are_not_for_those_behind_a_proxy_on_this_machine(
    shared_process: Process, name: str, value: str
) -> None:
    assert (await get(shared_process, "/metrics", headers={name: value})).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.8.0.1:80", "[::1]:8000"])
async def test_metrics_are_for_who_asks_this_machine_by_a_name_of_its_own(
    shared_process: Process, host: str
) -> None:
    assert (await get(shared_process, "/metrics", host=host)).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "suara.example",
        "suara.example:8000",
        "localhost.suara.example",
        "127.0.0.1.suara.example",
        "localhost.",
        "localhost@suara.example",
        "192.0.2.1",
        "[2001:db8::1]",
        "0.0.0.0",
        "",
        "[",
        "127.0.0.1, suara.example",
    ],
)
async def test_metrics_are_not_for_who_asks_for_another_machine(shared_process: Process, host: str) -> None:
    """As a proxy on this machine does that gives its Host and no other header."""
    assert (await get(shared_process, "/metrics", headers={"host": host})).status_code == 403


async def test_metrics_are_not_for_two_hosts(shared_process: Process) -> None:
    hosts = [("host", "127.0.0.1"), ("host", "suara.example")]
    assert (await get(shared_process, "/metrics", headers=hosts)).status_code == 403


@pytest.mark.parametrize(
    "given", [{"url": "https://suara.example"}, {"origins": "http://localhost:8000 https://suara.example"}]
)
async def test_metrics_need_their_key_where_the_server_has_an_address_elsewhere(
    start: Start, given: dict[str, str]
) -> None:
    """A proxy on this machine may give a loopback Host, as nginx does by default."""
    process = await start(metrics_key="the key", **given)
    assert (await get(process, "/metrics")).status_code == 403
    right = {"authorization": "Bearer the key"}
    assert (await get(process, "/metrics", headers=right)).status_code == 200


async def test_metrics_need_no_key_where_every_address_is_of_this_machine(start: Start) -> None:
    process = await start(url="http://localhost:8000", origins="http://127.0.0.1:8000,http://[::1]:8000")
    assert (await get(process, "/metrics")).status_code == 200


async def test_metrics_are_for_whoever_has_the_key_where_there_is_one(start: Start) -> None:
    process = await start(metrics_key="the key")

    for given in ({}, {"authorization": "Bearer another"}, {"authorization": "Bearer ไทย".encode()}):
        assert (await get(process, "/metrics", client="192.0.2.1", headers=given)).status_code == 403
    far = await get(process, "/metrics", client="192.0.2.1", headers={"authorization": "Bearer the key"})
    assert "suara_rooms" in far.text
