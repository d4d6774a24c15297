"""Every address that answers HTTP requests. Sockets have theirs in `run.app`."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.conference.importing.plan import PLAN_BYTES
from server.web.admin import AdminApi
from server.web.archive import Archive
from server.web.health import Health
from server.web.pages import Pages
from server.web.pages.sites import PATH
from server.web.polls import PollExport
from server.web.programme import ProgrammePages
from server.web.questions import QuestionExport

Endpoint = Callable[[Request], Awaitable[Response]]


def routes(
    long_poll: Endpoint,
    health: Health,
    archive: Archive,
    questions: QuestionExport,
    polls: PollExport,
    programme: ProgrammePages,
    admin: AdminApi,
    pages: Pages,
) -> list[BaseRoute]:
    return [
        *file_routes(pages),
        Route("/live/{code}", long_poll, methods=["POST"]),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", health.metrics),
        Route("/rooms.json", programme.rooms),
        Route("/r/{code}/qr.svg", programme.qr_code),
        Route("/r/{code}/archive", archive.show),
        Route("/r/{code}/questions.json", questions.json),
        Route("/r/{code}/questions.csv", questions.csv),
        Route("/r/{code}/questions.xlsx", questions.xlsx),
        Route("/r/{code}/polls.json", polls.json),
        Route("/r/{code}/polls.csv", polls.csv),
        Route("/r/{code}/polls.xlsx", polls.xlsx),
        Route("/r/{code}/polls/{poll}.svg", polls.svg),
        Route("/manage/{slug}/links/rotate", admin.replace_links, methods=["POST"]),
        Route("/manage/import", admin.import_plan, methods=["POST"], max_body_size=PLAN_BYTES),
        *page_routes(pages),
    ]


def file_routes(pages: Pages) -> list[BaseRoute]:
    """The files come first: a first visit asks for three of them, and a route costs time by its place."""
    return [Route(PATH, pages.file), Route("/favicon.ico", pages.favicon)]


def page_routes(pages: Pages) -> list[BaseRoute]:
    """A room's short address comes last, because it matches whatever nothing else did."""
    return [
        Route("/", pages.page("home")),
        Route("/join", pages.join),
        Route("/r/{code}/moderate", pages.of_room("moderator")),
        Route("/r/{code}/speak", pages.of_room("speaker")),
        Route("/r/{code}/stage", pages.of_room("stage")),
        Route("/c/{slug}/manage", pages.of_conference("organiser")),
        Route("/{code}", pages.of_room("attendee")),
    ]
