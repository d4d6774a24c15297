"""Long polling, for networks without WebSockets: the same frames by HTTP, held while there is no news."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from server import wire
from server.conference.access import bearer
from server.domain.model.refusal import Refused
from server.live.connection.dispatcher import Dispatcher, Gateway
from server.live.connection.join import Joined
from server.live.connection.origins import Origins
from server.live.fanout.cohorts import Browser
from server.live.transport.outlet import Packet, text_of

ANSWER_S = 15.0
FRAMES = 32  # in one request


class BufferedOutlet:
    """An outlet that keeps what is written, for the response. A passing packet does not end the wait."""

    full = False

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.has_news = asyncio.Event()

    def send(self, data: bytes) -> None:
        self.texts.append(text_of(data))
        self.has_news.set()

    def write(self, packet: Packet) -> None:
        self.texts.append(packet.text)
        if not packet.passing:
            self.has_news.set()

    def buffered(self) -> int:
        return 0

    def listen(self, listener: Callable[[str], None]) -> None:
        pass  # a request's frames are in its body

    def abort(self) -> None:
        self.has_news.set()


class LongPollEndpoint:
    """POST /live/{code}: `{"since"?, "frames": […]}` → `{"frames": […]}`, replies first and then one sync.

    The first request has no token, and a hello as its only frame.
    """

    def __init__(self, gateway: Gateway, origins: Origins) -> None:
        self._gateway = gateway
        self._origins = origins

    async def answer(self, request: Request) -> Response:
        if not self._origins.allow(request.headers):
            return Response(status_code=403)
        try:
            body = await request.body()
            since, frames = _read(body)
            token = bearer(request.headers.get("authorization"))
            if token is not None:
                return await self._later_request(request, token, since, frames, len(body))
            return await self._first_request(request, frames)
        except Refused as refused:
            return self._refusal(refused.ref if isinstance(refused, wire.Unreadable) else None, refused)
        except ClientDisconnect:  # in the middle of a request: nobody to answer, and nothing wrong here
            return Response(status_code=400)

    async def _first_request(self, request: Request, frames: list[Any]) -> Response:
        if len(frames) != 1:
            raise Refused("hello_first", "the first request's only frame must be hello")
        frame = wire.frame_of(frames[0])
        try:
            hello = wire.read_hello(frame, self._gateway.limits)
            joined = await self._join(request, hello, frame.ref)
        except Refused as refused:
            return self._refusal(frame.ref, refused)
        outlet = BufferedOutlet()
        outlet.write(Packet(wire.write_ok(joined.ref, joined.ok)))
        self._send_sync(joined, _browser(joined, outlet))
        return _response(outlet.texts)

    async def _later_request(
        self, request: Request, token: str, since: str | None, frames: list[Any], size_bytes: int
    ) -> Response:
        fields = {"do": "hello", "token": token} | ({} if since is None else {"since": since})
        hello = wire.read_hello(wire.Frame("hello", 0, fields), self._gateway.limits)
        joined = await self._join(request, hello, 0)
        with self._gateway.counted(joined.person):
            self._gateway.rationing.count_frame(joined.person)
            outlet = BufferedOutlet()
            browser = _browser(joined, outlet)
            dispatcher = Dispatcher(self._gateway, joined, browser)
            if size_bytes > dispatcher.frame_bytes and _largest_bytes(frames) > dispatcher.frame_bytes:
                raise Refused("too_long", "a frame is larger than it may be", field="frames")
            for frame in frames:
                dispatcher.receive_decoded(frame)
            with anyio.move_on_after(ANSWER_S):
                await dispatcher.answered()
            if joined.live.ended:  # while a command was stored: there is no news of this room here any more
                return _response(outlet.texts)
            return _response([*outlet.texts, *await self._next_sync(request, joined, held=not frames)])

    async def _next_sync(self, request: Request, joined: Joined, *, held: bool) -> list[str]:
        """One sync from the browser's version. A request without commands waits for news, up to `held_s`.

        The wait ends with the client's connection. A browser that has gone is counted neither among the
        people nor among its person's connections.
        """
        outlet = BufferedOutlet()
        browser = _browser(joined, outlet)
        audience = joined.live.audience
        if self._send_sync(joined, browser) or not held:
            return outlet.texts
        nothing = outlet.texts.copy()
        outlet.texts.clear()
        outlet.has_news.clear()
        audience.add(browser)
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(_abort_when_gone, request, outlet)
                with anyio.move_on_after(self._gateway.tuning.held_s):
                    await outlet.has_news.wait()
                tasks.cancel_scope.cancel()
        finally:
            audience.leave(browser)
        return outlet.texts if outlet.has_news.is_set() else nothing

    @staticmethod
    def _send_sync(joined: Joined, browser: Browser) -> bool:
        """Writes the browser's sync and the count of people. Returns whether anything was new."""
        changed = joined.live.audience.send_sync(browser, joined.since)
        browser.outlet.write(joined.live.presence.packet(browser.kind, monotonic()))
        return changed

    def _refusal(self, ref: wire.Ref | None, refused: Refused) -> Response:
        packet = self._gateway.write_refusal(ref, refused)
        return _response([packet.text], wire.http_status(refused.code))

    async def _join(self, request: Request, hello: wire.Hello, ref: wire.Ref) -> Joined:
        address = request.client.host if request.client else ""
        return await self._gateway.joins.join(request.path_params["code"], hello, ref, address)


async def _abort_when_gone(request: Request, outlet: BufferedOutlet) -> None:
    """Ends the wait of an outlet when the client disconnects. The request's body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    outlet.abort()


def _browser(joined: Joined, outlet: BufferedOutlet) -> Browser:
    return Browser(outlet, joined.person, lambda code: outlet.abort(), joined.link)


def _read(body: bytes) -> tuple[str | None, list[Any]]:
    """Raises `Refused`."""
    try:
        found = wire.decode(body.decode())
    except UnicodeDecodeError:
        raise Refused("invalid", "not JSON") from None
    if not isinstance(found, dict) or found.keys() - {"since", "frames"}:
        raise Refused("invalid", "needs an object of since and frames")
    since, frames = found.get("since"), found.get("frames", [])
    if not (since is None or isinstance(since, str)) or not isinstance(frames, list):
        raise Refused("invalid", "since must be a text and frames a list")
    if len(frames) > FRAMES:
        raise Refused("too_long", "too many frames at once", field="frames")
    return since, frames


def _largest_bytes(frames: list[Any]) -> int:
    return max(len(wire.dump(frame).encode(errors="replace")) for frame in frames)


def _response(frames: list[str], status: int = 200) -> Response:
    """The frames are JSON already."""
    return Response(f'{{"frames":[{",".join(frames)}]}}', status, media_type="application/json")
