"""Results as one long table, and as plain data."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import regex

from server.domain.polls.report import Line, PollReport, Round

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
# Spreadsheets pass over blanks before a formula, and no two of them over the same ones: so all that is no
# visible character counts as blank.
_FORMULA = regex.compile(r"[\p{Z}\p{C}\u115f\u1160\u3164\uffa0\u2800]*[=+\-@＝＋－＠]|[\t\r]")


def as_csv(polls: Iterable[PollReport]) -> bytes:
    """One row for everything counted, and one for each figure that sums a round up (`measure` "figure").

    With a byte order mark, without which Excel takes UTF-8 for something else.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for poll in polls:
        for each in poll.rounds:
            for row in _rows(poll, each):
                writer.writerow([_escape_formula(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _rows(poll: PollReport, each: Round) -> Iterator[list[str | float | None]]:
    of_all: list[str | float | None] = [
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


def _escape_formula(cell: str | float | None) -> str | float | None:
    """The cell with an apostrophe before it if a spreadsheet would take its text for a formula."""
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return cell


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
