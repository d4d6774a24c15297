"""Starlette as its first example has it: await `send_text` for each in turn."""

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from tests.load.peers.serving import serve

here: set[WebSocket] = set()


async def live(socket: WebSocket) -> None:
    await socket.accept()
    here.add(socket)
    try:
        async for text in socket.iter_text():
            for each in list(here):
                await each.send_text(text)
    finally:
        here.discard(socket)


if __name__ == "__main__":
    serve(Starlette(routes=[WebSocketRoute("/", live)]))
