"""Texts of people: bounds in graphemes and bytes, and no characters that cannot be stored."""

import pytest
from pydantic import ValidationError

from server.domain.model.commands import Ask, Note
from server.domain.model.limits import Limits
from server.domain.model.text import LINE_ENDS, bytes_for, clean, graphemes, is_blank
from tests.domain.making import command


def asked(text: str, limits: Limits | None = None) -> str:
    """The text as a question has it, or the code it is refused with."""
    try:
        ask = command("question.ask", limits, text=text)
    except ValidationError as error:
        return error.errors()[0]["type"]
    assert isinstance(ask, Ask)
    return ask.text


def note(text: str) -> str:
    """The same of a note to the speaker."""
    try:
        written = command("speaker.note", text=text)
    except ValidationError as error:
        return error.errors()[0]["type"]
    assert isinstance(written, Note)
    return written.text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("data", 4),
        ("ข้อมูล", 4),
        ("น้ำ", 1),
        ("ä", 1),
        ("a\u0308", 1),
        ("🇮🇩🇩🇪🇹🇭", 3),
        ("👩‍👩‍👧‍👦", 1),
        ("👍🏽", 1),
        ("\r\n", 1),
    ],
)
def test_graphemes_are_what_a_reader_counts(text: str, count: int) -> None:
    assert graphemes(text) == count


def test_five_hundred_letters_are_enough_whatever_they_are_made_of() -> None:
    for letter in ("a", "น้", "🇮🇩"):
        assert asked(letter * 500, Limits(question_bytes=20_000)) == letter * 500
        assert asked(letter * 501, Limits(question_bytes=20_000)) == "too_long"


def test_six_kilobytes_are_enough_however_few_letters_they_make() -> None:
    assert asked(("e" + "\u0323" * 30) * 100) == ("ẹ" + "\u0323" * 29) * 100
    assert asked(("e" + "\u0323" * 30) * 101) == "too_long"
    assert asked("👩‍👩‍👧‍👦" * 245) == "👩‍👩‍👧‍👦" * 245
    assert asked("👩‍👩‍👧‍👦" * 246) == "too_long"


def test_other_texts_have_twelve_bytes_a_letter_and_short_ones_four_kilobytes() -> None:
    assert [bytes_for(most) for most in (60, 341, 342, 500, 2000)] == [4096, 4096, 4104, 6000, 24_000]
    assert note("👩‍👩‍👧‍👦" * 240) == "👩‍👩‍👧‍👦" * 240
    assert note("👩‍👩‍👧‍👦" * 241) == "too_long"


def test_a_letter_has_no_more_marks_than_any_writing_puts_on_one() -> None:
    assert asked("e" + "\u0323" * 30) == "ẹ" + "\u0323" * 29
    assert asked("e" + "\u0323" * 31) == "too_long"
    assert asked("ก็์่" * 30) == "ก็์่" * 30
    assert asked("e" + ("\u0323" * 20 + "\u202e") * 2) == "too_long", "nothing that is left out parts them"


def test_what_is_left_out_does_not_part_a_letter_from_its_marks() -> None:
    assert asked("Zu\u202e\u0308rich") == asked("Zu\ufffe\u0308rich") == "Zürich"


def test_nul_and_other_controls_are_dropped_and_lines_stay() -> None:
    assert asked("a\x00b\x1b[31m\tc\r\nd\x85") == "ab[31m c\nd"


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\u2028\n", "\x85\r"]
)
def test_line_ends_are_bounded_whatever_they_are(end: str) -> None:
    assert asked(f"a{end}b") in ("a\nb", "a\n\nb")
    assert asked("a" + end * 240 + "b") == "a\n\nb"
    assert note("a" + end * 240 + "b") == "a\n\nb"


@pytest.mark.parametrize("unseen", [" ", "\t", "\u200b", "\u2800", "\u00a0 \u3164", "\ufeff"])
def test_lines_with_nothing_to_see_are_empty_lines(unseen: str) -> None:
    assert asked("a" + f"\n{unseen}" * 50 + "\nb") == "a\n\nb"


def test_lines_after_the_thirteenth_are_joined() -> None:
    lines = [f"{number}." for number in range(1, 31)]
    assert asked("\n".join(lines)) == "\n".join([*lines[:12], " ".join(lines[12:])])
    assert asked("\n\n".join(lines)).count("\n") == LINE_ENDS
    assert asked("\n".join(lines[:13])) == "\n".join(lines[:13])


