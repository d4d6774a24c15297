"""uvicorn's protocols with bounds: it would take heads of any size at any pace, and empty frames for ever."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from server.live.frames import BUFFER_BYTES, EXTENSION, Packet
from server.wire import NOT_UTF8

HEAD_BYTES = 32 * 1024  # of a request, before its body
REQUEST_S = 30.0  # for a whole request to arrive, and for the first to begin
PIPELINED = 32  # requests that may wait for the one before them; browsers send none ahead
AT_ONCE = 32  # messages of one browser taken straight from what arrived at once
BARE_FRAMES = 1000  # pings, pongs and pieces of messages between two of our own pings
_SLICE_BYTES = 4096  # read at a time: a bound is looked at after each

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class RequestProtocol(HttpToolsProtocol):
    """HTTP, until a request becomes a WebSocket."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
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

    def _expect(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(REQUEST_S, self.transport.close)

    def _arrived(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


class RoomProtocol(WebSocketsSansIOProtocol):
    """WebSocket by the sans-I/O library, with an outlet for the application."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.listener: Callable[[str], None] | None = None
        self._outlet: TransportOutlet | None = None
        self._bare_frames = 0
        self._heard = 0

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = self._outlet = TransportOutlet(self)
        await super().run_asgi()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._mark_full(True)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._mark_full(False)

    def connection_lost(self, exc: Exception | None) -> None:
        self._mark_full(True)
        super().connection_lost(exc)

    def _mark_full(self, full: bool) -> None:
        if self._outlet is not None:
            self._outlet.full = full

    def data_received(self, data: bytes) -> None:
        self._heard = 0
        for piece in _slices(data):
            if self.transport.is_closing():
                return
            super().data_received(piece)
            if self.conn.handshake_exc is not None and not self.handshake_initiated:
                # The library takes shorter heads than HTTP does, and uvicorn would never answer.
                self.transport.write(_TOO_LARGE)
                self.transport.close()

    def send_receive_event_to_app(self) -> None:
        """Straight to the listener, where there is one: a queue, a task's wake-up and a pause in reading for
        every message are a third of what a vote costs. Whoever sends much at once gets all three."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                text = b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self._end_as_not_utf8()
                return
            alone = not self.read_paused and self.queue.empty() and self._heard < AT_ONCE
            if alone and self.listener is not None:
                self.frames = []
                self._heard += 1
                self.listener(text)
                return
        super().send_receive_event_to_app()

    def _end_as_not_utf8(self) -> None:
        """As uvicorn does, but for the stack trace that it would log for each."""
        self.frames = []
        self.conn.send_close(NOT_UTF8)
        self.handle_parser_exception()

    def handle_cont(self, event: Frame) -> None:
        if self._may_send_bare():
            super().handle_cont(event)

    def handle_ping(self) -> None:
        if self._may_send_bare():
            super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        if self._may_send_bare():
            super().handle_pong(event)

    def schedule_ping(self) -> None:
        super().schedule_ping()
        self._bare_frames = 0

    def _may_send_bare(self) -> bool:
        """Such frames cost time and memory, and no rate of a room's ever sees them."""
        self._bare_frames += 1
        if self._bare_frames > BARE_FRAMES:
            self.transport.abort()
        return not self.transport.is_closing()


class TransportOutlet:
    """Straight to the transport. Keeps order with ASGI sends, which end in the same `transport.write`.

    `full` is kept by the transport's own flow control, so that fan-out asks no transport anything: what it
    costs per browser is one write, and a look at objects that are no longer in the processor's caches.
    """

    __slots__ = ("_protocol", "full", "send")

    def __init__(self, protocol: RoomProtocol) -> None:
        transport = protocol.transport
        transport.set_write_buffer_limits(high=BUFFER_BYTES)
        self._protocol = protocol
        self.full = transport.is_closing()
        self.send: Callable[[bytes], object] = transport.write

    def write(self, packet: Packet) -> None:
        protocol = self._protocol
        if not protocol.close_sent and not protocol.transport.is_closing():
            protocol.transport.write(packet.data)

    def buffered(self) -> int:
        return self._protocol.transport.get_write_buffer_size()

    def listen(self, listener: Callable[[str], None]) -> None:
        self._protocol.listener = listener

    def abort(self) -> None:
        self._protocol.transport.abort()


def _slices(data: bytes) -> Iterator[bytes]:
    if len(data) <= _SLICE_BYTES:
        yield data
    else:
        yield from (data[i : i + _SLICE_BYTES] for i in range(0, len(data), _SLICE_BYTES))
