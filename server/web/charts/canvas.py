"""A sheet to draw on from top to bottom: what SVG needs to be told, and how much room words take."""

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

import regex

WIDTH = 960
MARGIN = 40
INNER = WIDTH - 2 * MARGIN
INK = "#1b1f23"
QUIET = "#57606a"
RULE = "#d0d7de"
FONTS = "system-ui, 'Noto Sans', 'Noto Sans Thai', 'Leelawadee UI', Thonburi, sans-serif"

SERIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
"""Told apart by colour-blind people as well: M. Okabe and K. Ito, "Color Universal Design", 2008."""

_NOT_IN_XML = regex.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECE = regex.compile(r"\S+\s*|\s+")


class Canvas:
    """`y` is where the next thing goes."""

    def __init__(self, title: str, desc: str) -> None:
        self.y = 0.0
        self._head = f"<title>{_text(title)}</title><desc>{_text(desc)}</desc>"
        self._drawn: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 18,
        ink: str = INK,
        bold: bool = False,
        at: str = "",
        halo: bool = False,
    ) -> None:
        """One line, with its base at y. `at` says which of its points x is: the start, "middle" or "end";
        a `halo` keeps it readable over lines."""
        how = f' text-anchor="{at}"' if at else ""
        how += ' font-weight="600"' if bold else ""
        how += ' paint-order="stroke" stroke="#fff" stroke-width="4" stroke-linejoin="round"' if halo else ""
        place = f'x="{number(x)}" y="{number(y)}" font-size="{size}" fill="{ink}"'
        self._drawn.append(f"<text {place}{how}>{_text(text)}</text>")

    def bar(self, x: float, y: float, width: float, height: float, colour: str, label: str) -> None:
        """`label` is what a pointer and a screen reader are told of it."""
        place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        self._drawn.append(f'<rect {place} fill="{colour}" rx="2"><title>{_text(label)}</title></rect>')

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        ink: str = RULE,
        width: int = 1,
        dashed: bool = False,
    ) -> None:
        ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        dash = ' stroke-dasharray="6 4"' if dashed else ""
        self._drawn.append(f'<line {ends} stroke="{ink}" stroke-width="{width}"{dash}/>')

    def paragraph(self, text: str, *, size: int, ink: str = INK, bold: bool = False, most: int = 6) -> None:
        for line in wrapped(text, INNER, size, most):
            self.y += size * 1.3
            self.text(MARGIN, self.y, line, size=size, ink=ink, bold=bold)

    def svg(self) -> str:
        height = number(self.y + MARGIN)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
            f' height="{height}" role="img" font-family={quoteattr(FONTS)}>'
            f'{self._head}<rect width="{WIDTH}" height="{height}" fill="#fff"/>{"".join(self._drawn)}</svg>'
        )


def number(value: float) -> str:
    """To the tenth of a pixel, and short."""
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


# ---- how much room words take


def width_of(text: str, size: float) -> float:
    """About how wide a text comes out, in pixels: nobody here knows which font it is shown in."""
    return sum(map(_ems, text)) * size


def _ems(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 1.05 if unicodedata.east_asian_width(letter) in ("W", "F") else 0.58


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """The text in at most so many lines, with an ellipsis where there is more of it."""
    lines = [""]
    for piece in _pieces(text, room, size):
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
        if len(lines) > most:
            return [line.rstrip() for line in lines[: most - 1]] + [_shortened(lines[most - 1], room, size)]
    return [line.rstrip() for line in lines]


def _pieces(text: str, room: float, size: float) -> Iterable[str]:
    """Words, and where one is too long for a line or its script has no spaces, letters."""
    for piece in _PIECE.findall(text.strip()):
        if width_of(piece.rstrip(), size) <= room:
            yield piece
        else:
            yield from regex.findall(r"\X", piece)


def _shortened(line: str, room: float, size: float) -> str:
    letters = regex.findall(r"\X", line.rstrip())
    while letters and width_of("".join(letters) + "…", size) > room:
        letters.pop()
    return "".join(letters).rstrip() + "…"
