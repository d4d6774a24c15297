"""uvicorn's HTTP protocol with bounds. On its own it accepts request heads of any size at any pace."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.live.transport.websocket import RoomProtocol
from server.live.tuning import Tuning

HEAD_BYTES = 32 * 1024  # the largest head of a request
MOST_PIPELINED = 32  # requests that may wait for the one before them; browsers pipeline none
_SLICE_BYTES = 4096  # parsed at a time; the bounds are checked after each

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class RequestProtocol(HttpToolsProtocol):
    """HTTP on one connection, until a request becomes a WebSocket.

    The connection is closed if a request does not arrive whole within `tuning.request_s`, or if none begins
    within that time at first.
    """

    def __init__(self, tuning: Tuning, **named: Any) -> None:
        super().__init__(**named)
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
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._head_bytes = 0
        self._stop_timer()
        super().on_message_complete()

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
