"""What can't work says so: one sentence, no stack trace, no secrets, and a non-zero exit."""

import socket
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Start
from tests.servers import free_port


def only_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode not in (0, None)
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("suara: ")
    assert "hunter2" not in done.stderr
    return lines[0]


@pytest.mark.parametrize("command", [["serve"], ["demo"], ["migrate"], ["links", "any"]])
def test_a_database_that_cannot_be_reached(suara: Run, command: list[str]) -> None:
    address = f"127.0.0.1:{free_port()}"
    url = f"postgresql://someone:hunter2@{address}/suara"

    sentence = only_sentence(suara(*command, DATABASE_URL=url, SECRET_KEY="x" * 32))

    assert address in sentence


@pytest.mark.parametrize("url", ["mysql://a:hunter2@b/c", "not a url", "sqlite:///:memory:"])
def test_a_database_address_that_is_none(suara: Run, url: str) -> None:
    assert "DATABASE_URL" in only_sentence(suara("serve", DATABASE_URL=url, SECRET_KEY="x" * 32))


def test_a_port_in_use(suara: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        sentence = only_sentence(suara("serve", "--port", str(port)))

    assert f"port {port}" in sentence


def test_two_processes_on_one_sqlite_folder(suara: Run, started: Start) -> None:
    started("serve", "--port", str(free_port()), until="Suara is at")

    sentence = only_sentence(suara("serve", "--port", str(free_port())))

    assert "in use" in sentence


def test_two_workers_without_redis(suara: Run) -> None:
    url = "postgresql://127.0.0.1/suara"

    sentence = only_sentence(suara("serve", "--workers", "2", DATABASE_URL=url, SECRET_KEY="x" * 32))

    assert "REDIS_URL" in sentence


def test_two_workers_on_sqlite(suara: Run) -> None:
    sentence = only_sentence(suara("serve", WEB_CONCURRENCY="2", REDIS_URL="redis://127.0.0.1:1"))

    assert "DATABASE_URL" in sentence


def test_postgresql_without_a_secret(suara: Run) -> None:
    sentence = only_sentence(suara("serve", DATABASE_URL="postgresql://127.0.0.1/suara"))

    assert "SECRET_KEY" in sentence


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "http"), ("PORT", "0"), ("WEB_CONCURRENCY", "-1"), ("SECRET_KEY", "short")]
)
def test_a_setting_that_is_none(suara: Run, name: str, value: str) -> None:
    assert name in only_sentence(suara("serve", **{name: value}))


@pytest.mark.parametrize("left", ["", "short\n"])
def test_a_kept_secret_that_is_no_longer_whole(suara: Run, tmp_path: Path, left: str) -> None:
    kept = tmp_path / "secret_key"
    kept.write_text(left)

    sentence = only_sentence(suara("serve", "--port", str(free_port())))

    assert f"The secret in {kept} is damaged" in sentence
    assert kept.read_text() == left


def test_an_unknown_conference(suara: Run) -> None:
    assert suara("migrate").returncode == 0

    assert "nowhere" in only_sentence(suara("links", "nowhere"))
