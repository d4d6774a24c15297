"""Quartiles and histograms: worked examples, and properties that hold for any numbers."""

from fractions import Fraction
from itertools import pairwise
from statistics import quantiles

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.domain.model.statistics import MOST_BINS, histogram, quantile, summary

VALUES = st.lists(
    st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e15, 1e15), st.integers(0, 10)), min_size=1
).map(sorted)


@pytest.mark.parametrize(
    ("values", "quartiles"),
    [
        ([7], [7, 7, 7]),
        ([1, 2], [1.25, 1.5, 1.75]),
        ([1, 2, 3, 4, 5], [2, 3, 4]),
        ([0.1, 0.2, 0.3], [0.15, 0.2, 0.25]),
        ([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], [25.5, 40, 42.5]),  # type 7 of the textbook example
    ],
)
def test_quartiles(values: list[int | float], quartiles: list[float]) -> None:
    assert [quantile(values, p) for p in (0.25, 0.5, 0.75)] == quartiles


@given(st.lists(st.integers(-1000, 1000), min_size=2).map(sorted))
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    exact = quantiles(map(Fraction, values), n=4, method="inclusive")
    assert [quantile([*values], p) for p in (0.25, 0.5, 0.75)] == [float(each) for each in exact]


def test_a_histogram_has_round_bins_side_by_side() -> None:
    values: list[int | float] = sorted([10, 12, 12, 13, 14, 15, 15, 15, 16, 18, 20, 22, 25, 40])
    assert histogram(values) == [[10, 20, 10], [20, 30, 3], [30, 40, 0], [40, 50, 1]]


def test_where_all_say_the_same_there_is_one_bin() -> None:
    assert histogram([3, 3, 3]) == [[3, 3, 3]]
    assert summary([3, 3, 3]) == {"n": 3, "median": 3, "q1": 3, "q3": 3, "bins": [[3, 3, 3]]}


def test_where_half_say_the_same_the_rest_is_still_told_apart() -> None:
    bins = histogram(sorted([5] * 60 + list(range(40))))
    assert len(bins) > 5
    assert max(count for _, _, count in bins) >= 60


@given(VALUES)
@example([0, 5e-324])
@example([-5e-324, 0, 5e-324])
@example([0, 1e-308])
@example([1.0, 1.0000000000000002])
@example([1e15 - 0.125, 10**15])
def test_whatever_the_numbers_bins_are_few_ordered_and_hold_them_all(values: list[int | float]) -> None:
    bins = histogram(values)
    assert 1 <= len(bins) <= MOST_BINS
    assert sum(count for _, _, count in bins) == len(values)
    assert bins[0][0] <= values[0]
    assert values[-1] <= bins[-1][1]
    assert [low for low, _, _ in bins[1:]] == [high for _, high, _ in bins[:-1]]
    for low, high, count in bins:
        last = high == bins[-1][1]
        assert count == sum(low <= value < high or (last and value == high) for value in values)


@given(VALUES)
def test_quartiles_are_in_order_and_within_the_numbers(values: list[int | float]) -> None:
    found = [quantile(values, p) for p in (0, 0.25, 0.5, 0.75, 1)]
    rounding = 1e-9 * max(abs(values[0]), abs(values[-1]))
    assert all(low <= high + rounding for low, high in pairwise(found))
