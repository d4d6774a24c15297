"""Socket.IO for Python, over WebSocket alone."""

import socketio

from tests.load.peers.serving import serve

server = socketio.AsyncServer(async_mode="asgi", transports=["websocket"], cors_allowed_origins="*")


@server.on("say")
async def say(sid: str, text: str) -> None:
    await server.emit("said", text)


if __name__ == "__main__":
    serve(socketio.ASGIApp(server))
