"""uvicorn's WebSocket protocol with bounds and a faster path for short texts.

On its own uvicorn accepts any number of empty frames, and keeps two timers for each connection.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.protocol import State

from server.live.transport import handshake, parser
from server.live.transport.keepalive import PingWheel
from server.live.transport.outlet import BUFFER_BYTES, EXTENSION, Packet
from server.live.tuning import Tuning
from server.wire import NOT_UTF8

WAITED_FRAME_BYTES = 128 * 1024  # frames up to this are collected whole; larger ones the library refuses
DIRECT_MESSAGES = 32  # texts of one read that go to the listener; further ones go through the queue
PING = b"\x89\x00"  # FIN and opcode 9, with no payload (RFC 6455, section 5.5.2)


class RoomProtocol(WebSocketsSansIOProtocol):
    """One WebSocket connection, by the sans-I/O library, with an outlet for the application."""

    def __init__(self, wheel: PingWheel, tuning: Tuning, **named: Any) -> None:
        super().__init__(**named)
        self._wheel = wheel
        self._tuning = tuning
        self.listener: Callable[[str], None] | None = None
        self._outlet: TransportOutlet | None = None
        self._accepted = b""
        self._alive = True
        self._bare_frames = 0
        self._direct_messages = 0
        self._partial_frame = b""

    # ---- opening

    def take_over(self, request: HttpToolsProtocol) -> None:
        """Continues the connection of a parsed request that asks to become a WebSocket.

        It must be called before any frame is read.
        """
        self.connections.add(self)
        self.transport = request.transport
        self.client, self.server = request.client, request.server
        self.scheme = "wss" if request.scheme == "https" else "ws"
        head = (request.scope["method"], request.scope["http_version"])
        accepted = handshake.fast_accept(*head, request.headers)
        if accepted is None or self.conn.available_extensions:
            accepted = handshake.library_accept(self.conn, *head, request.url, request.headers)
        if accepted is None:
            self.handshake_complete = self.close_sent = True
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()
            return
        self._accepted = accepted
        # The library's parser waits for a request head. Started again in the open state, it waits for frames.
        self.conn.state = State.OPEN
        self.conn.parser = self.conn.parse()
        next(self.conn.parser)
        self.scope = self._scope(request)
        self.queue.put_nowait({"type": "websocket.connect"})
        task = self.loop.create_task(self.run_asgi())
        task.add_done_callback(self.on_task_complete)
        self.tasks.add(task)

    def _scope(self, request: HttpToolsProtocol) -> Any:
        path, _, query = request.url.partition(b"?")
        offered = [value for name, value in request.headers if name == b"sec-websocket-protocol"]
        self._outlet = TransportOutlet(self)
        return {
            "type": "websocket",
            "asgi": {"version": self.asgi_version, "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": self.scheme,
            "server": self.server,
            "client": self.client,
            "root_path": self.root_path,
            "path": self.root_path + unquote(path.decode("latin-1")),
            "raw_path": self.root_path.encode() + path,
            "query_string": query,
            "headers": request.headers,
            "subprotocols": [one.strip() for value in offered for one in value.decode("latin-1").split(",")],
            "state": self.app_state.copy(),
            "extensions": {"websocket.http.response": {}, EXTENSION: self._outlet},
        }

    async def send(self, message: Any) -> None:
        if message["type"] == "websocket.accept" and not self.handshake_complete:
            self._accept(message)
        else:
            await super().send(message)

    def _accept(self, message: dict[str, Any]) -> None:
        fields = [*self.default_headers, *message.get("headers", ())]
        if subprotocol := message.get("subprotocol"):
            fields.append((b"Sec-WebSocket-Protocol", subprotocol.encode("latin-1")))
        self.handshake_complete = True
        if not self.transport.is_closing():
            self.transport.write(handshake.response_head(self._accepted, fields))
            self._wheel.add(self)

    # ---- staying

    def ping(self) -> None:
        """Sends a ping, or cuts the connection if nothing has arrived since the last one.

        A browser that sends nothing may not read either, and a close would wait for it to read its buffer.
        """
        self._bare_frames = 0
        if not self._alive:
            self.transport.abort()
        elif not self.close_sent and not self.transport.is_closing():
            self._alive = False
            self.transport.write(PING)

    def stop_keepalive(self) -> None:
        self._wheel.remove(self)

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
        """Splits the data into whole frames. Most are one short text, and bounds are checked after each."""
        self._alive = True
        self._direct_messages = 0
        if self._partial_frame:
            data, self._partial_frame = self._partial_frame + data, b""
        at = 0
        while at < len(data) and not self.transport.is_closing():
            size = parser.frame_size(data, at)
            if size is None or (at + size > len(data) and size <= WAITED_FRAME_BYTES):
                self._partial_frame = data[at:]
                return
            self._frame_received(data[at : at + size])
            at += size

    def _frame_received(self, frame: bytes) -> None:
        """Gives a text of one frame directly to the listener, if there is one.

        The library's parser takes a third of the cost of a vote; the queue, a task's wake-up and a pause in
        reading take another. Other frames go that way, and so do further texts of a browser that sends many
        at once.
        """
        if self._has_listener() and self.conn.current_size is None and parser.is_whole_text(frame):
            self._deliver(parser.text_payload(frame))
            return
        if parser.is_close(frame):
            # It may come within a message of several frames (RFC 6455, section 5.4), which then never ends.
            # The library would call that an error.
            self.conn.current_size = None
        super().data_received(frame)

    def send_receive_event_to_app(self) -> None:
        """Gives a whole message, which is in `self.frames`, to the listener or to the application.

        uvicorn calls it. A text that is not UTF-8 ends the connection here, because uvicorn would log a stack
        trace for it.
        """
        if self.curr_msg_data_type != "text" or self.close_sent:
            super().send_receive_event_to_app()
        elif self._has_listener():
            frames, self.frames = self.frames, []
            self._deliver(b"".join(frames))
        else:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self._end_as_not_utf8()
            else:
                super().send_receive_event_to_app()

    def _has_listener(self) -> bool:
        waiting = self.read_paused or not self.queue.empty()
        return (
            self.listener is not None
            and not waiting
            and not self.close_sent
            and self._direct_messages < DIRECT_MESSAGES
        )

    def _deliver(self, payload: bytes) -> None:
        assert self.listener is not None
        try:
            text = payload.decode()
        except UnicodeDecodeError:
            self._end_as_not_utf8()
            return
        self._direct_messages += 1
        self.listener(text)

    def _end_as_not_utf8(self) -> None:
        """Ends the connection as uvicorn does, but without the stack trace that it logs for each."""
        self.frames = []
        self.conn.send_close(NOT_UTF8)
        self.handle_parser_exception()

    def handle_cont(self, event: Frame) -> None:
        if self._count_bare_frame():
            super().handle_cont(event)

    def handle_ping(self) -> None:
        """Answers a ping, unless the browser reads no answers: these would pile up in its buffer."""
        if not self._count_bare_frame():
            return
        if self.transport.get_write_buffer_size() > self._tuning.unread_bytes:
            self.transport.abort()
        else:
            super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        if self._count_bare_frame():
            super().handle_pong(event)

    def _count_bare_frame(self) -> bool:
        """Counts a ping, pong or continuation. Cuts the connection above the bound. False if it is closing.

        These frames cost time and memory, and the rates of commands do not count them.
        """
        self._bare_frames += 1
        if self._bare_frames > self._tuning.bare_frames:
            self.transport.abort()
        return not self.transport.is_closing()


class TransportOutlet:
    """An outlet that writes to the transport. It keeps the order with ASGI sends, which end in the same
    `transport.write`.

    `full` is set by the transport's flow control, so that fan-out need not ask the transport. Its cost per
    browser is one write, and the access to objects that are no longer in the processor's caches.
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
