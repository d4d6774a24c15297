"""Answers of pages and files that need no application: each was made for an earlier request.

The application makes every answer, and says here at which addresses it gave which page. An answer that is
asked for again is found by the target of the request and three fields of its head.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.requests import Request

from server.web.pages.files import IMMUTABLE, Answer, File
from server.web.pages.sites import Site

MOST_ADDRESSES = 10_000  # of pages; a code may be written in any case, so that there is no end of them
CHECKED = "no-cache"
"""A browser may keep a page, and asks each time whether it is still the current one."""

_ASKED = frozenset((b"accept-encoding", b"accept-language", b"if-none-match"))


@dataclass(frozen=True, slots=True)
class Place:
    """A page at an address. `exists` tells whether the room or the conference is still there."""

    page: Callable[[str], File]  # by the request's Accept-Language
    exists: Callable[[], bool]


class SharedAnswers:
    """The answers of a site, by the request's target."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._places: dict[bytes, Place] = {}

    def add(self, request: Request, place: Place) -> None:
        """Says which page the application gives for this request."""
        target = request.scope.get("raw_path")
        if target and not request.scope["query_string"]:
            if len(self._places) >= MOST_ADDRESSES:
                self._places.clear()
            self._places[target] = place

    def find(self, target: bytes, fields: Iterable[tuple[bytes, bytes]]) -> Answer | None:
        """The application's answer to a GET with these header fields; `None` if it has to be asked.

        Names of fields are in lower case. The first of equal names counts, as for the application.
        """
        file = self._site.current(target)
        place = None if file is not None else self._places.get(target)
        if file is None and (place is None or not place.exists()):
            return None
        asked: dict[bytes, str] = {}
        for name, value in fields:
            if name in _ASKED and name not in asked:
                asked[name] = value.decode("latin-1")
        cache = IMMUTABLE
        if place is not None:
            file, cache = place.page(asked.get(b"accept-language", "")), CHECKED
        assert file is not None
        return file.made(asked.get(b"if-none-match"), asked.get(b"accept-encoding", ""), cache)
