"""Starlette sending back what it is sent: no rules, no record."""

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from tests.load.peers.serving import serve


async def live(socket: WebSocket) -> None:
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(text)


if __name__ == "__main__":
    serve(Starlette(routes=[WebSocketRoute("/", live)]))