@pytest.mark.parametrize(
    ("do", "fields", "field", "line_ends"),
    [
        ("question.ask", {"text": "Why?"}, "name", 0),
        ("question.ask", {"text": "Why?"}, "city", 0),
        ("quiz.name", {}, "name", 0),
        ("question.edit", {"id": "q_1"}, "text", 12),
        ("question.decline", {"id": "q_1"}, "reason", 12),
        ("question.answered", {"id": "q_1"}, "text", 40),
        ("question.translate", {"id": "q_1", "lang": "de"}, "text", 12),
        ("announce", {}, "text", 12),
        ("speaker.note", {}, "text", 12),
        ("poll.edit", {"id": "p_1"}, "prompt", 12),
        ("poll.edit", {"id": "p_1"}, "explanation", 12),
        ("poll.edit", {"id": "p_1"}, "unit", 0),
    ],
)
def test_every_text_that_people_write_has_a_bounded_height(
    do: str, fields: dict[str, object], field: str, line_ends: int
) -> None:
    written = getattr(
        command(do, **fields, **{field: "x\n" * 25 + "y" if line_ends < 40 else "x\n" * 60 + "y"}), field
    )
    assert written.count("\n") == line_ends


def test_nothing_turns_round_what_stands_after_it() -> None:
    assert asked("a\u202eb\u202d\u2066c\u2069\u202c") == "abc"
    for mark in ("\u200e", "\u200f", "\u200c", "\u200d"):
        assert asked(f"a{mark}b") == f"a{mark}b"


@pytest.mark.parametrize("left_out", ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\u206b", "\ufff9"])
def test_what_no_xml_can_hold_and_what_unicode_has_deprecated_is_dropped(left_out: str) -> None:
    assert asked(f"a{left_out}b") == "ab"
    assert asked(left_out) == "invalid"


def test_tags_in_flags_stay() -> None:
    england = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert asked(england) == england


@pytest.mark.parametrize("text", ["\ud800", "why \udfff?"])
def test_half_a_surrogate_pair_is_not_a_text(text: str) -> None:
    assert asked(text) in ("invalid", "string_unicode")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "\u00a0\u3000", "\u200b", "\ufeff", "\u202e", "\u200d\u200c", "\u2028", "\x00",
     "\u3164", "\u115f\u1160", "\uffa0", "\u2800", "\u034f", "\ufe0f", "\u2060", "\U000e0041"],
)  # fmt: skip
def test_what_looks_empty_is_empty(text: str) -> None:
    assert is_blank(text)
    assert asked(text) == "invalid"


@pytest.mark.parametrize("text", [".", "🇮🇩", "ก", "0", "👍🏽", "ᄀ"])
def test_what_can_be_seen_is_not_empty(text: str) -> None:
    assert not is_blank(text)
    assert asked(text) == text


def test_the_same_letters_are_the_same_text_however_they_were_typed() -> None:
    assert clean(" Zu\u0308rich ") == clean("Z\u00fcrich") == "Zürich"


@pytest.mark.parametrize(
    ("do", "fields", "code"),
    [
        ("question.decline", {"id": "q_1", "reason": "ก" * 201}, "too_long"),
        ("question.decline", {"id": "q_1", "reason": " "}, "invalid"),
        ("question.label", {"id": "q_1", "labels": ["Mobility"] * 13}, "too_long"),
        ("question.label", {"id": "q_1", "labels": [""]}, "invalid"),
        ("question.publish", {"ids": [f"q_{n}" for n in range(201)]}, "too_long"),
        ("question.publish", {"ids": []}, "too_short"),
        ("question.publish", {}, "invalid"),
        ("question.publish", {"id": "q_1", "ids": ["q_2"]}, "invalid"),
        ("question.ask", {"text": "Why?", "city": "x" * 61}, "too_long"),
        ("question.ask", {"text": "Why?", "sector": "press"}, "literal_error"),
        ("question.ask", {"text": "Why?", "lang": "Bahasa"}, "string_pattern_mismatch"),
    ],
)
def test_further_sizes_and_shapes(do: str, fields: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        command(do, **fields)
    assert refused.value.errors()[0]["type"] == code
