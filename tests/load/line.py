"""One browser of the load: its socket, and what it holds."""

import errno
import json
import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.load import framing
from tests.load.screens import Screen, Step

if TYPE_CHECKING:
    from tests.load.client import Crowd

AT_A_TIME = 65536
SLOW_SEGMENT, SLOW_BUFFER = 1400, 4096
PORTS = 25_000  # of one source address; Linux hands out some 28,000


class Failed(Exception):
    """A browser could not connect, or was told something that cannot be."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach a place: port, path, what is said first, and how a frame begins that says one is in.

    `answers` are what a protocol wants said in return. Without `ready`, the handshake is enough.
    """

    port: int
    path: str
    opening: tuple[str, ...] = ()
    ready: bytes | None = None
    answers: dict[bytes, str] = field(default_factory=dict)


class Line:
    """Opens, reads and writes without waiting; the crowd calls `happened` when its socket has something."""

    __slots__ = (
        "_crowd", "_slow", "_socket", "_tail", "counts", "descriptor", "happened", "hello", "is_open",
        "number", "on_reply", "ready_ns", "received", "screen", "started_ns", "watched", "way",
    )  # fmt: skip

    def __init__(self, crowd: "Crowd", number: int, screen: Screen, *, slow: bool = False) -> None:
        self.number = number
        self.screen = screen
        self.is_open = False  # connected, and taken in by the place
        self.received = 0  # stamps
        self.counts = not slow  # in the tally
        self.watched = False  # one of the sample whose votes are timed
        self.on_reply: Callable[[Line, bytes, int], None] | None = None
        self.hello: dict[str, str] = {}  # the ok to it
        self.started_ns = self.ready_ns = 0
        self.descriptor = -1
        self._crowd = crowd
        self._slow = slow
        self._tail = b""

    # ---- connecting

    def connect(self, way: Way) -> None:
        """Begin. What it holds from an earlier connection, it keeps. Raises `Failed`."""
        self.way = way
        self._tail = b""
        self.happened: Callable[[], None] = self._connected
        self.started_ns = time.monotonic_ns()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._slow:
            # As over a real network: with loopback's huge segments the kernel would buffer megabytes.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SLOW_SEGMENT)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW_BUFFER)
        if self.number >= PORTS:
            self._socket.bind((f"127.0.0.{1 + self.number // PORTS}", 0))
        begun = self._socket.connect_ex(("127.0.0.1", way.port))
        if begun not in (0, errno.EINPROGRESS):
            raise Failed(f"could not connect: {errno.errorcode[begun]}")
        self.descriptor = self._socket.fileno()
        self._crowd.watch(self, select.EPOLLOUT)

    def _connected(self) -> None:
        if error := self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise Failed(f"could not connect: {errno.errorcode[error]}")
        self._crowd.watch(self, select.EPOLLIN)
        self.happened = self._shaking
        self._write(framing.handshake(f"127.0.0.1:{self.way.port}", self.way.path))

    def _shaking(self) -> None:
        chunk = self._read()
        if chunk is None:
            return
        head, found, rest = (self._tail + chunk).partition(framing.HANDSHAKE_END)
        if not found and chunk:
            self._tail = head
            return
        if not head.startswith(b"HTTP/1.1 101"):
            raise Failed(f"no WebSocket: {head[:200].decode(errors='replace') or 'closed'}")
        self._tail = b""
        self.happened = self._reading
        for text in self.way.opening:
            self.send(text)
        if self.way.ready is None:
            self._taken_in()
        if rest:
            self._frames(rest)

    def _taken_in(self) -> None:
        self.is_open = True
        self.ready_ns = time.monotonic_ns()
        self._crowd.taken_in(self)

    # ---- writing

    def send(self, text: str) -> None:
        self._write(framing.frame(text.encode()))

    def _write(self, data: bytes) -> None:
        try:
            sent = self._socket.send(data)
        except BlockingIOError:
            sent = 0
        except ConnectionError:
            self.close()
            return
        if sent != len(data):
            raise Failed("the server does not read what it is sent")

    def close(self) -> None:
        self._crowd.forget(self)
        self._socket.close()
        self.descriptor = -1
        self.is_open = False

    # ---- reading

    def pause(self) -> None:
        """Like a phone in a pocket: connected, and reading nothing."""
        self._crowd.forget(self)

    def resume(self) -> None:
        if self.descriptor >= 0:
            self._crowd.watch(self, select.EPOLLIN)

    def _read(self) -> bytes | None:
        """Empty when it is over; nothing when the news was of an earlier socket with this number."""
        try:
            return self._socket.recv(AT_A_TIME)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def _reading(self) -> None:
        chunk = self._read()
        if chunk is None:
            return
        if not chunk:
            self._crowd.lost(self)
            return
        if self.is_open and not self._tail:
            step = self.screen.steps.get(chunk)
            if step is not None:
                self._take(step)
                return
        self._frames(chunk)

    def _frames(self, chunk: bytes) -> None:
        data, start = self._tail + chunk, 0
        while (found := framing.parse(data, start)) is not None:
            opcode, payload, end = found
            screen = self.screen
            if opcode == framing.TEXT:
                step = self._heard(payload)
                if step is not None:
                    if start == 0 and end == len(data) == len(chunk):
                        screen.steps[chunk] = step  # next time, even parsing the frame can be spared
                    self._take(step)
            elif opcode == framing.PING:
                self._write(framing.frame(payload, framing.PONG))
            start = end
            if self.descriptor < 0:
                return
        self._tail = data[start:]

    def _heard(self, payload: bytes) -> Step | None:
        """What it does to the screen; nothing, if it was said to this browser alone."""
        step = self.screen.steps.get(payload)
        if step is None and payload.startswith(b'{"ref":'):
            self._replied(payload)
            return None
        if step is None:
            step = self.screen.step(payload)
        if not self.is_open and self.way.ready is not None and payload.startswith(self.way.ready):
            self._crowd.moved(self, step)
            self._taken_in()
            return None
        if payload in self.way.answers:
            self.send(self.way.answers[payload])
        return step

    def _replied(self, payload: bytes) -> None:
        if b'"no":' in payload[:40]:
            raise Failed(f"refused: {payload[:200].decode()}")
        if not self.is_open:
            self.hello = self.hello or json.loads(payload)["ok"]
        elif self.on_reply is not None:
            self.on_reply(self, payload, time.monotonic_ns())

    def _take(self, step: Step) -> None:
        self._crowd.moved(self, step)
