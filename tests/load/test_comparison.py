"""Ratios between two releases, from rows of runs in turn."""

import pytest

from tests.load.bench import Compared
from tests.load.comparison import compare
from tests.load.metrics import Row

COMPARED = Compared(by=("who",), cost="cpu_us")


def rows(**costs: float) -> list[Row]:
    return [{"who": who, "cpu_us": cost} for who, cost in costs.items()]


def test_each_row_is_compared_with_the_same_row_of_the_run_beside() -> None:
    pairs = [
        (rows(a=10.0, b=4.0), rows(a=5.0, b=4.0)),
        (rows(a=20.0, b=8.0), rows(a=20.0, b=4.0)),
        (rows(a=10.0, b=1.0), rows(a=6.0, b=2.0)),
    ]
    names = ("who", "cost", "beside", "this", "ratio", "lowest", "highest")
    assert compare(COMPARED, pairs) == [
        dict(zip(names, ("a", "cpu_us", 10.0, 6.0, 0.6, 0.5, 1.0), strict=True)),
        dict(zip(names, ("b", "cpu_us", 4.0, 4.0, 1.0, 0.5, 2.0), strict=True)),
    ]


def test_rows_that_do_not_match_are_not_compared() -> None:
    with pytest.raises(ValueError, match="different rows"):
        compare(COMPARED, [(rows(a=1.0), rows(b=1.0))])
