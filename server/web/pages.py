"""The pages and what they are made of, under a path that changes whenever any of it does."""

import gzip
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterator
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from server.conference.directory import Directory

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
Endpoint = Callable[[Request], Awaitable[Response]]

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",  # a moderator's address is nobody else's business
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
    "Content-Type": "text/html; charset=utf-8",
}
# Words that attendees never read: a first visit on a phone carries none of them.
BACKSTAGE = ("chart.", "moderator.", "organiser.", "polldesk.", "speaker.", "stage.")
# Their address names their content: no browser asks for them twice.
_UNCHANGING = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}


def static_folder() -> Path:
    """`static/` inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "static"
    return installed if installed.is_dir() else package.parent / "static"


class Pages:
    """The HTML files, with the few facts that only the server knows filled in."""

    def __init__(self, directory: Directory, public_url: str, folder: Path | None = None) -> None:
        self._directory = directory
        self._public_url = public_url
        self._folder = folder or static_folder()
        self.version = _version(self._folder)
        self._prefix = f"/static/{self.version}"
        self._files = {
            path: _File(content, {**_UNCHANGING, "Content-Type": _type(path)})
            for path, content in _served(self._folder)
        }
        self._html = {
            file.stem: _File(self._filled(file.read_text()).encode(), _HEADERS)
            for file in self._folder.glob("*.html")
        }

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
            Route(self._prefix + "/{path:path}", self._file),
            Route("/{code}", self._of_room("attendee")),
        ]

    def missing(self, request: Request) -> Response:
        return self._html["missing"].response(request, 404)

    def _filled(self, html: str) -> str:
        record = {"static": self._prefix, "version": self.version, "address": self._public_url}
        for name, value in record.items():
            html = html.replace("{{" + name + "}}", escape(value))
        return html

    def _page(self, page: str) -> Endpoint:
        async def show(request: Request) -> Response:
            return self._html[page].response(request)

        return show

    def _of_room(self, page: str) -> Endpoint:
        async def show(request: Request) -> Response:
            found = self._directory.room(request.path_params["code"])
            return self.missing(request) if found is None else self._html[page].response(request)

        return show

    def _of_conference(self, page: str) -> Endpoint:
        async def show(request: Request) -> Response:
            found = self._directory.conference(request.path_params["slug"])
            return self.missing(request) if found is None else self._html[page].response(request)

        return show

    async def _join(self, request: Request) -> Response:
        """The form on the home page, which works without scripts."""
        code = "".join(request.query_params.get("code", "").split())
        room = self._directory.room(code)
        if room is None:
            return self.missing(request)
        return RedirectResponse(f"/{room.code}", 303)

    async def _file(self, request: Request) -> Response:
        file = self._files.get(request.path_params["path"])
        if file is None:
            return Response(status_code=404)
        return file.response(request)

    async def _favicon(self, request: Request) -> Response:
        return RedirectResponse(f"{self._prefix}/favicon.svg", 301)


class _File:
    """A file in memory, compressed once."""

    def __init__(self, content: bytes, headers: dict[str, str]) -> None:
        self._headers = {**headers, "Vary": "Accept-Encoding"}
        self._plain = content
        self._packed = gzip.compress(content, mtime=0)

    def response(self, request: Request, status: int = 200) -> Response:
        accepted = "gzip" in request.headers.get("accept-encoding", "")
        if accepted and len(self._packed) < len(self._plain):
            return Response(self._packed, status, {**self._headers, "Content-Encoding": "gzip"})
        return Response(self._plain, status, self._headers)


def _type(path: str) -> str:
    return _TYPES.get(Path(path).suffix, "application/octet-stream")


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield file.relative_to(folder).as_posix(), file.read_bytes()


def _served(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What the folder holds, and of each catalogue the attendees' part beside the whole."""
    for path, content in _contents(folder):
        yield path, content
        if path.startswith("locales/"):
            words = json.loads(content).items()
            part = {key: text for key, text in words if not key.startswith(BACKSTAGE)}
            attendees = path.replace("locales/", "locales/attendee/")
            yield attendees, json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path, content in _contents(folder):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]
