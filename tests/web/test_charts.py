"""Charts as files: they say what was counted, to whoever sees them and to whoever does not."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from server.domain.model.poll_events import PollType
from server.domain.polls.report import Line, Measure, PollReport, Round
from server.web.charts import chart
from server.web.charts.canvas import SERIES, WIDTH, wrapped

SVG = "{http://www.w3.org/2000/svg}"


def poll(
    kind: PollType, *rounds: Round, prompt: str = "Which one?", measure: Measure = "people", unit: str = ""
) -> PollReport:
    return PollReport("p_1", kind, prompt, "closed", measure, rounds, unit)


def counted(number: int, *counts: int, texts: str = "ABCDEFGHIJ", note: str = "") -> Round:
    people = sum(counts)
    return Round(
        number,
        people,
        tuple(
            Line(text, count, round(100 * count / people, 1) if people else None, f"o{text}", note)
            for text, count in zip(texts, counts, strict=False)
        ),
    )


ESTIMATES = Round(
    1,
    10,
    (
        Line("0 – 10", 4, 40.0, span=(0, 10)),
        Line("10 – 20", 5, 50.0, span=(10, 20)),
        Line("20 – 30", 1, 10.0, span=(20, 30)),
    ),
    (("median", 12.5), ("q1", 8), ("q3", 15)),
)

EVERY = [
    poll("choice", counted(1, 30, 10, 0)),
    poll("multiple", counted(1, 30, 10), counted(2, 5, 35)),
    poll("yesno", counted(1, 1, 1)),
    poll("quiz", counted(1, 7, note="right")),
    poll("ranking", Round(1, 3, (Line("A", 5, id="o1"), Line("B", 1, id="o2"))), measure="points"),
    poll("rating", Round(1, 4, counted(1, 0, 0, 1, 2, 1, texts="12345").lines, (("mean", 4.0),))),
    poll("scale", counted(1, *range(10), texts="abcdefghij")),
    poll("estimate", ESTIMATES, unit="km"),
    poll("words", Round(1, 9, (Line("ขนส่ง", 5, 55.6), Line("open data", 1, 11.1)), (("others", 12),))),
    poll("text", Round(1, 2, (Line("Shade", 1200, note="pending"),)), measure="votes"),
]


def drawn(report: PollReport) -> ET.Element:
    root = ET.fromstring(chart(report))
    assert root.tag == f"{SVG}svg"
    return root


def words_of(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def bars_of(root: ET.Element) -> list[ET.Element]:
    return [each for each in root.iter(f"{SVG}rect") if each.find(f"{SVG}title") is not None]


def size(bar: ET.Element, name: str) -> float:
    return float(bar.attrib[name])


@pytest.mark.parametrize("report", EVERY, ids=lambda report: report.type)
def test_every_number_stands_beside_the_picture_and_in_its_description(report: PollReport) -> None:
    root = drawn(report)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert title.text == report.prompt
    for each in report.rounds:
        for line in each.lines:
            number = f"{line.count:,}".replace(",", "\u202f")
            assert any(number in text for text in words_of(root)), line
            assert f"{line.text}: {number}" in (desc.text or "")
        for _, value in each.figures:
            assert any(f"{value:g}" in text for text in words_of(root))


@pytest.mark.parametrize("report", EVERY, ids=lambda report: report.type)
def test_nothing_is_drawn_outside_the_sheet(report: PollReport) -> None:
    root = drawn(report)
    height = float(root.attrib["height"])
    for bar in root.iter(f"{SVG}rect"):
        assert 0 <= float(bar.get("x", 0)) <= WIDTH - size(bar, "width")
        assert 0 <= float(bar.get("y", 0)) <= height - size(bar, "height")
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.attrib["y"]) < height


def test_bars_are_as_long_as_what_they_count() -> None:
    thirty, ten, none = bars_of(drawn(EVERY[0]))

    assert size(thirty, "width") == pytest.approx(3 * size(ten, "width"), abs=0.2)
    assert size(none, "width") == 2  # a mark where the bar would begin
    assert [each.findtext(f"{SVG}title") for each in (thirty, ten, none)] == [
        "30 (75 %)",
        "10 (25 %)",
        "0 (0 %)",
    ]


def test_rounds_are_told_apart_and_stand_option_by_option() -> None:
    root = drawn(EVERY[1])
    titles = [bar.findtext(f"{SVG}title") for bar in bars_of(root)]
    assert titles == [
        "Round 1: 40 people",
        "Round 2: 40 people",
        "Round 1: 30 (75 %)",
        "Round 2: 5 (12.5 %)",
        "Round 1: 10 (25 %)",
        "Round 2: 35 (87.5 %)",
    ]
    assert [bar.attrib["fill"] for bar in bars_of(root)] == [SERIES[1], SERIES[0]] * 3


def test_a_distribution_stands_on_one_line_and_is_as_high_as_it_counts() -> None:
    steps = bars_of(drawn(EVERY[5]))
    assert len({size(bar, "y") + size(bar, "height") for bar in steps}) == 1
    assert [size(bar, "height") / size(steps[3], "height") for bar in steps] == [0, 0, 0.5, 1, 0.5]


def test_a_histogram_has_its_median_and_quartiles_where_they_stand_in_it() -> None:
    root = drawn(EVERY[7])
    low, _, high = bars_of(root)
    left, right = size(low, "x") - 1, size(high, "x") + size(high, "width") + 1
    marks = [line for line in root.iter(f"{SVG}line") if line.attrib["x1"] == line.attrib["x2"]]
    at = [(float(line.attrib["x1"]) - left) / (right - left) * 30 for line in marks]
    assert at == pytest.approx([8, 12.5, 15], abs=0.1)
    assert {"q1 8", "median 12.5", "q3 15"} <= set(words_of(root))


def test_what_people_wrote_is_text_and_never_markup() -> None:
    nasty = "</text><script>alert(1)</script>\x00\ud7ff\uffff & \"'"
    root = drawn(poll("choice", Round(1, 1, (Line(nasty, 1, 100.0, "o1"),)), prompt=nasty))

    assert [each.tag for each in root.iter() if "script" in each.tag] == []
    assert "<script>alert(1)</script>" in "".join(words_of(root))


def test_nobody_has_answered_yet() -> None:
    for report in EVERY:
        nothing = Round(1, 0, tuple(replace(line, count=0, percent=None) for line in report.rounds[0].lines))
        drawn(replace(report, rounds=(nothing,)))
        drawn(replace(report, rounds=(Round(1, 0, ()),)))


def test_everybody_said_the_same_number() -> None:
    same = Round(1, 3, (Line("5", 3, 100.0, span=(5, 5)),), (("median", 5), ("q1", 5), ("q3", 5)))
    assert "median 5" in words_of(drawn(poll("estimate", same)))


def test_long_texts_are_broken_and_end_where_there_is_no_more_room() -> None:
    assert wrapped("one two three", 1000, 10, 2) == ["one two three"]
    assert wrapped("one two three", 50, 10, 2) == ["one two", "three"]
    assert wrapped("ข้อมูลเปิดของเมือง", 60, 10, 9) == ["ข้อมูลเปิดของ", "เมือง"]
    assert wrapped("one two three four five", 50, 10, 2) == ["one two", "three…"]
    assert wrapped("", 50, 10, 2) == [""]
