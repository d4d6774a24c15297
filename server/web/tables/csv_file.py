"""CSV for spreadsheets (RFC 4180). Every table that leaves this server as CSV is written here."""

import csv
import io
from collections.abc import Iterable

import regex

Cell = str | float | None

# Spreadsheets pass over blanks before a formula, and no two of them over the same ones: so all that is no
# visible character counts as blank. East Asian ones read the wide and the small signs as the plain ones.
_FORMULA = regex.compile(r"[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r]")


def csv_file(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """The table with its head. No cell of it is a formula to a spreadsheet.

    With a byte order mark, without which Excel takes UTF-8 for something else.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_escape_formula(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _escape_formula(cell: Cell) -> Cell:
    """The cell with an apostrophe before it if a spreadsheet would take its text for a formula."""
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return cell
