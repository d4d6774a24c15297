"""Columns side by side: the distribution of a rating, and of an estimate over its numbers."""

from collections.abc import Callable

from server.domain.polls.report import Line, PollReport, Round
from server.web.charts.canvas import INK, INNER, MARGIN, QUIET, SERIES, Canvas, width_of, wrapped
from server.web.charts.labels import count_label, plain

_HEIGHT = 260
_SMALL = 14
_UNDER_MARKS = SERIES[4]  # light enough for a dark line across


def distribution(canvas: Canvas, each: Round, poll: PollReport) -> None:
    """A column for every step of a rating or scale; the ends with their labels."""
    base, across = _columns(canvas, each, poll, SERIES[0], gap=12)
    _counts(canvas, each, poll, base)
    rows = 0
    for at, line in enumerate(each.lines):
        said = wrapped(line.text, across - 4, _SMALL, 3)
        for row, text in enumerate(said):
            middle = MARGIN + (at + 0.5) * across
            canvas.text(middle, base + 20 + row * 18, text, size=_SMALL, ink=QUIET, at="middle")
        rows = max(rows, len(said))
    canvas.y = base + 8 + 18 * rows


def histogram(canvas: Canvas, each: Round, poll: PollReport) -> None:
    """Bins on a scale, with the median and the quartiles where they stand in it."""
    if not each.lines:
        return
    canvas.y += 60  # the marks are written above
    top = canvas.y
    base, _ = _columns(canvas, each, poll, _UNDER_MARKS, gap=2)
    low, high = _ends(each)
    at = _scale(low, high)
    every = max(1, round(len(each.lines) / 8))
    for line in each.lines[::every]:
        start = line.span[0] if line.span else low
        canvas.text(at(start), base + 20, plain(start), size=_SMALL, ink=QUIET, at="middle")
    if low != high:
        canvas.text(at(high), base + 20, plain(high), size=_SMALL, ink=QUIET, at="middle")
    for row, (name, value) in enumerate(_marks(each)):
        x = at(value)
        canvas.rule(
            x, top - 14, x, base, ink=INK, width=3 if name == "median" else 2, dashed=name != "median"
        )
        _written(canvas, x, top - 20 - 18 * (row % 2), f"{name} {plain(value)}")
    _counts(canvas, each, poll, base)
    canvas.y = base + 24


def _columns(canvas: Canvas, each: Round, poll: PollReport, colour: str, gap: float) -> tuple[float, float]:
    """Draws them, and says where they stand: on which y, and how wide each one's place is."""
    across = INNER / len(each.lines) if each.lines else INNER
    base = canvas.y + 30 + _HEIGHT
    for at, line in enumerate(each.lines):
        height = _height(line, poll)
        x = MARGIN + at * across
        canvas.bar(x + gap / 2, base - height, across - gap, height, colour, _description(line, poll))
    canvas.rule(MARGIN, base, MARGIN + INNER, base, ink=QUIET)
    return base, across


def _height(line: Line, poll: PollReport) -> float:
    """On one scale for all rounds."""
    most = max(other.count for each in poll.rounds for other in each.lines)
    return _HEIGHT * line.count / most if most else 0


def _counts(canvas: Canvas, each: Round, poll: PollReport, base: float) -> None:
    """Above their columns. In a histogram a gap says enough."""
    across = INNER / len(each.lines) if each.lines else INNER
    for at, line in enumerate(each.lines):
        if line.count or line.span is None:
            y = base - _height(line, poll) - 8
            _counted(canvas, line, MARGIN + (at + 0.5) * across, y, across)


def _counted(canvas: Canvas, line: Line, x: float, y: float, room: float) -> None:
    """The count, with its share where there is space for it."""
    full = f"{line.count} ({plain(line.percent)} %)" if line.percent is not None else str(line.count)
    fits = width_of(full, _SMALL) <= room
    canvas.text(x, y, full if fits else str(line.count), size=_SMALL, at="middle", halo=True)


def _description(line: Line, poll: PollReport) -> str:
    return f"{line.text}: {count_label(line, poll.measure)}"


def _ends(each: Round) -> tuple[float, float]:
    spans = [line.span for line in each.lines if line.span]
    return spans[0][0], spans[-1][1]


def _scale(low: float, high: float) -> Callable[[float], float]:
    def at(value: float) -> float:
        return MARGIN + INNER * ((value - low) / (high - low) if high != low else 0.5)

    return at


def _marks(each: Round) -> list[tuple[str, float]]:
    figures = dict(each.figures)
    return [(name, figures[name]) for name in ("q1", "median", "q3") if name in figures]


def _written(canvas: Canvas, x: float, y: float, text: str) -> None:
    """The text beside its mark, moved so far that it stays inside the chart."""
    half = width_of(text, _SMALL) / 2
    middle = min(max(x, MARGIN + half), MARGIN + INNER - half)
    canvas.text(middle, y, text, size=_SMALL, bold=True, at="middle")
