"""A plot as SVG. Both axes are logarithmic, because sizes and figures span powers of ten."""

from collections.abc import Mapping
from html import escape
from math import ceil, floor, log10

Points = list[tuple[float, float]]

WIDTH, HEIGHT = 520, 340
LEFT, RIGHT, TOP, BOTTOM = 50, 20, 34, 40
LEGEND = 18  # pixels a line
COLOURS = ("#0b6e4f", "#6c757d", "#1f77b4", "#9467bd", "#d62728", "#ff7f0e", "#8c564b", "#17becf", "#bcbd22")
DASHES = ("", "6 3", "2 3")


def plot(title: str, lines: Mapping[str, Points]) -> str:
    """An SVG, or an empty text if there is nothing to draw. Figures of zero are left out.

    A name's colour follows from its position among all names, so that it is the same on every plot.
    """
    number = {name: position for position, name in enumerate(lines)}
    drawn = {name: sorted(point for point in points if min(point) > 0) for name, points in lines.items()}
    drawn = {name: points for name, points in drawn.items() if points}
    if not drawn:
        return ""
    x = _Axis([point[0] for points in drawn.values() for point in points], LEFT, WIDTH - RIGHT)
    y = _Axis([point[1] for points in drawn.values() for point in points], HEIGHT - BOTTOM, TOP)
    height = HEIGHT + LEGEND * len(drawn)
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-size="12" fill="currentColor" role="img">',
        f'<text x="{LEFT}" y="16" font-weight="600">{escape(title)}</text>',
    ]
    for value in x.ticks:
        parts.append(_grid(x.at(value), TOP, x.at(value), HEIGHT - BOTTOM))
        parts.append(
            f'<text x="{x.at(value)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{value:,.0f}</text>'
        )
    for value in y.ticks:
        parts.append(_grid(LEFT, y.at(value), WIDTH - RIGHT, y.at(value)))
        parts.append(f'<text x="{LEFT - 6}" y="{y.at(value) + 4}" text-anchor="end">{value:,g}</text>')
    for position, (name, points) in enumerate(drawn.items()):
        parts.append(_line(number[name], name, [(x.at(one), y.at(other)) for one, other in points]))
        parts.append(_legend(number[name], name, HEIGHT + LEGEND * position))
    return "".join(parts) + "</svg>"


class _Axis:
    """One axis: maps figures to pixels."""

    def __init__(self, values: list[float], first_px: float, last_px: float) -> None:
        # A step of 1, 2 and 5 in every power of ten; the ends are the nearest of those.
        low, high = floor(log10(min(values))), ceil(log10(max(values)))
        steps = [step * 10.0**power for power in range(low, high + 1) for step in (1, 2, 5)]
        start = max(step for step in steps if step <= min(values))
        end = min(step for step in steps if step >= max(values) and step > start)
        self.ticks = [step for step in steps if start <= step <= end]
        self._start, self._span = log10(start), log10(end) - log10(start)
        self._first_px, self._length_px = first_px, last_px - first_px

    def at(self, value: float) -> float:
        return round(self._first_px + (log10(value) - self._start) / self._span * self._length_px, 1)


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="currentColor" stroke-opacity=".15"/>'


def _stroke(number: int) -> str:
    dash = DASHES[number // len(COLOURS) % len(DASHES)]
    return f'stroke="{COLOURS[number % len(COLOURS)]}" stroke-width="2" stroke-dasharray="{dash}" fill="none"'


def _line(number: int, name: str, points: Points) -> str:
    way = " ".join(f"{x},{y}" for x, y in points)
    colour = COLOURS[number % len(COLOURS)]
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points)
    return f'<g><title>{escape(name)}</title><polyline points="{way}" {_stroke(number)}/>{dots}</g>'


def _legend(number: int, name: str, y: int) -> str:
    return (
        f'<line x1="{LEFT}" y1="{y - 4}" x2="{LEFT + 24}" y2="{y - 4}" {_stroke(number)}/>'
        f'<text x="{LEFT + 32}" y="{y}">{escape(name)}</text>'
    )
