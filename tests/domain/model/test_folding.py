"""Texts that are the same to readers, and texts that are not. Pages are held against the same examples."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.model.folding import folded, folded_for_search, recounted, word_key
from server.domain.model.nicknames import mixes_alphabets, nickname_keys

EXAMPLES: dict[str, dict[str, list[list[str]]]] = json.loads(
    (Path(__file__).parents[1] / "folding.json").read_text()
)

Same = Callable[[str, str], bool]
RULES: dict[str, Same] = {
    "same": lambda a, b: folded(a) == folded(b),
    "search": lambda a, b: folded_for_search(a) == folded_for_search(b),
    "nicknames": lambda a, b: not set(nickname_keys(a)).isdisjoint(nickname_keys(b)),
}


@pytest.mark.parametrize("rule", RULES)
def test_what_readers_take_for_the_same_is_equal(rule: str) -> None:
    pairs = EXAMPLES[rule]["equal"]
    assert [pair for pair in pairs if not RULES[rule](*pair[1:])] == []


@pytest.mark.parametrize("rule", RULES)
def test_what_readers_tell_apart_stays_apart(rule: str) -> None:
    pairs = EXAMPLES[rule]["apart"]
    assert [pair for pair in pairs if RULES[rule](*pair[1:])] == []


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("side", ["equal", "apart"])
def test_every_rule_has_examples_in_every_language(rule: str, side: str) -> None:
    pairs = EXAMPLES[rule][side]
    assert len(pairs) >= 20
    assert {lang for lang, _, _ in pairs} == {"id", "en", "de", "th"}


MARKED = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("'’´`–-น่ีฺุ้ํ็เแำéıİß \u00ad\u0301")))


@given(MARKED)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded_for_search(folded_for_search(text)) == folded_for_search(text)


def test_skin_tones_are_one_word_and_two_options() -> None:
    assert word_key("👍🏽") == word_key("👍") == "👍"
    assert word_key("👩🏿‍🚒") == word_key("👩‍🚒")
    assert folded("👍🏽") != folded("👍")


def test_recorded_words_count_by_the_keys_of_today() -> None:
    assert recounted((("don’t", "Don’t"), ("don't", "don't"), ("bus", "Bus"))) == (
        ("don't", "Don’t"),
        ("bus", "Bus"),
    )
    today = (("don't", "Don’t"), ("bus", "Bus"))
    assert recounted(today) is today


@pytest.mark.parametrize("name", ["Аna", "Αnna", "Маrk", "ΑнА"])
def test_a_name_of_several_alphabets_is_seen(name: str) -> None:
    assert mixes_alphabets(name)


@pytest.mark.parametrize("name", ["Анна", "Άννα", "Zoë 2", "สมชาย Som", "東京 Tokyo", "👍", "ＡＮＮＡ"])
def test_a_name_of_one_alphabet_is_not(name: str) -> None:
    assert not mixes_alphabets(name)
