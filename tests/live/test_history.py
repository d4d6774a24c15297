"""The batches of a room's rows tell which log it was made from."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from server.live.history import History, may_follow
from server.store import Head, Row

AT = datetime(2020, 12, 16, tzinfo=UTC)


def rows(batch: str, *versions: int) -> tuple[Row, ...]:
    return tuple(Row(version, "Announced", 1, "{}", AT, batch=batch) for version in versions)


def history(*batches: Sequence[Row]) -> History:
    made = History()
    for batch in batches:
        for row in batch:
            made.add(row)
    return made


HERE = history(rows("a", 1), rows("b", 2, 3, 4), rows("c", 5))


def test_it_goes_on_from_its_marks_as_if_it_had_seen_every_row() -> None:
    again = History(HERE.head, HERE.marks)
    assert again.head == Head(5, "c")
    assert [again.mark(version) for version in range(7)] == [HERE.mark(version) for version in range(7)]


def test_rows_of_one_batch_have_one_mark_and_those_of_another_another() -> None:
    marks = [HERE.mark(version) for version in range(6)]
    assert [len(mark or b"") for mark in marks] == [4] * 6
    assert marks[2] == marks[3] == marks[4]
    assert len(set(marks)) == 4
    assert HERE.mark(6) is None


@pytest.mark.parametrize(
    ("before", "batch", "versions", "fits"),
    [
        ("c", "d", (6, 7), True),
        ("x", "d", (6, 7), False),
        ("x", "d", (8, 9), True),  # what is in between is read first, and tells
        ("b", "c", (5,), True),
        ("b", "x", (5,), False),
        ("x", "c", (5,), False),
        ("b", "c", (5, 6), True),
        ("b", "x", (5, 6), False),
        ("", "a", (1,), True),
        ("", "x", (1,), False),
    ],
)
def test_a_hint_fits_if_neither_its_rows_nor_the_row_before_are_others(
    before: str, batch: str, versions: tuple[int, ...], fits: bool
) -> None:
    assert HERE.continues(before, rows(batch, *versions)) is fits


@pytest.mark.parametrize(
    ("record", "may"),
    [
        (Head(5, "c"), True),
        (Head(5, "x"), False),
        (Head(4, "b"), False),
        (Head(6, "x"), True),
        (Head(), False),
    ],
)
def test_a_record_behind_or_of_another_batch_at_the_same_version_went_back(record: Head, may: bool) -> None:
    assert may_follow(HERE.head, record) is may
