"""Results as a workbook: a summary, and a sheet for each poll with its rounds side by side."""

import io
from collections.abc import Collection, Iterable, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from server.domain.polls.report import Line, PollReport

Cell = str | float | None

_NOTHING_BUT_TEXT = {
    "strings_to_formulas": False,  # an answer that looks like a formula or an address is a text
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def as_xlsx(polls: Iterable[PollReport]) -> bytes:
    out = io.BytesIO()
    with Workbook(out, _NOTHING_BUT_TEXT) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        summary = book.add_worksheet("Summary")
        _row(summary, 0, ["Sheet", "Poll", "Type", "Question", "State", "Rounds", "Answers"], head)
        summary.set_column(3, 3, 70)
        summary.freeze_panes(1, 0)
        for number, poll in enumerate(polls, 1):
            name = f"Poll {number}"
            last = poll.rounds[-1]
            record: list[Cell] = [poll.id, poll.type, poll.prompt, poll.state, len(poll.rounds), last.people]
            summary.write_url(number, 0, f"internal:'{name}'!A1", string=name)
            _row(summary, number, record, wrapped, start=1)
            _sheet(book.add_worksheet(name), poll, head, wrapped)
    return out.getvalue()


def workbook_of_table(
    title: str, columns: Sequence[str], rows: Iterable[Iterable[Cell]], wide: Collection[str] = ()
) -> bytes:
    """A workbook with one sheet. The columns `wide` have room for a sentence."""
    out = io.BytesIO()
    with Workbook(out, _NOTHING_BUT_TEXT) as book:
        sheet = book.add_worksheet(title)
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _row(sheet, 0, columns, head)
        for number, row in enumerate(rows, 1):
            _row(sheet, number, row, wrapped)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, 60 if column in wide else 16)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, len(columns) - 1)
    return out.getvalue()


def _sheet(sheet: Worksheet, poll: PollReport, head: Format, wrapped: Format) -> None:
    sheet.set_column(0, 0, 50)
    _row(sheet, 0, [poll.prompt], head)
    _row(sheet, 1, ["", *(cell for each in poll.rounds for cell in (f"Round {each.number}", ""))], head)
    _row(sheet, 2, ["", *(cell for _ in poll.rounds for cell in (poll.measure, "%"))], head)
    sheet.freeze_panes(3, 1)
    at = 3
    for key, text, note in _items(poll):
        found = [_of(each.lines, key) for each in poll.rounds]
        counts = (cell for line in found for cell in ((line.count, line.percent) if line else (None, None)))
        _row(sheet, at, [text, *counts, note], wrapped)
        at += 1
    at += 1
    _row(sheet, at, ["Answers", *(cell for each in poll.rounds for cell in (each.people, None))], head)
    for name in dict.fromkeys(name for each in poll.rounds for name, _ in each.figures):
        at += 1
        values = (cell for each in poll.rounds for cell in (dict(each.figures).get(name), None))
        _row(sheet, at, [name, *values, poll.unit if name != "others" else ""], wrapped)


def _items(poll: PollReport) -> list[tuple[str, str, str]]:
    """Everything that any round counted, as its key, text and note: in the last round's order."""
    lines = {_key(line): line for each in reversed(poll.rounds) for line in reversed(each.lines)}
    order = {_key(line): None for each in reversed(poll.rounds) for line in each.lines}
    return [(key, lines[key].text, lines[key].note) for key in order]


def _key(line: Line) -> str:
    return line.id or line.text


def _of(lines: tuple[Line, ...], key: str) -> Line | None:
    return next((line for line in lines if _key(line) == key), None)


def _row(sheet: Worksheet, row: int, cells: Iterable[Cell], format_: Format, start: int = 0) -> None:
    for column, cell in enumerate(cells, start):
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, format_)
        elif cell is not None:
            sheet.write_number(row, column, cell, format_)
