"""Real servers for tests: started on free ports of this machine, killed, frozen and started again at will."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import psycopg
import pytest
import redis

INSTALL = "apt-get install -y --no-install-recommends redis-server postgresql"
READY_S = 30.0


def binary(name: str) -> str:
    """PATH first, then where Debian keeps PostgreSQL's own; a missing one fails the test, it never skips."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    for folder in [*os.get_exec_path(), *map(str, reversed(versions))]:
        if found := shutil.which(name, path=folder):
            return found
    pytest.fail(f"These tests need {name}. Install it with: {INSTALL}", pytrace=False)


_RESERVED: list[socket.socket] = []


def free_port() -> int:
    """A port of this machine that the kernel gives to nobody else until this process ends.

    It stays bound here, and nothing listens on it: servers set SO_REUSEADDR, and so may bind it as well.
    """
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.bind(("127.0.0.1", 0))
    _RESERVED.append(reserved)
    return int(reserved.getsockname()[1])


class Owner(TypedDict, total=False):
    """Whom a server runs as, when not as we do."""

    user: int
    group: int
    extra_groups: list[int]


class Server:
    """One process on one port; what it says goes to a file beside its data."""

    def __init__(self, prefix: str) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=prefix))
        self._process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def owner(self) -> Owner:
        return {}

    def start(self) -> None:
        """Runs, and returns when it answers; on the same port as before."""
        assert self._process is None, "running already"
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **self.owner(),
            )
        self._until(self.answers)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ends it, orderly, and takes its folder away."""
        self._end(signal.SIGINT)
        shutil.rmtree(self.folder)

    def revive(self) -> None:
        """Running and answering again, whatever a test did to it."""
        if self._process is None:
            self.start()
        else:
            self.thaw()

    def freeze(self) -> None:
        """The process stands still while its connections stay open: what a half-open link looks like."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.send_signal(how)
            self._process.wait(READY_S)
            self._process = None

    def _until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + READY_S
        while not condition():
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"{self.command()[0]} did not start:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.01)


class RedisServer(Server):
    def __init__(self) -> None:
        super().__init__("suara-redis-")

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        # fmt: off
        return [
            binary("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", str(self.folder),
        ]
        # fmt: on

    def answers(self) -> bool:
        client = self.client()
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def client(self) -> redis.Redis:
        return redis.Redis(port=self.port, socket_timeout=READY_S)


class PostgresServer(Server):
    """As root it runs as `nobody`, because PostgreSQL refuses to run as root."""

    def __init__(self) -> None:
        super().__init__("suara-postgres-")
        self._databases = 0
        self._data = self.folder / "data"

    def owner(self) -> Owner:
        if os.geteuid() != 0:
            return {}
        nobody = pwd.getpwnam("nobody")
        return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def command(self) -> list[str]:
        # fmt: off
        return [
            binary("postgres"), "-D", str(self._data), "-p", str(self.port),
            "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}",
            "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200",
        ]
        # fmt: on

    def start(self) -> None:
        if not self._data.exists():
            self._make()
        super().start()

    def answers(self) -> bool:
        try:
            psycopg.connect(self.address("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The address of a new and empty database."""
        self._databases += 1
        name = f"test{self._databases}"
        self.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def execute(
        self, statement: str, *values: object, database: str = "postgres"
    ) -> list[tuple[object, ...]]:
        """Runs one statement as the superuser, from outside of what is tested."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            done = connection.execute(statement.encode(), values)
            return done.fetchall() if done.description else []

    def kill(self) -> None:
        # An immediate shutdown: as after a crash, but its children are gone when the port is wanted again.
        self._end(signal.SIGQUIT)

    def _make(self) -> None:
        owner = self.owner()
        if owner:
            os.chown(self.folder, owner["user"], owner["group"])
        # fmt: off
        subprocess.run(
            [
                binary("initdb"), "-D", self._data, "-U", "postgres", "-A", "trust",
                "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
            ],
            check=True, capture_output=True, cwd=self.folder, **owner,
        )
        # fmt: on
