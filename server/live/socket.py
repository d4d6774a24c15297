"""The life of one WebSocket: origin, hello, then frames until it ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic

import anyio
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from server import wire
from server.domain.refusal import Refused
from server.live.cohort import Browser
from server.live.conversation import Conversation, Hall
from server.live.frames import EXTENSION, AsgiOutlet, Outlet, Packet
from server.live.greeting import Welcome
from server.live.origins import Origins

HELLO_S = 10.0
NO_ROOM_S = 1.0  # for a hello to be answered where there is no room, before the close code says it anyway
CLOSE_S = 5.0
REFUSALS = 200  # refused for their rate, one after the other, before the socket is closed
UNREAD_BYTES = 1024 * 1024  # that one may have been answered without reading it, before they are cut off
CLOSES = {"no_room": wire.NO_ROOM, "key": wire.KEY_REFUSED, "rate": wire.TOO_MANY, "quota": wire.TOO_MANY}


class Ended(Exception):
    """This connection is over; `code` is what it closes with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Sockets:
    """An endpoint that lives one connection at each call."""

    def __init__(self, hall: Hall, origins: Origins) -> None:
        self._hall = hall
        self._origins = origins

    async def __call__(self, socket: WebSocket) -> None:
        if not self._origins.allow(socket.headers):
            await socket.close()  # before accept: HTTP 403
            return
        await socket.accept()
        async with _outlet(socket) as outlet:
            code = await _Connection(self._hall, socket, outlet).live()
        if code is not None and socket.application_state is not WebSocketState.DISCONNECTED:
            with anyio.move_on_after(CLOSE_S) as patience, suppress(RuntimeError, WebSocketDisconnect):
                await socket.close(code)
            if patience.cancelled_caught:
                outlet.abort()


@asynccontextmanager
async def _outlet(socket: WebSocket) -> AsyncIterator[Outlet]:
    """The transport's own outlet where the server gives one, else one over ASGI with its task."""
    direct: Outlet | None = socket.scope.get("extensions", {}).get(EXTENSION)
    if direct is not None:
        yield direct
        return
    outlet = AsgiOutlet(socket.send_text)
    pump = asyncio.create_task(outlet.run(), name="outlet")
    try:
        yield outlet
    finally:
        await outlet.finish()
        pump.cancel()
        with suppress(asyncio.CancelledError, RuntimeError, OSError, WebSocketDisconnect):
            await pump


class _Connection:
    """One socket, from after its acceptance to before its close."""

    def __init__(self, hall: Hall, socket: WebSocket, outlet: Outlet) -> None:
        self._hall = hall
        self._socket = socket
        self._outlet = outlet

    async def live(self) -> int | None:
        """Returns the code to close with; `None` if the browser has gone by itself."""
        ref: wire.Ref | None = None
        try:
            welcome = await self._welcomed()
            ref = welcome.ref
            with self._hall.counted(welcome.person.id):
                return await self._in_room(welcome)
        except Ended as ended:
            return ended.code
        except Refused as refused:
            self._outlet.write(Packet(wire.write_no(ref, refused)))
            return CLOSES[refused.code]
        except WebSocketDisconnect:
            return None

    async def _welcomed(self) -> Welcome:
        """Who this is and where they stand. A bad token may be followed by one more hello."""
        known = self._hall.greeter.knows(self._code)
        with anyio.move_on_after(HELLO_S if known else NO_ROOM_S):
            for _ in range(3):
                text = await self._receive(self._hall.limits.frame_bytes)
                if text is None:
                    raise WebSocketDisconnect
                ref: wire.Ref | None = None
                try:
                    frame = wire.read_frame(text)
                    ref = frame.ref
                    hello = wire.read_hello(frame, self._hall.limits)
                    return await self._hall.greeter.greet(self._code, hello, ref, self._address)
                except Refused as refused:
                    ref = refused.ref if isinstance(refused, wire.Unreadable) else ref
                    self._outlet.write(Packet(wire.write_no(ref, refused)))
                    if refused.code in CLOSES:
                        raise Ended(CLOSES[refused.code]) from None
        raise Ended(wire.NO_HELLO if known else wire.NO_ROOM)

    @property
    def _code(self) -> str:
        return str(self._socket.path_params["code"])

    @property
    def _address(self) -> str:
        return self._socket.client.host if self._socket.client else ""

    async def _in_room(self, welcome: Welcome) -> int | None:
        code: int | None = None
        with anyio.CancelScope() as scope:

            def end(close: int) -> None:
                nonlocal code
                code = close
                scope.cancel()

            audience = welcome.live.audience
            browser = Browser(self._outlet, welcome.person, end, welcome.link)
            self._outlet.write(Packet(wire.write_ok(welcome.ref, welcome.ok)))
            audience.join(browser, welcome.since)
            try:
                self._outlet.write(welcome.live.presence.packet(browser.sight.kind, monotonic()))
                await self._listen(Conversation(self._hall, welcome, browser), end)
            except Ended as ended:
                code = ended.code
            finally:
                self._outlet.listen(_ignore)
                audience.leave(browser)
        return code

    async def _listen(self, conversation: Conversation, end: Callable[[int], None]) -> None:
        def straight(text: str) -> None:
            try:
                _bounded(text, conversation.frame_bytes)
                self._hear(conversation, text)
            except Ended as ended:
                self._outlet.listen(_ignore)
                end(ended.code)

        self._outlet.listen(straight)
        while (text := await self._receive(conversation.frame_bytes)) is not None:
            self._hear(conversation, text)

    def _hear(self, conversation: Conversation, text: str) -> None:
        """Raises `Ended` for what is too much."""
        conversation.hear(text)
        if self._outlet.buffered() > UNREAD_BYTES:
            self._outlet.abort()
            raise Ended(wire.TOO_SLOW)
        if conversation.refused_in_a_row >= REFUSALS:
            raise Ended(wire.TOO_MANY)

    async def _receive(self, most_bytes: int) -> str | None:
        """The next text; `None` when the browser has gone. Raises `Ended` for what is no text we read."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        text: str | None = message.get("text")
        if text is None:
            raise Ended(wire.BINARY)
        _bounded(text, most_bytes)
        return text


def _ignore(text: str) -> None:
    """What still comes from a connection that is over."""


def _bounded(text: str, most_bytes: int) -> None:
    if len(text) > most_bytes or (len(text) * 4 > most_bytes and len(text.encode()) > most_bytes):
        raise Ended(wire.TOO_BIG)
