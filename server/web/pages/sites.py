"""The pages of a folder and their files: linked, or as they are written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from server.web.pages import html, styles, words
from server.web.pages.files import IMMUTABLE, NOT_STORED, File, type_of
from server.web.pages.graph import Graph
from server.web.pages.linking import link

PATH = "/static/{hash}/{name:path}"


class Site(Protocol):
    """`languages` begins with the one for readers of none of them."""

    @property
    def languages(self) -> tuple[str, ...]: ...

    @property
    def pages(self) -> tuple[str, ...]: ...

    def html(self, page: str, language: str, facts: Mapping[str, str]) -> str:
        """The whole page. Raises `LinkError`."""
        ...

    async def file(self, request: Request) -> Response:
        """The answer to a request for `PATH`."""
        ...


class LinkedSite:
    """One script, one style sheet and one file of words for each page, linked once. Raises `LinkError`."""

    def __init__(self, folder: Path) -> None:
        self._texts = {path: file.read_text() for path, file in _files(folder)}
        self._drawings = html.drawings(self._texts["icons.svg"], self._texts["favicon.svg"])
        self._files: dict[str, File] = {}
        self._sources: dict[str, html.Source] = {}
        for path in self._texts:
            if path.endswith((".svg", ".webmanifest")):
                self._add(path, self._texts[path])
        graph = Graph({path: text for path, text in self._texts.items() if path.endswith(".js")})
        for page in _pages(folder):
            source = html.read_source(f"{page}.html", self._texts[f"{page}.html"])
            self._sources[page] = source
            linked = link(graph, source.script, lambda name, code: f"../{self._add(name, code).hash}/{name}")
            self._add(f"{page}.js", linked.script)
            self._add(f"{page}.css", styles.joined(source.styles, self._texts))
        self.pages = tuple(self._sources)
        self.languages = _languages(folder)

    def html(self, page: str, language: str, facts: Mapping[str, str]) -> str:
        given = {**facts, "language": language, "words": self._words(page, language).address}
        style, script = self._files[f"{page}.css"], self._files[f"{page}.js"]
        return html.page(
            self._sources[page], [style.address], script.address, self._drawings, self._address, given
        )

    async def file(self, request: Request) -> Response:
        """Another hash is that of another release, which may serve beside this one. Its pages get the current
        file of that name, and no cache keeps it by that address."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            return Response(status_code=404)
        is_current = request.path_params["hash"] == file.hash
        return await file.respond(request, IMMUTABLE if is_current else NOT_STORED)

    def _add(self, name: str, content: str | bytes) -> File:
        self._files[name] = File(name, content if isinstance(content, bytes) else content.encode())
        return self._files[name]

    def _address(self, path: str) -> str:
        """That of a file which a page names beside its script and its styles."""
        if path not in self._files:
            self._add(
                path, styles.joined([path], self._texts) if path.endswith(".css") else self._texts[path]
            )
        return self._files[path].address

    def _words(self, page: str, language: str) -> File:
        backstage = words.is_backstage(page)
        name = f"locales/{language}.json" if backstage else f"locales/visitors/{language}.json"
        if name not in self._files:
            self._add(name, words.catalogue(self._texts[f"locales/{language}.json"], backstage=backstage))
        return self._files[name]


class UnlinkedSite:
    """Every module and style sheet as it is written, read anew for each request, for developers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pages = _pages(folder)
        self.languages = _languages(folder)

    def html(self, page: str, language: str, facts: Mapping[str, str]) -> str:
        source = html.read_source(f"{page}.html", self._text(f"{page}.html"))
        drawings = html.drawings(self._text("icons.svg"), self._text("favicon.svg"))
        given = {**facts, "language": language, "words": self._address(f"locales/{language}.json")}
        links = [self._address(each) for each in source.styles]
        return html.page(source, links, self._address(source.script), drawings, self._address, given)

    async def file(self, request: Request) -> Response:
        path = (self._folder / request.path_params["name"]).resolve()
        if not path.is_relative_to(self._folder.resolve()) or not path.is_file():
            return Response(status_code=404)
        headers = {"Cache-Control": NOT_STORED, "Content-Type": type_of(path.name)}
        return Response(path.read_bytes(), headers=headers)

    def _text(self, path: str) -> str:
        return (self._folder / path).read_text()

    def _address(self, path: str) -> str:
        if not (self._folder / path).is_file():
            raise KeyError(path)
        return f"/static/modules/{path}"


def _files(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path) for path in found]


def _pages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.html")))


def _languages(folder: Path) -> tuple[str, ...]:
    found = {path.stem for path in folder.glob("locales/*.json")}
    return tuple(sorted(found, key=lambda language: (language != "en", language)))
