"""The pages and what they are made of, under a path that changes whenever any of it does."""

import hashlib
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from server.live.programme import Programme

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' https:",
        "connect-src 'self' ws: wss:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",  # a moderator's address is nobody else's business
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def static_folder() -> Path:
    """`static/` inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "static"
    return installed if installed.is_dir() else package.parent / "static"


class Pages:
    """The HTML files, with the few facts that only the server knows filled in."""

    def __init__(self, programme: Programme, public_url: str, folder: Path | None = None) -> None:
        self._programme = programme
        self._public_url = public_url
        self._folder = folder or static_folder()
        self.version = _version(self._folder)
        self._prefix = f"/static/{self.version}"
        self._html = {file.stem: self._filled(file.read_text()) for file in self._folder.glob("*.html")}

    def routes(self) -> list[BaseRoute]:
        """The attendee's short address comes last: it matches whatever nothing else did."""
        return [
            Route("/", self._page("home")),
            Route("/join", self._join),
            Route("/favicon.ico", self._favicon),
            Route("/r/{code}/moderate", self._of_room("moderator")),
            Route("/r/{code}/speak", self._of_room("speaker")),
            Route("/r/{code}/stage", self._of_room("stage")),
            Route("/c/{slug}/manage", self._of_conference("organiser")),
            Mount(self._prefix, _Immutable(directory=self._folder)),
            Route("/{code}", self._of_room("attendee")),
        ]

    def missing(self) -> Response:
        return self._response("missing", 404)

    def _filled(self, html: str) -> str:
        facts = {"static": self._prefix, "version": self.version, "address": self._public_url}
        for name, value in facts.items():
            html = html.replace("{{" + name + "}}", escape(value))
        return html

    def _response(self, page: str, status: int = 200) -> Response:
        return HTMLResponse(self._html[page], status, headers=_HEADERS)

    def _page(self, page: str):  # type: ignore[no-untyped-def]
        async def show(request: Request) -> Response:
            return self._response(page)

        return show

    def _of_room(self, page: str):  # type: ignore[no-untyped-def]
        async def show(request: Request) -> Response:
            found = self._programme.room(request.path_params["code"])
            return self.missing() if found is None else self._response(page)

        return show

    def _of_conference(self, page: str):  # type: ignore[no-untyped-def]
        async def show(request: Request) -> Response:
            found = self._programme.conference(request.path_params["slug"])
            return self.missing() if found is None else self._response(page)

        return show

    async def _join(self, request: Request) -> Response:
        """The form on the home page, which works without scripts."""
        code = "".join(request.query_params.get("code", "").split())
        room = self._programme.room(code)
        if room is None:
            return self.missing()
        return RedirectResponse(f"/{room.code}", 303)

    async def _favicon(self, request: Request) -> Response:
        return RedirectResponse(f"{self._prefix}/favicon.svg", 301)


class _Immutable(StaticFiles):
    """Files whose address names their content: a browser never asks for them twice."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
