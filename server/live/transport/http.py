"""uvicorn's HTTP protocol with bounds, and a faster path for answers that are fixed bytes.

On its own uvicorn accepts request heads of any size at any pace, and makes a task for every request.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from server.live.transport.outlet import BUFFER_BYTES
from server.live.transport.websocket import RoomProtocol
from server.live.tuning import Tuning

HEAD_BYTES = 32 * 1024  # the largest head of a request
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
        self._is_answered = False  # the arriving request, directly
        self._request_s = tuning.request_s
        self._head_bytes: int | None = 0  # of the arriving request; `None` once its head is complete
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._start_timer()
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
        self._start_timer()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_bytes = None
        answer = self._fixed_answer()
        if answer is None:
            super().on_headers_complete()
        else:
            self._is_answered = True
            self._give(answer)

    def on_message_complete(self) -> None:
        self._head_bytes = 0
        self._stop_timer()
        if self._is_answered:
            self._is_answered = False
        else:
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
            or any(name in _FOR_APPLICATION for name, _ in self.headers)
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
        self.on_response_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hands the connection over as it is.

        uvicorn would encode the head and have the WebSocket library parse it again: a sixth of a join's cost.
        """
        self.connections.discard(self)
        room_protocol = cast(Callable[..., RoomProtocol], self.ws_protocol_class)
        socket = room_protocol(config=self.config, server_state=self.server_state, app_state=self.app_state)
        self.transport.set_protocol(socket)
        socket.take_over(self)
        del self.parser  # it refers to this object; without the cycle nothing is left to the collector

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(self._request_s, self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _slices(data: bytes) -> Iterator[bytes]:
    if len(data) <= _SLICE_BYTES:
        yield data
    else:
        yield from (data[i : i + _SLICE_BYTES] for i in range(0, len(data), _SLICE_BYTES))
