"""Socket.IO for Python, over WebSocket alone."""

from importlib import import_module
from typing import Any

from tests.load.peers.serving import serve

socketio: Any = import_module("socketio")  # a peer may be missing: types must not depend on it
server = socketio.AsyncServer(async_mode="asgi", transports=["websocket"], cors_allowed_origins="*")


async def say(sid: str, text: str) -> None:
    await server.emit("said", text)


if __name__ == "__main__":
    server.on("say", say)
    serve(socketio.ASGIApp(server))
