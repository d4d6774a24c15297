"""Lines that carry a pretend browser's frames: the application called directly, or a real socket."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Protocol, Self

from starlette.types import ASGIApp, Message
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE_S = 10.0
Body = dict[str, Any]


class Line(Protocol):
    """A line that carries a browser's frames. `next` is a text, or the close code once it is over."""

    async def send(self, text: str) -> None: ...

    async def next(self) -> str | int: ...

    async def leave(self) -> None: ...


class AsgiLine:
    """The application called directly, as a server would; `scope` fields may be given."""

    def __init__(
        self, app: ASGIApp, code: str, headers: Mapping[str, str] | None = None, address: str = "127.0.0.1"
    ) -> None:
        self.reading = asyncio.Event()  # cleared, it is a network that takes nothing any more
        self.reading.set()
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        scope = {
            "type": "websocket",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "scheme": "ws",
            "path": f"/live/{code}",
            "raw_path": f"/live/{code}".encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [
                (name.encode(), value.encode())
                for name, value in {"host": "suara.test", **(headers or {})}.items()
            ],
            "client": (address, 50000),
            "server": ("suara.test", 80),
            "subprotocols": [],
            "state": {},
            "extensions": {},
        }
        self._to_app.put_nowait({"type": "websocket.connect"})
        self._app = asyncio.ensure_future(self._live(app, scope))

    async def _live(self, app: ASGIApp, scope: Body) -> None:
        try:
            await app(scope, self._to_app.get, self._take)
        finally:
            await self._from_app.put({"type": "app.returned"})

    async def _take(self, message: Message) -> None:
        await self.reading.wait()
        await self._from_app.put(message)

    async def opened(self) -> str:
        """`websocket.accept`, or `websocket.close`, which before accepting is HTTP 403."""
        async with asyncio.timeout(PATIENCE_S):
            return str((await self._from_app.get())["type"])

    async def send(self, text: str) -> None:
        await self.put({"type": "websocket.receive", "text": text})

    async def put(self, message: Message) -> None:
        await self._to_app.put(message)

    async def next(self) -> str | int:
        message = await self._from_app.get()
        if message["type"] == "websocket.send":
            return str(message["text"])
        await self._app  # whatever it raised, the test raises
        return int(message.get("code", 1005))

    async def leave(self) -> None:
        self.reading.set()
        await self.put({"type": "websocket.disconnect", "code": 1001})


class SocketLine:
    """A real socket, by the `websockets` client."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    @classmethod
    async def open(cls, url: str, code: str, headers: Mapping[str, str] | None = None) -> Self:
        address = f"{url.replace('http', 'ws', 1)}/live/{code}"
        return cls(await connect(address, additional_headers=headers, proxy=None, max_size=None))

    async def send(self, text: str) -> None:
        """Does nothing on a connection that is over: `next` says so."""
        with suppress(ConnectionClosed):
            await self.connection.send(text)

    async def next(self) -> str | int:
        try:
            return str(await self.connection.recv(decode=True))
        except ConnectionClosed:
            return self.connection.close_code or 1006

    async def leave(self) -> None:
        await self.connection.close()
