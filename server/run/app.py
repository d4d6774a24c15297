"""The application: builds all parts of one process and closes them in the reverse order."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from time import monotonic

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from server.bus import Bus, MemoryBus, RedisBus
from server.conference.access import Access
from server.conference.directory import Directory
from server.domain.model.limits import Limits
from server.live.connection.dispatcher import Gateway
from server.live.connection.join import Joins
from server.live.connection.longpoll import LongPollEndpoint
from server.live.connection.origins import Origins
from server.live.connection.socket import WebSocketEndpoint
from server.live.metrics import Metrics
from server.live.rooms.registry import Rooms
from server.live.transport.http import FindAnswer
from server.live.tuning import Tuning
from server.run.settings import Settings, secret_key
from server.store import Store, database_url
from server.tokens import Keyring
from server.web import errors
from server.web.admin import AdminApi
from server.web.archive import Archive
from server.web.headers import with_nosniff
from server.web.health import Health
from server.web.pages import Pages
from server.web.polls import PollExport
from server.web.programme import ProgrammePages
from server.web.questions import QuestionExport
from server.web.routes import routes

LIVE = "/live/"


@dataclass(frozen=True, slots=True)
class Suara:
    """One running process: its ASGI application, and what that stands on.

    `find_answer` finds answers that the application has given before.
    """

    asgi: ASGIApp
    find_answer: FindAnswer
    settings: Settings
    limits: Limits
    tuning: Tuning
    store: Store
    rooms: Rooms
    directory: Directory
    keyring: Keyring


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    bus: Bus | None = None,
    limits: Limits | None = None,
    tuning: Tuning | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    clock: Callable[[], float] = monotonic,
    steady_s: Callable[[], float] = monotonic,
) -> AsyncIterator[Suara]:
    """Everything that one process needs, for as long as the block lasts.

    `clock` counts rates. Rooms have `now` for the record, and `steady_s` for what lasts so many seconds.

    Raises `StoreUnavailable` if the database can't be reached, `ConfigurationError` if settings can't work.
    Redis may be away: then the process says that it is degraded, and goes on.
    """
    keyring = Keyring(secret_key(settings))
    limits, tuning = limits or Limits(), tuning or Tuning()
    store = await Store.open(database_url(settings.database_url, settings.data), process=token_hex(8))
    try:
        await store.migrate()
        directory = Directory(store)
        await directory.load()
        metrics = Metrics()
        rooms = Rooms(
            store, bus or _bus(settings), directory, keyring, limits, tuning, metrics, now, steady_s
        )
        await rooms.start()
        try:
            asgi, find_answer = _application(
                settings, store, rooms, directory, keyring, limits, tuning, metrics, now, clock
            )
            yield Suara(asgi, find_answer, settings, limits, tuning, store, rooms, directory, keyring)
        finally:
            await rooms.close()
    finally:
        await store.close()


def _bus(settings: Settings) -> Bus:
    return RedisBus(settings.redis_url) if settings.redis_url else MemoryBus()


def _application(
    settings: Settings,
    store: Store,
    rooms: Rooms,
    directory: Directory,
    keyring: Keyring,
    limits: Limits,
    tuning: Tuning,
    metrics: Metrics,
    now: Callable[[], datetime],
    clock: Callable[[], float],
) -> tuple[ASGIApp, FindAnswer]:
    pages = Pages(directory, settings.public_url, modules=settings.modules)
    access = Access(directory, keyring, settings.metrics_key)
    joins = Joins(
        rooms,
        directory,
        access,
        keyring,
        tuning,
        rates_enabled=settings.rate_limit,
        now=now,
        clock=clock,
    )
    gateway = Gateway(
        rooms, joins, limits, tuning, metrics, rates_enabled=settings.rate_limit, now=now, clock=clock
    )
    origins = Origins((*settings.origins, settings.public_url))
    long_poll = LongPollEndpoint(gateway, origins)

    async def not_found(request: Request, error: Exception) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "")
        return await pages.missing(request) if wants_page else JSONResponse({"code": "unknown"}, 404)

    requests = Starlette(
        routes=routes(
            long_poll.answer,
            Health(rooms, access, metrics, (settings.public_url, *settings.origins)),
            Archive(rooms, directory),
            QuestionExport(rooms, directory, access),
            PollExport(rooms, directory, access),
            ProgrammePages(directory, settings.public_url),
            AdminApi(store, rooms, access, limits, now),
            pages,
        ),
        exception_handlers={404: not_found, **errors.HANDLERS},
        max_body_size=limits.moderator_frame_bytes,
    )
    # A redirect would repeat the Host header of whoever asked, and leave https behind a proxy that ends TLS.
    requests.router.redirect_slashes = False
    return _straight(WebSocketEndpoint(gateway, origins), with_nosniff(requests)), pages.shared.find


def _straight(sockets: WebSocketEndpoint, requests: ASGIApp) -> ASGIApp:
    """Sockets go straight to their endpoint: what only concerns requests would stand on the stack of each
    for as long as it is open. Other addresses, and other schemes, go the ordinary way."""

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        code = scope["path"].removeprefix(LIVE) if scope["type"] == "websocket" else ""
        if code and "/" not in code and scope["path"].startswith(LIVE):
            scope["path_params"] = {"code": code}
            await sockets(WebSocket(scope, receive, send))
        else:
            await requests(scope, receive, send)

    return asgi
