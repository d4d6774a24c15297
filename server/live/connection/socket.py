"""The life of one WebSocket: origin, hello, then frames until it ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import NoReturn

import anyio
from starlette.datastructures import Headers
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from server import wire
from server.domain.model.refusal import Refused
from server.live.connection.dispatcher import Dispatcher, Gateway
from server.live.connection.join import Joined
from server.live.connection.origins import Origins
from server.live.fanout.cohorts import Browser
from server.live.transport.outlet import EXTENSION, AsgiOutlet, Outlet, Packet

CLOSE_S = 5.0
REFUSALS = 200  # refused for their rate, one after the other, before the socket is closed
CLOSES = {
    "no_room": wire.NO_ROOM,
    "key": wire.KEY_REFUSED,
    "rate": wire.TOO_MANY,
    "quota": wire.TOO_MANY,
    "overloaded": wire.TOO_MANY,
}


class CloseConnection(Exception):
    """This connection is over. `code` is what to close it with; `None` if the browser has gone by itself."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class WebSocketEndpoint:
    """An endpoint that lives one connection at each call."""

    def __init__(self, gateway: Gateway, origins: Origins) -> None:
        self._gateway = gateway
        self._origins = origins

    async def __call__(self, socket: WebSocket) -> None:
        if not self._origins.allow(Headers(scope=socket.scope)):
            await socket.close()  # before accept: HTTP 403
            return
        socket.scope["headers"] = []  # cookies and all the rest: for hours, and nobody looks at them again
        await socket.accept()
        outlet: Outlet | None = socket.scope.get("extensions", {}).get(EXTENSION)
        if outlet is not None:
            code = await _Connection(self._gateway, socket, outlet).run()
        else:
            async with _over_asgi(socket) as outlet:
                code = await _Connection(self._gateway, socket, outlet).run()
        if code is not None and socket.application_state is not WebSocketState.DISCONNECTED:
            with anyio.move_on_after(CLOSE_S) as patience, suppress(RuntimeError, WebSocketDisconnect):
                await socket.close(code)
            if patience.cancelled_caught:
                outlet.abort()


@asynccontextmanager
async def _over_asgi(socket: WebSocket) -> AsyncIterator[Outlet]:
    """An outlet over ASGI with its task, for servers that give none to their transport."""
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

    def __init__(self, gateway: Gateway, socket: WebSocket, outlet: Outlet) -> None:
        self._gateway = gateway
        self._socket = socket
        self._outlet = outlet
        self._is_over = False

    async def run(self) -> int | None:
        """Returns the code to close with; `None` if the browser has gone by itself."""
        known = self._gateway.joins.room_exists(self._code)
        self._close_without_hello = wire.NO_HELLO if known else wire.NO_ROOM
        self._close_code: int | None = self._close_without_hello
        tuning = self._gateway.tuning
        try:
            async with asyncio.timeout(tuning.hello_s if known else tuning.no_room_s) as self._end:
                await self._until_closed()
        except TimeoutError:
            if not self._end.expired():
                raise
        finally:
            self._is_over = True
        return self._close_code

    async def _until_closed(self) -> None:
        try:
            joined = await self._authenticate()
            self._end.reschedule(None)
            try:
                await self._in_room(joined)
            finally:
                self._gateway.leave(joined.person)
        except CloseConnection as over:
            self._close(over.code)

    def _close(self, code: int | None) -> None:
        """End the connection, whatever it waits for. The first code counts."""
        if not self._is_over and not self._end.expired():
            self._is_over = True
            self._close_code = code
            self._end.reschedule(0)

    async def _authenticate(self) -> Joined:
        """Their hello, counted as one more open connection of theirs. Another hello may follow a bad token.

        Raises `CloseConnection`.
        """
        for _ in range(3):
            text = await self._receive(self._gateway.limits.frame_bytes)
            ref: wire.Ref | None = None
            try:
                frame = wire.read_frame(text)
                ref = frame.ref
                hello = wire.read_hello(frame, self._gateway.limits)
                joined = await self._gateway.joins.join(self._code, hello, ref, self._address)
                self._gateway.enter(joined.person)
                return joined
            except Refused as refused:
                self._refuse(refused.ref if isinstance(refused, wire.Unreadable) else ref, refused)
        raise CloseConnection(self._close_without_hello)

    def _refuse(self, ref: wire.Ref | None, refused: Refused) -> None:
        """Raises `CloseConnection` when there is no use in another hello."""
        self._outlet.write(self._gateway.write_refusal(ref, refused))
        if refused.code in CLOSES:
            raise CloseConnection(CLOSES[refused.code]) from None

    @property
    def _code(self) -> str:
        return str(self._socket.path_params["code"])

    @property
    def _address(self) -> str:
        return self._socket.client.host if self._socket.client else ""

    async def _in_room(self, joined: Joined) -> NoReturn:
        audience = joined.live.audience
        browser = Browser(self._outlet, joined.person, self._close, joined.link)
        self._outlet.write(Packet(wire.write_ok(joined.ref, joined.ok)))
        audience.join(browser, joined.since, first=joined.first)
        try:
            self._outlet.write(joined.live.presence.packet(browser.kind, monotonic()))
            await self._listen(Dispatcher(self._gateway, joined, browser))
        finally:
            self._outlet.listen(_ignore)
            audience.leave(browser)

    async def _listen(self, dispatcher: Dispatcher) -> NoReturn:
        def on_text(text: str) -> None:
            try:
                _bounded(text, dispatcher.frame_bytes)
                self._on_frame(dispatcher, text)
            except CloseConnection as over:
                self._outlet.listen(_ignore)
                self._close(over.code)

        self._outlet.listen(on_text)
        while True:
            self._on_frame(dispatcher, await self._receive(dispatcher.frame_bytes))

    def _on_frame(self, dispatcher: Dispatcher, text: str) -> None:
        """Raises `CloseConnection` if the browser reads nothing or is refused again and again."""
        dispatcher.receive(text)
        # The flag first: it costs nothing, and is down for every browser that reads its answers.
        if self._outlet.full and self._outlet.buffered() > self._gateway.tuning.unread_bytes:
            self._outlet.abort()
            raise CloseConnection(wire.TOO_SLOW)
        if dispatcher.refused_in_a_row >= REFUSALS:
            raise CloseConnection(wire.TOO_MANY)

    async def _receive(self, most_bytes: int) -> str:
        """The next text. Raises `CloseConnection` if it is no text or too long, or the browser has gone."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise CloseConnection(None)
        text: str | None = message.get("text")
        if text is None:
            raise CloseConnection(wire.BINARY)
        _bounded(text, most_bytes)
        return text


def _ignore(text: str) -> None:
    """Drops texts that still arrive on a connection that is over."""


def _bounded(text: str, most_bytes: int) -> None:
    if len(text) > most_bytes or (len(text) * 4 > most_bytes and len(text.encode()) > most_bytes):
        raise CloseConnection(wire.TOO_BIG)
