"""A bound on log lines: whatever clients send, they cannot fill a disk with lines about it."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

import structlog

LINES = 10  # of one kind that are written in one period
PERIOD_S = 60.0
LEFT_OUT = "log lines were left out"


@dataclass(slots=True)
class _Period:
    label: str
    began_s: float
    lines: int = 0

    @property
    def left_out(self) -> int:
        return max(0, self.lines - LINES)


class LineLimit:
    """Counts lines by their kind, which is the place in the code that writes them. So there are few kinds.

    A period of a kind begins with its first line. Lines above `LINES` in it are left out, and their number is
    told by `ended` once the period is over.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._periods: dict[object, _Period] = {}
        self._lock = Lock()  # threads log too

    def admits(self, kind: object, label: str) -> bool:
        """Counts a line. Returns whether it is to be written."""
        with self._lock:
            period = self._periods.setdefault(kind, _Period(label, self._clock()))
            period.lines += 1
            return period.lines <= LINES

    def ended(self) -> Iterator[tuple[str, int]]:
        """The label and the number of lines left out, of each period that is over and left some out."""
        with self._lock:
            now_s = self._clock()
            over = [kind for kind, each in self._periods.items() if now_s - each.began_s >= PERIOD_S]
            periods = [self._periods.pop(kind) for kind in over]
        return ((period.label, period.left_out) for period in periods if period.left_out)


class LimitedLines(logging.Filter):
    """The limit as a filter of libraries' records, and by `limit_event` as a processor of our own lines."""

    def __init__(self, limit: LineLimit | None = None) -> None:
        super().__init__()
        self._limit = limit or LineLimit()

    def filter(self, record: logging.LogRecord) -> bool:
        self._tell()
        return self._limit.admits((record.pathname, record.lineno), f"{record.name}: {record.msg}"[:200])

    def limit_event(
        self, logger: object, method: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        """Raises `structlog.DropEvent` for a line that is left out."""
        if event["event"] != LEFT_OUT:
            self._tell()
            if not self._limit.admits(event["event"], str(event["event"])):
                raise structlog.DropEvent
        return event

    def _tell(self) -> None:
        for label, lines in self._limit.ended():
            log: Any = structlog.get_logger()
            log.warning(LEFT_OUT, of=label, lines=lines)
