"""uvicorn's HTTP protocol with bounds, and a faster path for answers that are fixed bytes.

On its own uvicorn accepts request heads of any size at any pace, and makes a task for every request.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, cast

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.utils import get_local_addr, get_remote_addr, is_ssl

from server.live.transport.deadline import Deadline
from server.live.transport.outlet import BUFFER_BYTES
from server.live.transport.websocket import RoomProtocol
from server.live.tuning import Tuning

HEAD_BYTES = 32 * 1024  # the largest head of a request
VERSIONS = ("1.0", "1.1")
MOST_PIPELINED = 32  # requests that may wait for the one before them; browsers pipeline none
_SLICE_BYTES = 4096  # parsed at a time; the bounds are checked after each

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_FOR_APPLICATION = frozenset((b"content-length", b"transfer-encoding", b"expect", b"upgrade"))


class FixedAnswer(Protocol):
    """An answer that is the same bytes each time, but for its date.

    `fields` are the lines of its head after the status line, with the empty line at the end.
    """

    status_code: int
    fields: bytes
    body: bytes


FindAnswer = Callable[[bytes, Sequence[tuple[bytes, bytes]]], FixedAnswer | None]
"""The application's answer to a GET of this target with these header fields; `None` if it has to be asked."""


class RequestProtocol(HttpToolsProtocol):
    """HTTP on one connection, until a request becomes a WebSocket.

    The connection is closed if a request does not arrive whole within `tuning.request_s`, or if none begins
    within that time at first.
    """

    def __init__(self, tuning: Tuning, find_answer: FindAnswer, **named: Any) -> None:
        super().__init__(**named)
        self._find_answer = find_answer
        self._hosts = 0
        self._is_usual = True  # no field of the arriving request is one that only the application understands
        self._is_answered = False  # the arriving request, directly
        self._head_bytes: int | None = 0  # of the arriving request; `None` once its head is complete
        self._is_arriving = False
        self._request_s = tuning.request_s

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Does what uvicorn does, but leaves the addresses for when they are needed.

        uvicorn makes two socket objects to ask for them. Answers without the application need none.
        """
        self.connections.add(self)
        self.transport = transport
        self.flow = FlowControl(transport)
        self._deadline = Deadline(self.loop, self.timeout_keep_alive, transport.close)
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline.stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._begin()
        for piece in _slices(data):
            if self._head_bytes is not None:
                self._head_bytes += len(piece)
                if self._head_bytes > HEAD_BYTES:
                    self.transport.write(_TOO_LARGE)
                    self.transport.close()
                    return
            super().data_received(piece)
            if len(self.pipeline) > MOST_PIPELINED:
                self.transport.abort()
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return

    def on_message_begin(self) -> None:
        """Leaves uvicorn's part, which makes the scope of an application, for when that is asked."""
        self._begin()
        self.url = b""
        self.headers = []
        self.expect_100_continue = False
        self._is_usual = True
        self._hosts = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        if name == b"host":
            self._hosts += 1
        elif name in _FOR_APPLICATION:
            self._is_usual = False
            if name == b"expect" and value.lower() == b"100-continue":
                self.expect_100_continue = True
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        self._head_bytes = None
        self._check_head()
        answer = self._fixed_answer()
        if answer is None:
            self._make_scope()
            super().on_headers_complete()
        else:
            self._is_answered = True
            self._give(answer)

    def _check_head(self) -> None:
        """Raises `ValueError`, which uvicorn answers with 400, for a version that is neither 1.0 nor 1.1, and
        for a request without exactly one Host (RFC 9112, section 3.2). One of version 1.0 may have none.
        """
        version = self.parser.get_http_version()
        if version not in VERSIONS or self._hosts > 1 or (self._hosts == 0 and version != "1.0"):
            raise ValueError("not a request of HTTP/1.1 for one host")

    def _make_scope(self) -> None:
        if self.scheme is None:
            self.server, self.client = get_local_addr(self.transport), get_remote_addr(self.transport)
            self.scheme = "https" if is_ssl(self.transport) else "http"
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.headers += headers  # the list that the scope has
        self.url, self.expect_100_continue = url, expects

    def on_message_complete(self) -> None:
        self._head_bytes = 0
        self._is_arriving = False
        if self._is_answered:
            self._is_answered = False
            self._deadline.set(self.timeout_keep_alive)
        else:
            self._deadline.clear()
            super().on_message_complete()

    def _fixed_answer(self) -> FixedAnswer | None:
        """The answer that needs no application. Whatever is not quite usual goes to the application."""
        parser = self.parser
        if (
            parser.get_method() != b"GET"
            or parser.get_http_version() != "1.1"
            or not parser.should_keep_alive()
            or parser.should_upgrade()
            or self._is_pending
            or self.flow.write_paused
            or self.transport.get_write_buffer_size() > BUFFER_BYTES
            or not self._is_usual
        ):
            return None
        return self._find_answer(self.url, self.headers)

    @property
    def _is_pending(self) -> bool:
        """Whether the application has not answered the request before this one."""
        cycle = cast(RequestResponseCycle | None, self.cycle)
        return cycle is not None and not cycle.response_complete

    def _give(self, answer: FixedAnswer) -> None:
        """Writes what uvicorn would write after it had asked the application."""
        named = b"".join([b"%b: %b\r\n" % field for field in self.server_state.default_headers])
        self.transport.writelines((STATUS_LINE[answer.status_code] + named + answer.fields, answer.body))
        self.server_state.total_requests += 1

    def handle_websocket_upgrade(self) -> None:
        """Hands the connection over as it is.

        uvicorn would encode the head and have the WebSocket library parse it again: a sixth of a join's cost.
        """
        self.connections.discard(self)
        self._deadline.stop()
        room_protocol = cast(Callable[..., RoomProtocol], self.ws_protocol_class)
        socket = room_protocol(config=self.config, server_state=self.server_state, app_state=self.app_state)
        self.transport.set_protocol(socket)
        socket.take_over(self)
        del self.parser  # it refers to this object; without the cycle nothing is left to the collector

    def _begin(self) -> None:
        """Starts the time in which a request has to arrive."""
        if not self._is_arriving:
            self._is_arriving = True
            self._deadline.set(self._request_s)


def _slices(data: bytes) -> Iterator[bytes]:
    if len(data) <= _SLICE_BYTES:
        yield data
    else:
        yield from (data[i : i + _SLICE_BYTES] for i in range(0, len(data), _SLICE_BYTES))
