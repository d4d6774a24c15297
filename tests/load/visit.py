"""First visits as browsers make them: page and files over at most six connections, then the socket."""

import errno
import re
import select
import socket
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence

from tests.load.client import Client, LoadError, Target
from tests.load.page import File, request
from tests.load.pool import ClientPool

CONNECTIONS = 6  # of one browser to one host, by HTTP/1.1
MAX_LOADING = 32  # visits at once
ADDRESSES = 200  # of this machine that visits come from, so that no address runs out of ports
READ_BYTES = 65536
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
HEAD_END = b"\r\n\r\n"
IP_BIND_ADDRESS_NO_PORT = 24  # ip(7)


class Visits:
    """So many first visits of one page, each followed by its socket. Raises `LoadError` through the pool."""

    def __init__(self, pool: ClientPool, port: int, files: Sequence[File], target: Target) -> None:
        self.port = port
        self.requests = {file: request(port, file) for file in files}
        self.page = files[0]
        self.named_by: defaultdict[str | None, list[File]] = defaultdict(list)
        for file in files:
            self.named_by[file.named_by].append(file)
        self.head_bytes: dict[str, int] = {}
        self.body_bytes: dict[str, int] = {}
        self.answered = 0  # requests
        self.started_ns: dict[int, int] = {}  # by the number of the client
        self._pool = pool
        self._target = target
        self._waiting: deque[Client] = deque()

    async def run(self, many: int, within_s: float) -> list[Client]:
        """The clients that visited, all joined."""
        clients = self._pool.create(many)
        self._waiting.extend(clients)
        for _ in range(min(many, MAX_LOADING)):
            self._start_next()
        if not await self._pool.until(lambda: _all_open(clients), within_s):
            late = sum(not client.is_open for client in clients)
            raise LoadError(f"{late} visits were not over after {within_s:.0f} s")
        return clients

    def received(self, file: File, head_bytes: int, body_bytes: int) -> None:
        """Raises `LoadError` when a file has another size than it had before."""
        self.answered += 1
        self.head_bytes[file.path] = head_bytes
        if self.body_bytes.setdefault(file.path, body_bytes) != body_bytes:
            raise LoadError(f"{file.path} has {body_bytes} bytes, and had {self.body_bytes[file.path]}")

    def _start_next(self) -> None:
        if self._waiting:
            client = self._waiting.popleft()
            self.started_ns[client.number] = time.monotonic_ns()
            _Visit(self, self._pool, client.number, lambda: self._loaded(client))

    def _loaded(self, client: Client) -> None:
        self._pool.enqueue(client, self._target)
        self._start_next()


def _all_open(clients: Sequence[Client]) -> bool:
    # The last ones first: all but a few of the others are open by then.
    return all(client.is_open for client in reversed(clients))


class _Visit:
    """One browser that loads the page; calls `loaded` when all files are there."""

    def __init__(self, visits: Visits, pool: ClientPool, number: int, loaded: Callable[[], None]) -> None:
        self.visits = visits
        self.pool = pool
        self.source = f"127.0.1.{1 + number % ADDRESSES}"
        self._loaded = loaded
        self._queue = deque([visits.page])
        self._connections: list[_Connection] = []
        self._idle: list[_Connection] = []
        self._left = len(visits.requests)
        self._fetch_next()

    def received(self, connection: "_Connection", file: File) -> None:
        self._left -= 1
        self._idle.append(connection)
        self._queue.extend(self.visits.named_by[file.path])
        if self._left:
            self._fetch_next()
        else:
            for each in self._connections:
                each.close()
            self._loaded()

    def _fetch_next(self) -> None:
        while self._queue and self._idle:
            self._idle.pop().fetch(self._queue.popleft())
        while self._queue and len(self._connections) < CONNECTIONS:
            self._connections.append(_Connection(self, self._queue.popleft()))


class _Connection:
    """One connection that is kept alive and carries one request after the other."""

    __slots__ = ("_data", "_file", "_socket", "_visit", "descriptor", "on_ready")

    def __init__(self, visit: _Visit, file: File) -> None:
        self._visit = visit
        self._file = file
        self._data = b""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
        self._socket.bind((visit.source, 0))
        error = self._socket.connect_ex(("127.0.0.1", visit.visits.port))
        if error not in (0, errno.EINPROGRESS):
            raise LoadError(f"could not connect: {errno.errorcode[error]}")
        self.descriptor = self._socket.fileno()
        self.on_ready: Callable[[], None] = self._send_first
        visit.pool.register(self, select.EPOLLOUT)

    def fetch(self, file: File) -> None:
        """Raises `LoadError`."""
        self._file = file
        head = self._visit.visits.requests[file]
        if self._socket.send(head) != len(head):
            raise LoadError("the server does not read what it is sent")

    def close(self) -> None:
        self._visit.pool.unregister(self)
        self._socket.close()

    def _send_first(self) -> None:
        if error := self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise LoadError(f"could not connect: {errno.errorcode[error]}")
        self.on_ready = self._read_response
        self._visit.pool.register(self, select.EPOLLIN)
        self.fetch(self._file)

    def _read_response(self) -> None:
        chunk = self._socket.recv(READ_BYTES)
        if not chunk:
            raise LoadError(f"the server closed a connection before {self._file.path} was there")
        self._data += chunk
        head, found, body = self._data.partition(HEAD_END)
        if not found:
            return
        length = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200") or length is None:
            raise LoadError(f"{self._file.path}: {head[:200].decode(errors='replace')}")
        if len(body) < int(length[1]):
            return
        self._data = b""
        self._visit.visits.received(self._file, len(head) + len(HEAD_END), len(body))
        self._visit.received(self, self._file)
