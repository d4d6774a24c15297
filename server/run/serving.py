"""One process that serves: its own listening socket, uvicorn on it, and an orderly end."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import cast

import uvicorn

from server.live.rooms.registry import Rooms
from server.live.transport.http import RequestProtocol
from server.live.transport.keepalive import PingWheel
from server.live.transport.websocket import RoomProtocol
from server.run.app import Suara, running
from server.run.settings import ConfigurationError, Settings

STALLED_MS = 30_000  # a peer that acknowledges nothing for so long is dropped by the kernel
DRAIN_S = 5.0  # over which browsers are asked to come back, after which they are closed
GRACE_S = 10
GC_THRESHOLDS = (50_000, 20, 100)  # new objects before a collection; collections before an older generation's


def listen(settings: Settings, *, shared: bool) -> socket.socket:
    """Bind the address. `shared` sockets (one per worker) let the kernel spread connections evenly.

    Raises `ConfigurationError` when the port is taken. Connections inherit TCP_USER_TIMEOUT from the
    listener: no WebSocket time-out of uvicorn's ever drops a peer that has stopped reading.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_MS)
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        why = os.strerror(error.errno) if error.errno else str(error)
        raise ConfigurationError(
            f"Can't listen on {settings.host} port {settings.port} ({why}): "
            "end what uses it, or choose another with --port."
        ) from None
    listener.set_inheritable(True)
    return listener


Ready = Callable[[bool], None]
"""Called once when a process serves. The argument tells whether there is no conference yet."""


class Server(uvicorn.Server):
    """uvicorn would close every socket at once, and everybody would come back in the same second."""

    def __init__(self, config: uvicorn.Config, rooms: Rooms, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._rooms = rooms
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _tune_garbage_collection()
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for listening in self.servers:  # not their sockets: asyncio still looks those up by number
            listening.close()
        self._rooms.drain(DRAIN_S)
        await super().shutdown(None)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn's own restores the handlers and raises the signal again, which would end the process before
        what is being committed and the store are closed. Ours stay: whatever comes later changes nothing."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.handle_exit)
        yield


def _tune_garbage_collection() -> None:
    """Freezes the objects of the start and raises the thresholds of the garbage collector.

    Each join makes a few hundred objects that stay. The default thresholds go through all of them again and
    again, which is half of a join's cost.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def configured(suara: Suara, wheel: PingWheel | None = None) -> uvicorn.Config:
    """uvicorn's settings. `wheel` sends the pings; by default, one that turns by its own clock."""
    tuning = suara.tuning
    wheel = PingWheel(tuning.ping_s) if wheel is None else wheel  # an empty one is falsy
    return uvicorn.Config(
        suara.asgi,
        http=cast(type[asyncio.Protocol], partial(RequestProtocol, tuning, suara.find_answer)),
        ws=cast(type[asyncio.Protocol], partial(RoomProtocol, wheel, tuning)),
        lifespan="off",
        access_log=False,
        log_config=None,
        backlog=4096,
        ws_max_size=suara.limits.moderator_frame_bytes,  # attendees' smaller frames are measured after it
        ws_per_message_deflate=False,
        proxy_headers=True,
        forwarded_allow_ips=suara.settings.forwarded_allow_ips,
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
    )


async def serve(settings: Settings, ready: Ready, *, shared: bool = False) -> None:
    """Serves until a signal ends it. Raises `ConfigurationError` and `StoreUnavailable` at the start."""
    listener = listen(settings, shared=shared)
    try:
        async with running(settings) as suara:
            config = configured(suara)
            is_empty = not suara.directory.conferences
            await Server(config, suara.rooms, partial(ready, is_empty)).serve([listener])
    finally:
        listener.close()


def run(settings: Settings, ready: Ready, *, shared: bool = False) -> None:
    """Runs `serve` on uvloop, which shares buffers where asyncio copies them. On Windows, on asyncio."""
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    if sys.platform != "win32":
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serve(settings, ready, shared=shared))
