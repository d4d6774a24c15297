"""uvicorn's HTTP with bounds: it would take heads of any size at any pace."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.live.transport.websocket import RoomProtocol
from server.live.tuning import Tuning

HEAD_BYTES = 32 * 1024  # of a request, before its body
PIPELINED = 32  # requests that may wait for the one before them; browsers send none ahead
_SLICE_BYTES = 4096  # read at a time: a bound is looked at after each

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class RequestProtocol(HttpToolsProtocol):
    """HTTP, until a request becomes a WebSocket."""

    def __init__(self, tuning: Tuning, **named: Any) -> None:
        super().__init__(**named)
        self._request_s = tuning.request_s
        self._head_bytes: int | None = 0  # of the request that arrives; `None` once its head is complete
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._expect()
        for piece in _slices(data):
            if self._head_bytes is not None:
                self._head_bytes += len(piece)
                if self._head_bytes > HEAD_BYTES:
                    self.transport.write(_TOO_LARGE)
                    self.transport.close()
                    return
            super().data_received(piece)
            if len(self.pipeline) > PIPELINED:
                self.transport.abort()
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return

    def on_message_begin(self) -> None:
        self._expect()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_bytes = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._head_bytes = 0
        self._arrived()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """uvicorn would write the head down again, to have it read again: a sixth of what a join costs."""
        self.connections.discard(self)
        room_protocol = cast(Callable[..., RoomProtocol], self.ws_protocol_class)
        socket = room_protocol(config=self.config, server_state=self.server_state, app_state=self.app_state)
        self.transport.set_protocol(socket)
        socket.take_over(self)
        del self.parser  # it holds us: what is over is gone at once, and leaves nothing to be collected

    def _expect(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(self._request_s, self.transport.close)

    def _arrived(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def _slices(data: bytes) -> Iterator[bytes]:
    if len(data) <= _SLICE_BYTES:
        yield data
    else:
        yield from (data[i : i + _SLICE_BYTES] for i in range(0, len(data), _SLICE_BYTES))
