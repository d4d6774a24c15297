"""One browser of the load: its connection, and the screen that its frames have led to."""

import errno
import json
import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.load import frames
from tests.load.screens import Screen, Transition

if TYPE_CHECKING:
    from tests.load.pool import ClientPool

READ_BYTES = 65536
SLOW_SEGMENT_BYTES, SLOW_BUFFER_BYTES = 1400, 4096
PORTS = 25_000  # of one source address; Linux hands out some 28,000


class LoadError(Exception):
    """A client could not connect, or received a frame that cannot be right."""


@dataclass(frozen=True, slots=True)
class Target:
    """Connecting: port, path, the first frames, and the beginning of the frame that completes the join.

    `answers` maps frames of a protocol to the replies that it demands. Without `ready` the handshake
    completes the join.
    """

    port: int
    path: str
    opening: tuple[str, ...] = ()
    ready: bytes | None = None
    answers: dict[bytes, str] = field(default_factory=dict)


class Client:
    """Connects, reads and writes without waiting; the pool calls `on_ready` when its socket is ready."""

    __slots__ = (
        "_pool", "_rest", "_slow", "_socket", "counted", "descriptor", "hello_ok", "is_open", "joined_ns",
        "number", "on_ready", "on_reply", "sampled", "screen", "stamps", "started_ns", "target",
    )  # fmt: skip

    def __init__(self, pool: "ClientPool", number: int, screen: Screen, *, slow: bool = False) -> None:
        self.number = number
        self.screen = screen
        self.is_open = False  # connected and joined
        self.stamps = 0  # received
        self.counted = not slow  # in the pool's tally
        self.sampled = False  # its delays are measured
        self.on_reply: Callable[[Client, bytes, int], None] | None = None
        self.hello_ok: dict[str, str] = {}
        self.started_ns = self.joined_ns = 0
        self.descriptor = -1
        self._pool = pool
        self._slow = slow
        self._rest = b""  # of a frame that has not arrived whole

    # ---- connecting

    def connect(self, target: Target) -> None:
        """Starts to connect. Keeps the screen of an earlier connection. Raises `LoadError`."""
        self.target = target
        self._rest = b""
        self.on_ready: Callable[[], None] = self._send_handshake
        self.started_ns = time.monotonic_ns()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._slow:
            # As over a real network: with loopback's huge segments the kernel would buffer megabytes.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SLOW_SEGMENT_BYTES)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW_BUFFER_BYTES)
        if self.number >= PORTS:
            self._socket.bind((f"127.0.0.{1 + self.number // PORTS}", 0))
        error = self._socket.connect_ex(("127.0.0.1", target.port))
        if error not in (0, errno.EINPROGRESS):
            raise LoadError(f"could not connect: {errno.errorcode[error]}")
        self.descriptor = self._socket.fileno()
        self._pool.register(self, select.EPOLLOUT)

    def _send_handshake(self) -> None:
        if error := self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise LoadError(f"could not connect: {errno.errorcode[error]}")
        self._pool.register(self, select.EPOLLIN)
        self.on_ready = self._read_handshake
        self._write(frames.handshake(f"127.0.0.1:{self.target.port}", self.target.path))

    def _read_handshake(self) -> None:
        chunk = self._read()
        if chunk is None:
            return
        head, found, rest = (self._rest + chunk).partition(frames.HANDSHAKE_END)
        if not found and chunk:
            self._rest = head
            return
        if not head.startswith(b"HTTP/1.1 101"):
            raise LoadError(f"no WebSocket: {head[:200].decode(errors='replace') or 'closed'}")
        self._rest = b""
        self.on_ready = self._read_frames
        for text in self.target.opening:
            self.send(text)
        if self.target.ready is None:
            self._joined()
        if rest:
            self._parse(rest)

    def _joined(self) -> None:
        self.is_open = True
        self.joined_ns = time.monotonic_ns()
        self._pool.joined(self)

    # ---- writing

    def send(self, text: str) -> None:
        self._write(frames.frame(text.encode()))

    def _write(self, data: bytes) -> None:
        try:
            sent = self._socket.send(data)
        except BlockingIOError:
            sent = 0
        except ConnectionError:
            self.close()
            return
        if sent != len(data):
            raise LoadError("the server does not read what it is sent")

    def close(self) -> None:
        self._pool.unregister(self)
        self._socket.close()
        self.descriptor = -1
        self.is_open = False

    # ---- reading

    def pause(self) -> None:
        """Stays connected and reads nothing, like a phone in a pocket."""
        self._pool.unregister(self)

    def resume(self) -> None:
        if self.descriptor >= 0:
            self._pool.register(self, select.EPOLLIN)

    def _read(self) -> bytes | None:
        """Empty when the connection has ended; `None` when there is nothing to read after all."""
        try:
            return self._socket.recv(READ_BYTES)
        except BlockingIOError:  # the event was about an earlier socket with this descriptor
            return None
        except OSError:
            return b""

    def _read_frames(self) -> None:
        chunk = self._read()
        if chunk is None:
            return
        if not chunk:
            self._pool.disconnected(self)
            return
        if self.is_open and not self._rest:
            transition = self.screen.transitions.get(chunk)
            if transition is not None:
                self._pool.advanced(self, transition)
                return
        self._parse(chunk)

    def _parse(self, chunk: bytes) -> None:
        data, start = self._rest + chunk, 0
        while (found := frames.parse(data, start)) is not None:
            opcode, payload, end = found
            screen = self.screen
            if opcode == frames.TEXT:
                transition = self._receive(payload)
                if transition is not None:
                    if start == 0 and end == len(data) == len(chunk):
                        screen.transitions[chunk] = transition  # so the next client need not parse the frame
                    self._pool.advanced(self, transition)
            elif opcode == frames.PING:
                self._write(frames.frame(payload, frames.PONG))
            start = end
            if self.descriptor < 0:
                return
        self._rest = data[start:]

    def _receive(self, payload: bytes) -> Transition | None:
        """The effect on the screen; `None` for a frame that went to this client alone."""
        transition = self.screen.transitions.get(payload)
        if transition is None and payload.startswith(b'{"ref":'):
            self._receive_reply(payload)
            return None
        if transition is None:
            transition = self.screen.transition(payload)
        if not self.is_open and self.target.ready is not None and payload.startswith(self.target.ready):
            self._pool.advanced(self, transition)
            self._joined()
            return None
        if payload in self.target.answers:
            self.send(self.target.answers[payload])
        return transition

    def _receive_reply(self, payload: bytes) -> None:
        if b'"no":' in payload[:40]:
            raise LoadError(f"refused: {payload[:200].decode()}")
        if not self.is_open:
            self.hello_ok = self.hello_ok or json.loads(payload)["ok"]
        elif self.on_reply is not None:
            self.on_reply(self, payload, time.monotonic_ns())
