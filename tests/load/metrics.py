"""Processor time of a stretch of time, percentiles, ratios, and tables of them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Self

from tests.load import machine

Row = dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Lap:
    """Processor time of the servers in a stretch of time, and the share of it that the load was busy."""

    seconds: float
    cpu_us: int
    load_busy: float

    @classmethod
    def sum(cls, laps: "Sequence[Lap]") -> Self:
        seconds = sum(lap.seconds for lap in laps)
        busy = sum(lap.load_busy * lap.seconds for lap in laps) / seconds
        return cls(seconds, sum(lap.cpu_us for lap in laps), round(busy, 2))


class Meter:
    """Measures from the moment it is made."""

    def __init__(self, *pids: int) -> None:
        self._pids = pids
        self._started_s, self._own_s = time.monotonic(), time.process_time()
        self._cpu_us = machine.cpu_us(*pids)

    def lap(self) -> Lap:
        seconds = time.monotonic() - self._started_s
        busy = (time.process_time() - self._own_s) / seconds
        return Lap(seconds, machine.cpu_us(*self._pids) - self._cpu_us, round(busy, 2))


def percentile_ms(ages_us: Sequence[int], share: float) -> float | None:
    """The age that this share of all ages does not exceed (nearest rank)."""
    if not ages_us:
        return None
    ranked = sorted(ages_us)
    return round(ranked[ceil(len(ranked) * share) - 1] / 1000, 1)


def latency(ages_us: Sequence[int]) -> Row:
    return {"p50_ms": percentile_ms(ages_us, 0.5), "p99_ms": percentile_ms(ages_us, 0.99)}


def ratio(part: float, whole: float, digits: int = 2) -> float | None:
    return round(part / whole, digits) if whole else None


def table(rows: Sequence[Row]) -> str:
    """Columns in the order in which rows first name them."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[name.replace("_", " ") for name in names]]
    cells += [["" if row.get(name) is None else str(row[name]) for name in names] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    numeric = [isinstance(rows[0].get(name), int | float) for name in names]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in cells
    )
