"""All peers: their commands, their protocols, and what to install where one is missing."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load import machine
from tests.load.bench import Bench
from tests.load.client import Client, Target
from tests.load.screens import stamp
from tests.load.updates import SendUpdate
from tests.servers import free_port

HERE = Path(__file__).parent
START_S = 20.0
SIZE = 200  # of an update, in characters
INSTALL = "uv sync --group bench"


class Unavailable(Exception):
    """A peer that cannot run on this machine. The message names what is missing."""


@dataclass(frozen=True, slots=True)
class Serving:
    port: int
    pids: tuple[int, ...]


Command = Callable[[int, Path], list[str]]
"""The command line for a port and an empty folder. Raises `Unavailable`."""


@dataclass(frozen=True, slots=True)
class Peer:
    """`wrap` makes the frame that sends a text. `path`, `opening` and `ready` are those of its `Target`."""

    name: str
    command: Command
    wrap: Callable[[str], str] = str
    path: str = "/"
    opening: tuple[str, ...] = ()
    ready: bytes | None = None
    needs_redis: bool = False

    def target(self, port: int) -> Target:
        return Target(port, self.path, self.opening, self.ready, answers={b"2": "3"} if self.ready else {})

    def updates_from(self, client: Client) -> SendUpdate:
        return lambda: client.send(self.wrap(stamp(time.monotonic_ns(), SIZE)))

    @asynccontextmanager
    async def running(self, bench: Bench) -> AsyncIterator[Serving]:
        """Raises `Unavailable`."""
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="suara-peer-")))
            port = free_port()
            command = self.command(port, folder)
            redis = {"PEER_REDIS_URL": stack.enter_context(bench.redis()).url} if self.needs_redis else {}
            with bench.on_core(0):
                process = _started(command, redis)
            stack.enter_context(_ended(process))
            _until_it_listens(process, port, self.name)
            yield Serving(port, (process.pid, *machine.children(process.pid)))


def _started(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=os.environ | environment, stdin=subprocess.DEVNULL)


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(START_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_it_listens(process: subprocess.Popen[bytes], port: int, name: str) -> None:
    deadline_s = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < deadline_s:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise Unavailable(f"{name} did not start")


# ---- how each is started


def _python(module: str, *packages: str) -> Command:
    def command(port: int, folder: Path) -> list[str]:
        for package in packages:
            if find_spec(package) is None:
                raise Unavailable(f"{package} is not installed: {INSTALL}")
        return [sys.executable, "-m", f"tests.load.peers.{module}", str(port)]

    return command


def _floor(port: int, folder: Path) -> list[str]:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise Unavailable("no compiler")
    subprocess.run([compiler, "-O2", "-o", folder / "floor", HERE / "floor.c"], check=True)
    return [str(folder / "floor"), str(port)]


def _nchan(port: int, folder: Path) -> list[str]:
    nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    module = None if nginx is None else Path(nginx).parent.parent / "lib/nginx/modules/ngx_nchan_module.so"
    if nginx is None or module is None or not module.exists():
        raise Unavailable("no nginx with nchan: apt-get install nginx libnginx-mod-nchan")
    text = (HERE / "nchan.conf").read_text()
    for name, value in (("MODULE", module), ("FOLDER", folder), ("PORT", port)):
        text = text.replace(f"@{name}@", str(value))
    (folder / "nginx.conf").write_text(text)
    return [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]


PEERS = (
    Peer("C floor", _floor),
    Peer("nchan", _nchan),
    Peer("websockets.broadcast", _python("broadcast")),
    Peer(
        "Socket.IO",
        _python("socket_io", "socketio"),
        wrap=lambda text: "42" + json.dumps(["say", text]),
        path="/socket.io/?EIO=4&transport=websocket",
        opening=("40",),
        ready=b"40",
    ),
    Peer("await send_text", _python("naive")),
    Peer("Django Channels", _python("channels", "channels", "channels_redis"), needs_redis=True),
)
ECHO = Peer("Starlette echo", _python("echo"))
