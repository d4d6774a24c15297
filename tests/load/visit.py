"""First visits as browsers make them: page and files over at most six connections, then the socket."""

import errno
import re
import select
import socket
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence

from tests.load.client import Crowd
from tests.load.line import Failed, Line, Way
from tests.load.page import File, request

CONNECTIONS = 6  # of one browser to one host, by HTTP/1.1
AT_ONCE = 32  # visits under way
ADDRESSES = 200  # of this machine that visits come from, so that no address runs out of ports
AT_A_TIME = 65536
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
HEAD_END = b"\r\n\r\n"
IP_BIND_ADDRESS_NO_PORT = 24  # ip(7)


class Visits:
    """So many first visits of one page, each followed by its socket. Raises `Failed` through the crowd."""

    def __init__(self, crowd: Crowd, port: int, files: Sequence[File], way: Way) -> None:
        self.port = port
        self.requests = {file: request(port, file) for file in files}
        self.page = files[0]
        self.named_by: defaultdict[str | None, list[File]] = defaultdict(list)
        for file in files:
            self.named_by[file.named_by].append(file)
        self.head_bytes: dict[str, int] = {}
        self.body_bytes: dict[str, int] = {}
        self.answered = 0  # requests
        self.started_ns: dict[int, int] = {}  # by the number of the line
        self._crowd = crowd
        self._way = way
        self._waiting: deque[Line] = deque()
        self._under_way = 0

    async def run(self, many: int, within_s: float) -> list[Line]:
        """Returns the lines of those who came, all open."""
        lines = self._crowd.create(many)
        self._waiting.extend(lines)
        for _ in range(min(many, AT_ONCE)):
            self._start_next()
        if not await self._crowd.until(lambda: all_open(lines), within_s):
            raise Failed(
                f"{sum(not line.is_open for line in lines)} visits were not over in {within_s:.0f} s"
            )
        return lines

    def received(self, file: File, head_bytes: int, body_bytes: int) -> None:
        """Raises `Failed` when a file has another size than it had before."""
        self.answered += 1
        self.head_bytes[file.path] = head_bytes
        if self.body_bytes.setdefault(file.path, body_bytes) != body_bytes:
            raise Failed(f"{file.path} has {body_bytes} bytes, and had {self.body_bytes[file.path]}")

    def _start_next(self) -> None:
        if self._waiting:
            line = self._waiting.popleft()
            self.started_ns[line.number] = time.monotonic_ns()
            _Visit(self, self._crowd, line.number, lambda: self._loaded(line))

    def _loaded(self, line: Line) -> None:
        self._crowd.admit(line, self._way)
        self._start_next()


def all_open(lines: Sequence[Line]) -> bool:
    # The last ones first: all but a few of the others are open by then.
    return all(line.is_open for line in reversed(lines))


class _Visit:
    """One browser that loads the page; calls `loaded` when all files are there."""

    def __init__(self, visits: Visits, crowd: Crowd, number: int, loaded: Callable[[], None]) -> None:
        self.visits = visits
        self.crowd = crowd
        self.source = f"127.0.1.{1 + number % ADDRESSES}"
        self._loaded = loaded
        self._queue = deque([visits.page])
        self._connections: list[_Connection] = []
        self._idle: list[_Connection] = []
        self._left = len(visits.requests)
        self._go_on()

    def received(self, connection: "_Connection", file: File) -> None:
        self._left -= 1
        self._idle.append(connection)
        self._queue.extend(self.visits.named_by[file.path])
        if self._left:
            self._go_on()
        else:
            for each in self._connections:
                each.close()
            self._loaded()

    def _go_on(self) -> None:
        while self._queue and self._idle:
            self._idle.pop().fetch(self._queue.popleft())
        while self._queue and len(self._connections) < CONNECTIONS:
            self._connections.append(_Connection(self, self._queue.popleft()))


class _Connection:
    """Kept alive: one request after the other."""

    __slots__ = ("_data", "_file", "_socket", "_visit", "descriptor", "happened")

    def __init__(self, visit: _Visit, file: File) -> None:
        self._visit = visit
        self._file = file
        self._data = b""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
        self._socket.bind((visit.source, 0))
        begun = self._socket.connect_ex(("127.0.0.1", visit.visits.port))
        if begun not in (0, errno.EINPROGRESS):
            raise Failed(f"could not connect: {errno.errorcode[begun]}")
        self.descriptor = self._socket.fileno()
        self.happened: Callable[[], None] = self._connected
        visit.crowd.watch(self, select.EPOLLOUT)

    def fetch(self, file: File) -> None:
        """Raises `Failed`."""
        self._file = file
        head = self._visit.visits.requests[file]
        if self._socket.send(head) != len(head):
            raise Failed("the server does not read what it is sent")

    def close(self) -> None:
        self._visit.crowd.forget(self)
        self._socket.close()

    def _connected(self) -> None:
        if error := self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise Failed(f"could not connect: {errno.errorcode[error]}")
        self.happened = self._reading
        self._visit.crowd.watch(self, select.EPOLLIN)
        self.fetch(self._file)

    def _reading(self) -> None:
        chunk = self._socket.recv(AT_A_TIME)
        if not chunk:
            raise Failed(f"the server closed a connection before {self._file.path} was there")
        self._data += chunk
        head, found, body = self._data.partition(HEAD_END)
        if not found:
            return
        length = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200") or length is None:
            raise Failed(f"{self._file.path}: {head[:200].decode(errors='replace')}")
        if len(body) < int(length[1]):
            return
        self._data = b""
        self._visit.visits.received(self._file, len(head) + len(HEAD_END), len(body))
        self._visit.received(self, self._file)
