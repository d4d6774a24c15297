"""Log lines of one kind are bounded, and what was left out is counted."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from server.run import log_limit, logs
from server.run.log_limit import LEFT_OUT, LINES, PERIOD_S, LimitedLines, LineLimit


class Written:
    """The lines that are written, by a clock that is moved by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.out = io.StringIO()

    def events(self) -> list[Any]:
        return [json.loads(line)["event"] for line in self.out.getvalue().splitlines()]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Written]:
    """Logging as a serving process has it, and as it was before afterwards."""
    made = Written()
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    monkeypatch.setattr("sys.stderr", made.out)
    monkeypatch.setattr(logs, "LimitedLines", lambda: LimitedLines(LineLimit(lambda: made.now_s)))
    logs.configure()
    yield made
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_library_writes_so_many_lines_of_a_kind_and_then_their_number(written: Written) -> None:
    library = logging.getLogger("uvicorn.error")
    for number in range(LINES + 5):
        library.warning("Invalid request %s", number)
    library.warning("Something else")
    assert written.events() == [*(f"Invalid request {number}" for number in range(LINES)), "Something else"]
    written.now_s = PERIOD_S
    library.warning("Another kind again")
    assert written.events()[LINES + 1 :] == [LEFT_OUT, "Another kind again"]
    told = json.loads(written.out.getvalue().splitlines()[LINES + 1])
    assert (told["of"], told["lines"]) == ("uvicorn.error: Invalid request %s", 5)


def test_our_own_lines_are_bounded_by_their_event(written: Written) -> None:
    log = structlog.get_logger()
    for number in range(3 * LINES):
        log.warning("unreadable hint", error=f"{number}")
        log.warning(f"kind {number}")
    assert written.events().count("unreadable hint") == LINES
    assert len(written.events()) == 4 * LINES
    written.now_s = PERIOD_S
    log.warning("unreadable hint", error="afterwards")
    assert written.events()[4 * LINES :] == [LEFT_OUT, "unreadable hint"]


def test_a_kind_that_is_over_is_forgotten() -> None:
    limit = LineLimit(lambda: now_s)
    now_s = 0.0
    for number in range(100):
        limit.admits(number, "a line")
    now_s = log_limit.PERIOD_S
    assert list(limit.ended()) == []
    assert limit._periods == {}
