"""Every address that answers HTTP requests. Sockets have theirs in `run.app`."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.web.admin import PLAN_BYTES, AdminApi
from server.web.archive import Archive
from server.web.health import Health
from server.web.pages import Pages
from server.web.polls import PollExport
from server.web.programme import ProgrammePages

Endpoint = Callable[[Request], Awaitable[Response]]


def routes(
    long_poll: Endpoint,
    health: Health,
    archive: Archive,
    polls: PollExport,
    programme: ProgrammePages,
    manage: AdminApi,
    pages: Pages,
) -> list[BaseRoute]:
    """The pages come last, because a room's short address matches whatever nothing else did."""
    return [
        Route("/live/{code}", long_poll, methods=["POST"]),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", health.metrics),
        Route("/rooms.json", programme.rooms),
        Route("/r/{code}/qr.svg", programme.qr_code),
        Route("/r/{code}/archive", archive.show),
        Route("/r/{code}/polls.json", polls.json),
        Route("/r/{code}/polls.csv", polls.csv),
        Route("/r/{code}/polls.xlsx", polls.xlsx),
        Route("/r/{code}/polls/{poll}.svg", polls.svg),
        Route("/manage/{slug}/links/rotate", manage.replace_links, methods=["POST"]),
        Route("/manage/import", manage.import_plan, methods=["POST"], max_body_size=PLAN_BYTES),
        *pages.routes(),
    ]
