"""The words that a word cloud counts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.model.folding import folded, word_key
from server.domain.model.text import graphemes
from server.domain.polls.words import MOST_WORDS, WORD_GRAPHEMES, words


def shown(text: str, lang: str | None = None) -> list[str]:
    return [written for _, written in words(text, lang)]


def counted(text: str, lang: str | None = None) -> list[str]:
    return [word for word, _ in words(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "We need safer cycling lanes and cleaner air in the city",
            ["safer", "cycling", "lanes", "cleaner air", "city"],
        ),
        (
            "id",
            "transportasi umum yang terjangkau untuk semua",
            ["transportasi umum", "terjangkau"],
        ),
        (
            "de",
            "Wir brauchen sauberes Wasser und mehr Bäume in der Stadt",
            ["sauberes Wasser", "mehr Bäume", "Stadt"],
        ),
        (
            "th",
            "ขนส่งสาธารณะต้องดีกว่านี้และอากาศสะอาด",
            ["ขนส่งสาธารณะ", "ดี", "อากาศสะอาด"],
        ),
        (
            "th",
            "นวัตกรรมเมืองอัจฉริยะ การมีส่วนร่วมของประชาชน",
            ["นวัตกรรม", "เมือง", "อัจฉริยะ", "ส่วนร่วม", "ประชาชน"],
        ),
    ],
)
def test_a_sentence_counts_by_what_stands_between_its_function_words(
    lang: str, text: str, expected: list[str]
) -> None:
    assert shown(text, lang) == expected
    assert shown(text, None) == expected  # the language of an answer need not be known


@pytest.mark.parametrize("text", ["smart city", "data terbuka", "saubere Luft", "ข้อมูลเปิด", "オープンデータ"])
def test_two_words_that_stand_alone_are_one_thing(text: str) -> None:
    assert shown(text) == [text]


def test_a_list_counts_by_its_entries() -> None:
    assert shown("mobility, smart city; the river / Open Data\nclean air") == [
        "mobility",
        "smart city",
        "river",
        "Open Data",
        "clean air",
    ]
    assert shown("น้ำท่วม รถติด") == ["น้ำท่วม", "รถติด"]  # in Thai a space ends a phrase, not a word


def test_case_and_width_do_not_split_counts_and_marks_on_letters_do() -> None:
    assert counted("ＳＭＡＲＴ, Smart, smart") == ["smart"]
    assert counted("Straße, STRASSE") == ["strasse"]
    assert counted("ﾃﾞｰﾀ、データ") == ["データ"]
    assert counted("Bären, Baren") == ["bären", "baren"]
    assert counted("u\u0308ben, üben") == ["üben"]
    assert counted("น้ำท่วม, น้ํา") == [folded("น้ำท่วม"), folded("น้ำ")]


EXAMPLES: dict[str, list[list[str]]] = json.loads((Path(__file__).parents[1] / "words.json").read_text())


def test_answers_that_say_the_same_count_together() -> None:
    assert [each for each in EXAMPLES["equal"] if counted(*each[1:2]) != counted(*each[2:])] == []
    assert [each for each in EXAMPLES["equal"] if not counted(each[1])] == []


def test_answers_that_say_something_else_count_apart() -> None:
    assert [each for each in EXAMPLES["apart"] if counted(each[1]) == counted(each[2])] == []


def test_every_language_has_examples() -> None:
    for pairs in EXAMPLES.values():
        assert len(pairs) >= 20
        assert {lang for lang, _, _ in pairs} == {"id", "en", "de", "th"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ C# C .NET Node.js F#", ["C++", "C#", "C", ".NET", "Node.js", "F#"]),
        ("-5, 5, +1, 1; (-7) x = -8", ["-5", "5", "+1", "1", "-7", "x", "-8"]),
        ("- 5\n– 6", ["5", "6"]),  # a list
        ("24/7; I/O; bus/train", ["24/7", "I/O", "bus", "train"]),
        ("z. B. Radwege, e.g. parks, U.S. cities", ["Radwege", "parks", "U.S. cities"]),
        ("St. Pauli, Dr. Müller, Jl. Sudirman, Nr. 5", ["St. Pauli", "Dr. Müller", "Jl. Sudirman", "Nr. 5"]),
        ("30 km/h, 5 €/m², $5, 50 %, 25 °C, 18+", ["30 km/h", "5 €/m²", "$5", "50 %", "25 °C", "18+"]),
        ("3.14; 1,200; 1.200,5; Rp 5.000; 10:30", ["3.14", "1,200", "1.200,5", "Rp 5.000", "10:30"]),
        ("clean air.More trees. data.go.id", ["clean air", "More trees", "data.go.id"]),
        ("Bürger*innen, Bürger:innen, Bürger/-innen", ["Bürger*innen", "Bürger:innen", "Bürger/-innen"]),
        ("กทม. พ.ร.บ. ดร.สมชาย", ["กทม.", "พ.ร.บ.", "ดร.", "สมชาย"]),
    ],
)
def test_signs_and_points_belong_to_the_word_that_needs_them(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_what_is_shown_is_what_was_written_first() -> None:
    assert words("Jakarta, JAKARTA", "id") == (("jakarta", "Jakarta"),)


def test_hyphens_apostrophes_and_numbers_stay_whole_and_other_marks_go() -> None:
    assert shown("don't! (e-mail), l’eau: “AT&T”; 5G-Netz … 3.14, 50% #opendata") == [
        "don't",
        "e-mail",
        "l’eau",
        "AT&T",
        "5G-Netz",
        "3.14",
        "50%",
        "opendata",
    ]


def test_emoji_are_words() -> None:
    assert shown("👏👏👨‍👩‍👧🇮🇩 great ❤️ ❤") == ["👏", "👨‍👩‍👧", "🇮🇩", "great", "❤️"]


def test_addresses_are_nobodys_answer() -> None:
    assert shown("https://example.org/a?b=c www.example.org Me@Example.org bikes") == ["bikes"]
    assert words("https://example.org", None) == ()


def test_function_words_stay_where_nothing_else_is() -> None:
    assert shown("the", "en") == ["the"]
    assert shown("ใน") == ["ใน"]
    assert shown("und, aber", "de") == ["und", "aber"]
    assert shown("not good", "en") == ["not good"]  # a negation is never left out


def test_one_languages_article_is_anothers_verb() -> None:
    assert shown("die Umwelt", "de") == ["Umwelt"]
    assert shown("the reefs of the bay will die", "de") == ["reefs", "bay", "die"]


def test_scripts_may_be_mixed() -> None:
    assert shown("ระบบ AI เพื่อประชาชน") == ["ระบบ", "AI", "ประชาชน"]
    assert shown("ฝุ่นPM2.5") == ["ฝุ่น", "PM2.5"]
    assert shown("5G网络 dan 城市数据平台") == ["5G", "网络", "城市", "数据", "平台"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("東京の交通は便利です", "東京"),
        ("ຂ້ອຍມັກເມືອງຂອງຂ້ອຍ", "ຂ້ອຍ"),
        ("ទីក្រុងភ្នំពេញស្អាតណាស់", "ទីក្រុង"),
        ("မြန်မာနိုင်ငံမြို့ပြစီမံကိန်း", "မြန်မာနိုင်ငံ"),
    ],
)
def test_scripts_without_spaces_are_cut(text: str, first: str) -> None:
    found = shown(text)
    assert found[0] == first
    assert len(found) > 2


@pytest.mark.parametrize("text", ["", "   ", "!!!", "…", "\u200b", "- -", "\u0301\u0301", "ๆ", "ー"])
def test_where_nothing_is_said_nothing_counts_as_much(text: str) -> None:
    assert len(words(text, None)) <= 1  # a lone letter that repeats or lengthens is a letter all the same


def test_an_answer_has_ten_words_and_a_word_forty_letters() -> None:
    assert len(words(", ".join(f"city{n}" for n in range(50)), None)) == MOST_WORDS
    assert shown("x" * 16_384) == ["x" * WORD_GRAPHEMES]
    ((_, marked),) = words("z" + "\u0301" * 16_000, None)
    assert len(marked) <= 4 * WORD_GRAPHEMES


@pytest.mark.parametrize(
    "piece", ["ขนส่งสาธารณะ", "กา", "a ", "a.", "x@", "x@a.", "a-", "กa", "👏", "1,", "http:", "\u0301"]
)
def test_a_whole_frame_of_one_thing_is_counted_too(piece: str) -> None:
    # Code whose time grows with the square of the length fails here by the suite's time-out.
    assert len(words(piece * (64 * 1024 // len(piece.encode())), None)) <= MOST_WORDS


# Letters of several scripts, characters that join or separate them, and invisible ones.
WRITING = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aßİ ﬁК\u0345１ๆำการก็ຳデーﾞ中한'-’.@:/&%\n\u200b\u200d\ufe0f\u0301\u00ad👏🇮🇩"),
    ),
    max_size=60,
)


@given(WRITING, st.sampled_from([None, "en", "id", "de", "th", "fr"]))
def test_any_text_has_words(text: str, lang: str | None) -> None:
    found = words(text, lang)
    assert len(found) <= MOST_WORDS
    assert len(dict(found)) == len(found)
    for word, written in found:
        assert word == word_key(written) != ""
        assert graphemes(written) <= WORD_GRAPHEMES
        assert "\n" not in written


@given(WRITING)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
