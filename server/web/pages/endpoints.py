"""The pages and their files, as browsers get them."""

from collections.abc import Awaitable, Callable
from functools import lru_cache, partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.conference.directory import Directory
from server.web.pages.files import File
from server.web.pages.negotiation import language
from server.web.pages.policy import content_security_policy
from server.web.pages.shared import CHECKED, Place, SharedAnswers
from server.web.pages.sites import LinkedSite, Site, UnlinkedSite

Endpoint = Callable[[Request], Awaitable[Response]]


def static_folder() -> Path:
    """`static/` inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "static"
    return installed if installed.is_dir() else package.parent / "static"


@lru_cache(maxsize=4)
def _linked(folder: Path) -> LinkedSite:
    """Linked once in a process, however many applications it runs."""
    return LinkedSite(folder)


class Pages:
    """Endpoints for the pages and their files. `modules` serves both as they are written, for developers.

    Raises `LinkError` if the pages can't be linked.
    """

    def __init__(
        self, directory: Directory, public_url: str, folder: Path | None = None, *, modules: bool = False
    ) -> None:
        folder = folder or static_folder()
        self._directory = directory
        self._facts = {"address": public_url}
        self._headers = {
            "Content-Security-Policy": content_security_policy(public_url),
            "Referrer-Policy": "no-referrer",  # a moderator's address is nobody else's business
            "Vary": "Accept-Encoding, Accept-Language",
        }
        self._site: Site = UnlinkedSite(folder) if modules else _linked(folder)
        self._sign = File("favicon.svg", (folder / "favicon.svg").read_bytes())
        self._kept: dict[tuple[str, str], File] | None = None
        if not modules:
            sites = [(page, each) for page in self._site.pages for each in self._site.languages]
            self._kept = {key: self._made(*key) for key in sites}
        self.shared = SharedAnswers(self._site)

    async def missing(self, request: Request) -> Response:
        return await self._show("missing", request, 404)

    async def _show(self, page: str, request: Request, status: int = 200) -> Response:
        file = self._file(page, request.headers.get("accept-language", ""))
        return await file.respond(request, CHECKED, status)

    async def _show_if(self, exists: Callable[[], bool], page: str, request: Request) -> Response:
        if not exists():
            return await self.missing(request)
        if self._kept is not None:
            self.shared.add(request, Place(partial(self._file, page), exists))
        return await self._show(page, request)

    def _file(self, page: str, accept_language: str) -> File:
        wanted = language(accept_language, self._site.languages)
        return self._made(page, wanted) if self._kept is None else self._kept[page, wanted]

    def _made(self, page: str, language: str) -> File:
        return File(f"{page}.html", self._site.html(page, language, self._facts).encode(), self._headers)

    def page(self, page: str) -> Endpoint:
        async def show(request: Request) -> Response:
            return await self._show_if(_always, page, request)

        return show

    def of_room(self, page: str) -> Endpoint:
        async def show(request: Request) -> Response:
            code = request.path_params["code"]
            return await self._show_if(lambda: self._directory.room(code) is not None, page, request)

        return show

    def of_conference(self, page: str) -> Endpoint:
        async def show(request: Request) -> Response:
            slug = request.path_params["slug"]
            return await self._show_if(lambda: self._directory.conference(slug) is not None, page, request)

        return show

    async def join(self, request: Request) -> Response:
        """The form on the home page, which works without scripts."""
        code = "".join(request.query_params.get("code", "").split())
        room = self._directory.room(code)
        if room is None:
            return await self.missing(request)
        return RedirectResponse(f"/{room.code}", 303)

    async def file(self, request: Request) -> Response:
        """A script, a style sheet or a file of words."""
        return await self._site.file(request)

    async def favicon(self, request: Request) -> Response:
        """The icon, for programs that ask for it without having read a page."""
        return await self._sign.respond(request, CHECKED)


def _always() -> bool:
    return True
