"""Results as one long table, and as plain data."""

from collections.abc import Iterable, Iterator
from typing import Any

from server.domain.polls.report import Line, PollReport, Round
from server.web.tables.csv_file import Cell, csv_file

COLUMNS = (
    "poll",
    "type",
    "prompt",
    "state",
    "round",
    "answers",
    "item",
    "measure",
    "count",
    "percent",
    "note",
)


def as_csv(polls: Iterable[PollReport]) -> bytes:
    """One row for everything counted, and one for each figure that sums a round up (`measure` "figure")."""
    return csv_file(COLUMNS, (row for poll in polls for each in poll.rounds for row in _rows(poll, each)))


def _rows(poll: PollReport, each: Round) -> Iterator[list[Cell]]:
    of_all: list[Cell] = [
        poll.id,
        poll.type,
        poll.prompt,
        poll.state,
        each.number,
        each.people,
    ]
    for line in each.lines:
        yield [*of_all, line.text, poll.measure, line.count, line.percent, line.note]
    for name, value in each.figures:
        yield [*of_all, name, "figure", value, None, poll.unit]
    if not each.lines and not each.figures:
        yield [*of_all, "", poll.measure, None, None, ""]


def as_json(polls: Iterable[PollReport]) -> list[dict[str, Any]]:
    return [
        {
            "id": poll.id,
            "type": poll.type,
            "prompt": poll.prompt,
            "state": poll.state,
            "measure": poll.measure,
            **({"unit": poll.unit} if poll.unit else {}),
            **({"explanation": poll.explanation} if poll.explanation else {}),
            "rounds": [_round(each) for each in poll.rounds],
        }
        for poll in polls
    ]


def _round(each: Round) -> dict[str, Any]:
    return {
        "round": each.number,
        "answers": each.people,
        **dict(each.figures),
        "results": [_line(line) for line in each.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    body: dict[str, Any] = {"text": line.text, "count": line.count}
    if line.id:
        body["id"] = line.id
    if line.percent is not None:
        body["percent"] = line.percent
    if line.note:
        body["note"] = line.note
    if line.span:
        body["from"], body["to"] = line.span
    return body
