"""The HTML of a page, with addresses in place of what its source names.

The source names files by their paths: each style sheet, the entry of its script, symbols of `icons.svg`, and
`favicon.svg`. Double braces hold the name of a fact that only the server knows, or the path of a file.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from server.web.pages.modules import LinkError

_STYLE = re.compile(r'^ *<link rel="stylesheet" href="([^"{]+)">\n', re.MULTILINE)
_SCRIPT = re.compile(r'<script type="module" src="([^"]+)"></script>')
_NAMED = re.compile(r'(?<= )(href|src)="(?![/#]|[a-z]+:|\{\{)([^"]+)"|\{\{([^}]+)\}\}')
_INDENT = re.compile(r"\n\s+")

Address = Callable[[str], str]
"""From the path of a file below `static/` to its address. Raises `KeyError` if there is none."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page as it is written. `styles` and `script` are paths below `static/`."""

    name: str
    text: str
    styles: tuple[str, ...]
    script: str


@dataclass(frozen=True, slots=True)
class Drawings:
    """The icons and the sign for the browser's tab. They stand in every page and cost no request."""

    symbols: str
    favicon: str


def read_source(name: str, text: str) -> Source:
    """Raises `LinkError` unless the page has exactly one script."""
    scripts = _SCRIPT.findall(text)
    if len(scripts) != 1:
        raise LinkError(name, 1, 'a page has one script: <script type="module" src="…"></script>')
    return Source(name, text, tuple(_STYLE.findall(text)), scripts[0])


def drawings(icons: str, favicon: str) -> Drawings:
    """Both as they stand in a page: symbols by ids that no element of a page has, the sign as an address."""
    symbols = re.sub(r"<svg [^>]*>", '<svg id="symbols" hidden>', _INDENT.sub("\n", icons), count=1)
    sign = "".join(line.strip() for line in favicon.splitlines()).replace('"', "'")
    return Drawings(
        symbols.replace('<symbol id="', '<symbol id="icon-'),
        "data:image/svg+xml," + quote(sign, safe=" =:;/'(),@"),
    )


def page(
    source: Source,
    styles: Sequence[str],
    script: str,
    drawn: Drawings,
    address: Address,
    facts: Mapping[str, str],
) -> str:
    """The finished page. `styles` and `script` are addresses. Raises `LinkError` for an unknown name."""

    def named(match: re.Match[str]) -> str:
        attribute, path, place = match.groups()
        if place is not None:
            return escape(facts[place]) if place in facts else found(match, place)
        if path in source.styles:
            return match[0]
        return f'{attribute}="{named_in_place(match, path)}"'

    def named_in_place(match: re.Match[str], path: str) -> str:
        if path == source.script:
            return script
        if path == "favicon.svg":
            return drawn.favicon
        if path.startswith("icons.svg#"):
            return path.replace("icons.svg#", "#icon-")
        return found(match, path)

    def found(match: re.Match[str], path: str) -> str:
        try:
            return address(path)
        except KeyError:
            line = source.text.count("\n", 0, match.start()) + 1
            raise LinkError(source.name, line, f"there is no {path}") from None

    return _INDENT.sub("\n", _with_styles(_NAMED.sub(named, source.text), styles)).replace(
        "</body>", f"{drawn.symbols}</body>"
    )


def _with_styles(html: str, styles: Sequence[str]) -> str:
    """The addresses stand where the first style sheet stood."""
    first = _STYLE.search(html)
    if first is None:
        return html
    links = "".join(f'<link rel="stylesheet" href="{each}">\n' for each in styles)
    return html[: first.start()] + links + _STYLE.sub("", html[first.end() :])
