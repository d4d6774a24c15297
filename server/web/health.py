"""For whatever watches the server: is it alive, should it get traffic, how is it doing."""

from secrets import compare_digest

import prometheus_client
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from server.live.rooms.registry import Rooms
from server.store import Store

_LOOPBACK = {"127.0.0.1", "::1"}
_OF_PROXIES = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


class Health:
    def __init__(self, rooms: Rooms, store: Store, metrics_key: str | None) -> None:
        self._rooms = rooms
        self._store = store
        self._metrics_key = metrics_key
        self._registry = prometheus_client.CollectorRegistry()
        self._browsers = prometheus_client.Gauge(
            "suara_browsers", "Open connections on this process", registry=self._registry
        )
        self._served = prometheus_client.Gauge(
            "suara_rooms", "Rooms this process serves", registry=self._registry
        )
        self._degraded = prometheus_client.Gauge(
            "suara_degraded", "1 while Redis is away", registry=self._registry
        )
        prometheus_client.ProcessCollector(registry=self._registry)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/healthz", self._alive),
            Route("/readyz", self._ready),
            Route("/metrics", self._metrics),
        ]

    async def _alive(self, request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def _ready(self, request: Request) -> Response:
        if self._rooms.draining:
            return JSONResponse({"status": "draining"}, 503)
        if not await self._store.ready():
            return JSONResponse({"status": "no store"}, 503)
        return JSONResponse({"status": "degraded" if self._rooms.degraded else "ok"})

    async def _metrics(self, request: Request) -> Response:
        if not self._may_read(request):
            return PlainTextResponse("not for you\n", 403)
        self._browsers.set(self._rooms.browsers)
        self._served.set(self._rooms.served)
        self._degraded.set(self._rooms.degraded)
        report = prometheus_client.generate_latest(self._registry)
        return Response(report, media_type=prometheus_client.CONTENT_TYPE_LATEST)

    def _may_read(self, request: Request) -> bool:
        """From this machine, or with the key if there is one."""
        relayed = any(name in request.headers for name in _OF_PROXIES)
        # A proxy beside us comes from here too, and whoever is behind it may say so of themselves.
        if request.client is not None and request.client.host in _LOOPBACK and not relayed:
            return True
        if self._metrics_key is None:
            return False
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return compare_digest(given.encode(), self._metrics_key.encode())
