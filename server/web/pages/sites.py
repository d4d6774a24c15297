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

    def current(self, target: bytes) -> File | None:
        """The file that is immutable at this address, in memory."""
        ...


class LinkedSite:
    """One script, one style sheet and one file of words for each page, linked once. Raises `LinkError`."""

    def __init__(self, folder: Path) -> None:
        texts = {path: file.read_text() for path, file in _files(folder)}
        self.pages = _pages(folder)
        self.languages = _languages(folder)
        self._drawings = html.drawings(texts["icons.svg"], texts["favicon.svg"])
        self._sources = {page: html.read_source(f"{page}.html", texts[f"{page}.html"]) for page in self.pages}
        self._files: dict[str, File] = {}
        self._add_single_files(texts)
        graph = Graph({path: text for path, text in texts.items() if path.endswith(".js")})
        for page, source in self._sources.items():
            self._add(f"{page}.js", link(graph, source.script, self._add_chunk).script)
            self._add(f"{page}.css", styles.joined(source.styles, texts))
        self._by_address = {file.address.encode(): file for file in self._files.values()}

    def html(self, page: str, language: str, facts: Mapping[str, str]) -> str:
        folder = "locales" if words.is_backstage(page) else "locales/visitors"
        given = {**facts, "language": language, "words": self._address(f"{folder}/{language}.json")}
        script, sheets = self._address(f"{page}.js"), [self._address(f"{page}.css")]
        return html.page(self._sources[page], sheets, script, self._drawings, self._address, given)

    async def file(self, request: Request) -> Response:
        """Another hash is that of another release, which may serve beside this one. Its pages get the current
        file of that name, and no cache keeps it by that address."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            return Response(status_code=404)
        is_current = request.path_params["hash"] == file.hash
        return await file.respond(request, IMMUTABLE if is_current else NOT_STORED)

    def current(self, target: bytes) -> File | None:
        return self._by_address.get(target)

    def _add_single_files(self, texts: Mapping[str, str]) -> None:
        for path, text in texts.items():
            if path.endswith((".svg", ".webmanifest")):
                self._add(path, text)
            elif path.endswith(".css"):
                self._add(path, styles.joined([path], texts))
        for language in self.languages:
            catalogue = texts[f"locales/{language}.json"]
            self._add(f"locales/{language}.json", words.catalogue(catalogue, backstage=True))
            self._add(f"locales/visitors/{language}.json", words.catalogue(catalogue, backstage=False))

    def _add(self, name: str, content: str) -> None:
        self._files[name] = File(name, content.encode())

    def _add_chunk(self, name: str, code: str) -> str:
        """Its address, as the script beside it names it."""
        self._add(name, code)
        return f"../{self._files[name].hash}/{name}"

    def _address(self, name: str) -> str:
        return self._files[name].address


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

    def current(self, target: bytes) -> File | None:
        return None

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
