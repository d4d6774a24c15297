"""Health checks for supervisors and load balancers, and metrics for Prometheus."""

from collections.abc import Iterable, Iterator

import prometheus_client
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.conference.access import Access, bearer
from server.live.metrics import Metrics
from server.live.rooms.registry import Rooms
from server.web.local import is_local, is_of_this_machine


class _Now(Collector):
    """Gauges that are read from the rooms at each request."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def collect(self) -> Iterator[Metric]:
        rooms = self._rooms
        yield GaugeMetricFamily("suara_browsers", "Open connections on this process", rooms.browsers)
        yield GaugeMetricFamily("suara_rooms", "Rooms this process serves", rooms.served)
        yield GaugeMetricFamily("suara_degraded", "1 while other processes cannot be told", rooms.degraded)
        yield GaugeMetricFamily(
            "suara_store_failing",
            "1 from a commit that fails to one that succeeds",
            rooms.store_health.failing,
        )
        yield CounterMetricFamily(
            "suara_dropped_hints", "Hints to other processes that were dropped", rooms.dropped_hints
        )


class Health:
    """`public` are the addresses that the settings name.

    If one is not of this machine, a proxy on this machine may pass on requests of anybody. Then the metrics
    need their key from everywhere.
    """

    def __init__(self, rooms: Rooms, access: Access, metrics: Metrics, public: Iterable[str] = ()) -> None:
        self._rooms = rooms
        self._access = access
        self._all_local = all(is_of_this_machine(address) for address in public)
        self._registry = metrics.registry
        self._registry.register(_Now(rooms))
        prometheus_client.ProcessCollector(registry=self._registry)

    async def alive(self, request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(self, request: Request) -> Response:
        """Answers within a second, also while the store does not answer."""
        if self._rooms.draining:
            return JSONResponse({"status": "draining"}, 503)
        if not await self._rooms.store_health.answers():
            return JSONResponse({"status": "no store"}, 503)
        if self._rooms.store_health.failing:
            return JSONResponse({"status": "not storing"}, 503)
        return JSONResponse({"status": "degraded" if self._rooms.degraded else "ok"})

    async def metrics(self, request: Request) -> Response:
        key = bearer(request.headers.get("authorization"))
        self._access.check_metrics(key, local=self._all_local and is_local(request))
        report = prometheus_client.generate_latest(self._registry)
        return Response(report, media_type=prometheus_client.CONTENT_TYPE_LATEST)
