"""The life of one connection: origin, hello, then commands until it ends."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from time import monotonic

import anyio
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from server import wire
from server.domain import commands as c
from server.domain.limits import Limits
from server.domain.people import permit
from server.domain.refusal import Refused
from server.domain.rules import Ok, decide
from server.live.audience import Browser
from server.live.commits import Outcome, Wish
from server.live.frames import EXTENSION, AsgiOutlet, Outlet, Packet
from server.live.greeting import Greeter, Welcome
from server.live.origins import Origins
from server.live.rates import COMMANDS, QUESTIONS, SOCKETS_PER_PERSON, Buckets
from server.live.rooms import LiveRoom, Rooms

HELLO_S = 10.0
CLOSE_S = 5.0
UNANSWERED = 64  # commands of one socket that may be under way at once
REFUSALS = 200  # refused for their rate, one after the other, before the socket is closed


class Ended(Exception):
    """This connection is over; `code` is what it closes with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Sockets:
    """What all connections of a process share. As an ASGI endpoint it lives one of them at each call."""

    rooms: Rooms
    greeter: Greeter
    origins: Origins
    limits: Limits
    rates_enabled: bool = True

    def __post_init__(self) -> None:
        self._commands = Buckets(COMMANDS, enabled=self.rates_enabled)
        self._questions = Buckets(QUESTIONS, enabled=self.rates_enabled)
        self._open: Counter[str] = Counter()

    async def __call__(self, socket: WebSocket) -> None:
        if not self.origins.allow(socket.headers):
            await socket.close()  # before accept: HTTP 403
            return
        await socket.accept()
        async with _outlet(socket) as outlet:
            connection = _Connection(self, socket, outlet)
            code = await connection.live()
        if code is not None and socket.application_state is not WebSocketState.DISCONNECTED:
            with anyio.move_on_after(CLOSE_S) as patience, suppress(RuntimeError, WebSocketDisconnect):
                await socket.close(code)
            if patience.cancelled_caught:
                outlet.abort()

    @asynccontextmanager
    async def counted(self, person: str) -> AsyncIterator[None]:
        """One more open socket of this person. Raises `Refused("quota")` when they have too many."""
        if self.rates_enabled and self._open[person] >= SOCKETS_PER_PERSON:
            raise Refused("quota", "too many open connections")
        self._open[person] += 1
        try:
            yield
        finally:
            self._open[person] -= 1
            if not self._open[person]:
                del self._open[person]

    def allow(self, person: str, command: c.Command | None) -> None:
        """Raises `Refused("rate")`. Every frame counts as a command; an ask counts as a question too."""
        now_s = monotonic()
        if command is None:
            self._commands.take(person, now_s)
        elif isinstance(command, c.Ask):
            self._questions.take(person, now_s)


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

    def __init__(self, sockets: Sockets, socket: WebSocket, outlet: Outlet) -> None:
        self._sockets = sockets
        self._socket = socket
        self._outlet = outlet
        self._unanswered = 0
        self._refusals = 0

    async def live(self) -> int | None:
        """Returns the code to close with; `None` if the browser has gone by itself."""
        try:
            welcome = await self._welcomed()
            async with self._sockets.counted(welcome.person.id):
                return await self._in_room(welcome)
        except Ended as ended:
            return ended.code
        except Refused as refused:
            self._no(None, refused)
            return wire.TOO_MANY
        except WebSocketDisconnect:
            return None

    # ---- hello

    async def _welcomed(self) -> Welcome:
        """Who this is and where they stand. A bad token may be followed by one more hello."""
        code = self._socket.path_params["code"]
        with anyio.move_on_after(HELLO_S):
            for _ in range(3):
                text = await self._receive(self._sockets.limits.frame_bytes)
                if text is None:
                    raise WebSocketDisconnect
                ref: wire.Ref | None = None
                try:
                    frame = wire.read_frame(text)
                    ref = frame.ref
                    hello = wire.read_hello(frame, self._sockets.limits)
                    client = self._socket.client
                    return await self._sockets.greeter.greet(code, hello, ref, client.host if client else "")
                except Refused as refused:
                    self._no(refused.ref if isinstance(refused, wire.Unreadable) else ref, refused)
                    closes = {"no_room": wire.NO_ROOM, "key": wire.KEY_REFUSED, "rate": wire.TOO_MANY}
                    if refused.code in closes:
                        raise Ended(closes[refused.code]) from None
        raise Ended(wire.NO_HELLO)

    # ---- in the room

    async def _in_room(self, welcome: Welcome) -> int | None:
        live, rooms = welcome.live, self._sockets.rooms
        code: int | None = None
        with anyio.CancelScope() as scope:

            def end(close: int) -> None:
                nonlocal code
                code = close
                scope.cancel()

            browser = Browser(self._outlet, welcome.person, end, welcome.link)
            self._outlet.write(Packet(wire.write_ok(welcome.ref, welcome.ok)))
            live.audience.join(browser, welcome.since)
            self._outlet.write(live.presence.packet(browser.sight.kind, monotonic()))
            try:
                await self._read_loop(live, rooms, browser, welcome)
            except Ended as ended:
                code = ended.code
            finally:
                live.audience.leave(browser)
        return code

    async def _read_loop(self, live: LiveRoom, rooms: Rooms, browser: Browser, welcome: Welcome) -> None:
        limits = self._sockets.limits
        most = limits.moderator_frame_bytes if welcome.moderates else limits.frame_bytes
        while (text := await self._receive(most)) is not None:
            ref: wire.Ref | None = None
            try:
                frame = wire.read_frame(text)
                ref = frame.ref
                self._sockets.allow(browser.person.id, None)
                self._refusals = 0
                if frame.do == "hello":
                    raise Refused("wrong_state", "hello was said already", field="do")
                command = wire.read_command(frame, limits)
                self._carry_out(live, rooms, browser, welcome, frame, command)
            except Refused as refused:
                self._refused(refused.ref if isinstance(refused, wire.Unreadable) else ref, refused)

    def _carry_out(
        self,
        live: LiveRoom,
        rooms: Rooms,
        browser: Browser,
        welcome: Welcome,
        frame: wire.Frame,
        command: c.Command,
    ) -> None:
        person = browser.person
        permit(person, command.do)
        if isinstance(command, c.Ping):
            self._outlet.write(Packet(wire.write_ok(frame.ref, {})))
        elif isinstance(command, c.Touch):
            decide(live.room, person, command, welcome.at, str)
            rooms.touch(live, command.id, welcome.label)
            self._outlet.write(Packet(wire.write_ok(frame.ref, {})))
        else:
            self._sockets.allow(person.id, command)
            if self._unanswered >= UNANSWERED:
                raise Refused("overloaded", "too many commands without an answer", retry_after_s=1.0)
            at = command.seen if isinstance(command, c.Editing) else None
            seen = live.version_at(at, browser.sight.kind)
            if at is not None and seen is None:
                raise Refused("invalid", "seen must be an at of this connection", field="seen")
            self._unanswered += 1
            answer = self._answerer(frame.ref)
            rooms.submit(live, Wish(person, command, answer, frame.key, seen, browser))

    def _answerer(self, ref: wire.Ref) -> Callable[[Outcome], None]:
        def answer(outcome: Outcome) -> None:
            self._unanswered -= 1
            if isinstance(outcome, Refused):
                self._no(ref, outcome)
            else:
                self._ok(ref, outcome)

        return answer

    def _ok(self, ref: wire.Ref, ok: Ok) -> None:
        self._outlet.write(Packet(wire.write_ok(ref, ok)))

    def _no(self, ref: wire.Ref | None, refused: Refused) -> None:
        self._outlet.write(Packet(wire.write_no(ref, refused)))

    def _refused(self, ref: wire.Ref | None, refused: Refused) -> None:
        self._no(ref, refused)
        if refused.code == "rate":
            self._refusals += 1
            if self._refusals >= REFUSALS:
                raise Ended(wire.TOO_MANY)

    async def _receive(self, most_bytes: int) -> str | None:
        """The next text; `None` when the browser has gone. Raises `Ended` for what is no text we read."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        text: str | None = message.get("text")
        if text is None:
            raise Ended(wire.BINARY)
        if len(text) > most_bytes or (len(text) * 4 > most_bytes and len(text.encode()) > most_bytes):
            raise Ended(wire.TOO_BIG)
        return text
