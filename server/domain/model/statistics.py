"""Statistics of many estimates: quartiles and a histogram."""

from bisect import bisect_left
from math import ceil, floor, log10
from typing import Any

MOST_BINS = 40
CLOSE = 1e-9  # as a share of the values: nearer ones have no edges between them in twelve digits
CLOSEST = 1e-290  # an absolute distance: near the smallest floats, shares of a distance lose their digits


def summary(values: list[int | float]) -> dict[str, Any]:
    """The count, quartiles and histogram of sorted numbers. Without numbers there are no quartiles."""
    if not values:
        return {"n": 0, "bins": []}
    return {
        "n": len(values),
        "median": quantile(values, 0.5),
        "q1": quantile(values, 0.25),
        "q3": quantile(values, 0.75),
        "bins": histogram(values),
    }


def quantile(values: list[int | float], p: float) -> int | float:
    """The quantile `p` (0 to 1) of sorted numbers, interpolated between the two nearest.

    Type 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician
    50 (1996), which is the default of R and NumPy.
    """
    place = (len(values) - 1) * p
    below = floor(place)
    low, high = values[below], values[min(below + 1, len(values) - 1)]
    return _plain(low + (high - low) * (place - below))


def histogram(values: list[int | float]) -> list[list[int | float]]:
    """Adjacent bins of sorted numbers, as [from, to, count]. Only the last bin includes its upper end.

    Their width is the one of D. Freedman and P. Diaconis, "On the histogram as a density estimator" (1981:
    twice the distance of the quartiles, divided by the cube root of n), widened to a round number; their ends
    are round too. If half of the values are equal, there are as many bins as the square root of n. Numbers
    that are too close to tell apart share one bin, because people may send any numbers.
    """
    lowest, highest = values[0], values[-1]
    if highest - lowest <= max(CLOSE * max(abs(lowest), abs(highest)), CLOSEST):
        return [[lowest, highest, len(values)]]
    width = 2 * (quantile(values, 0.75) - quantile(values, 0.25)) / len(values) ** (1 / 3)
    bins = (highest - lowest) / width if width else len(values) ** 0.5
    width = _round_width((highest - lowest) / min(max(bins, 1), MOST_BINS - 2))
    first, last = floor(lowest / width), floor(highest / width) + 1
    edges = [_plain(each * width) for each in range(first, last + 1)]
    below = [0, *(bisect_left(values, edge) for edge in edges[1:-1]), len(values)]
    return [[edges[each], edges[each + 1], below[each + 1] - below[each]] for each in range(len(edges) - 1)]


def _round_width(least: float) -> float:
    """The smallest of … 1, 2, 5, 10, 20, 50 … that is at least `least`."""
    power: float = 10.0 ** floor(log10(least))
    return next(width for each in (1, 2, 5, 10) if (width := each * power) >= least * (1 - 1e-9))


def _plain(value: float) -> int | float:
    """The value rounded to twelve digits, without the noise of binary fractions; an `int` if it is whole."""
    if value == 0:
        return 0
    digits = 12 - ceil(log10(abs(value)))
    value = round(value, digits)
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else value
