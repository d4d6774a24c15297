"""A TCP proxy that can be cut or held, so that one side is gone while the other still works."""

import asyncio
from contextlib import suppress
from typing import Self


class Proxy:
    """Passes bytes between `self.port` and a server's port on this machine."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._tasks: set[asyncio.Task[None]] = set()
        self._clients: set[asyncio.StreamWriter] = set()
        self._servers: set[asyncio.StreamWriter] = set()
        self._open = asyncio.Event()
        self._open.set()
        self._turns_away = False
        self.turned_away = asyncio.Event()  # somebody was

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = int(self._listener.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.cut()
        for writer in self._servers:
            writer.close()
        self._listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._listener.wait_closed()

    def cut(self) -> None:
        """Every client's connection is reset; the server is not told, and goes on with what it was asked."""
        for writer in self._clients:
            writer.transport.abort()
        self._clients.clear()

    def turn_away(self) -> None:
        """Every new connection is reset at once."""
        self._turns_away = True

    def let_in(self) -> None:
        self._turns_away = False

    def hold(self) -> None:
        """Every connection stands, and nothing passes on it any more."""
        self._open.clear()

    def go_on(self) -> None:
        """Passes on the bytes that were held."""
        self._open.set()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._turns_away:
            writer.transport.abort()
            self.turned_away.set()
            return
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        self._clients.add(writer)
        self._servers.add(server_writer)
        for source, sink in ((reader, server_writer), (server_reader, writer)):
            self._tasks.add(asyncio.create_task(self._pass(source, sink)))

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await self._open.wait()
                sink.write(data)
                await sink.drain()
            if sink in self._clients:
                sink.close()
