"""Tables for spreadsheets: what people wrote is a text there, whatever it begins with."""

import csv
import io

import pytest

from server.web.tables.csv_file import Cell, csv_file
from tests.imports import server_imports

# fmt: off
BLANKS = [
    "", " ", "\n", "\r\n", "\t", "\0", "\x0b", "\x85", "\u00a0", "\u00ad", "\u034f", "\u061c", "\u115f",
    "\u180e", "\u200b", "\u200f", "\u2028", "\u202e", "\u2060", "\u2066", "\u2800", "\u3000", "\u3164",
    "\ufe0f", "\ufeff", "\uffa0", "\uffff", "\U000e0020", " \u2003\ufeff",
]
# fmt: on
SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"


def written(*cells: Cell) -> list[str]:
    """The cells of a row, as a spreadsheet reads them."""
    content = csv_file(["a"], [cells]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))[1]


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_after_any_blank_is_written_as_a_text(blank: str, sign: str) -> None:
    cell = f"{blank}{sign}1+1"
    assert written("Ayu", cell) == ["Ayu", f"'{cell}"]


@pytest.mark.parametrize("cell", ["", " ", "a=b", "100 %", "น้ำท่วม", "٣ = 3", "'=1", "\u0e33=", 'a"b', "a\nb"])
def test_other_texts_stay_as_they_are(cell: str) -> None:
    assert written("Ayu", cell) == ["Ayu", cell]


def test_numbers_stay_numbers() -> None:
    assert written(5, -5.5, None) == ["5", "-5.5", ""]


def test_no_other_part_of_the_server_writes_csv() -> None:
    writers = {name for name, imported in server_imports().items() if imported & {"csv", "pandas", "polars"}}
    assert writers == {"server.web.tables.csv_file"}
