"""The words of an answer, as a word cloud counts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, islice

import regex

from server.domain.model import folding
from server.domain.polls import stopwords
from server.domain.polls.tokens import TOKEN

MOST_WORDS = 10
WORD_GRAPHEMES = 40
WORD_POINTS = 160  # code points, because one grapheme may have any number of marks
PHRASE_WORDS = 2
FUNCTION_LETTERS = 16  # more than any function word has: a longer word equals none by its beginning
MOST_TOKENS = 30  # looked at; an answer has ten words, and function words between them

_ADDRESS = regex.compile(  # of a web page, or an e-mail address
    r"(?:https?://|ftp://|www\.)\S+ | (?<!\S)[^\s@]++@[^\s@]+\.[^\s@.]+", regex.VERBOSE | regex.IGNORECASE
)
_INSIDE_WORDS = dict.fromkeys(map(ord, "\u00ad\u2060\ufeff"))  # soft hyphens of copied text, and joiners
_COUNTED = regex.compile(r"[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]")


def words(text: str, lang: str | None) -> tuple[tuple[str, str], ...]:
    """The distinct words of an answer in their order, each as (key, as written), at most ten.

    A phrase of at most two words, such as "smart city" or "open data", counts as one word, because its writer
    means one thing and wants to find it. Longer phrases count word by word. Phrases end at punctuation, line
    ends and function words. (Function words as the ends of phrases: S. Rose et al., "Automatic Keyword
    Extraction from Individual Documents", 2010.) Function words are left out, unless the answer has no other
    words. `lang` chooses the list of function words if the answer fits several languages equally well. Thai,
    Lao, Khmer, Burmese, Chinese and Japanese have no spaces, and are cut by ICU's dictionaries. Empty if the
    answer has only punctuation, or addresses of web pages and people.
    """
    parts = list(_parts(text))
    stops = _stops(parts, lang)
    phrases = [phrase for part in parts for phrase in _phrases(part, stops)]
    distinct: dict[str, str] = {}
    for part in phrases or parts:
        for unit in _units(part):
            shown = _cut(unit)
            word = word_key(shown)
            if _COUNTED.search(word):
                distinct.setdefault(word, shown)
        if len(distinct) >= MOST_WORDS:
            break
    return tuple(islice(distinct.items(), MOST_WORDS))


folded = lru_cache(4096)(folding.folded)
word_key = lru_cache(4096)(folding.word_key)


# ---- from a text to its parts


@dataclass(frozen=True, slots=True)
class _Part:
    """Words with nothing but `glue` between them: a space, or nothing in scripts without spaces."""

    words: tuple[str, ...]
    glue: str


def _parts(text: str) -> Iterator[_Part]:
    if "@" in text or "://" in text or "www." in text.lower():  # quicker than the search for an address
        text = _ADDRESS.sub("\n", text)
    text = text.translate(_INSIDE_WORDS).replace(
        "\u200b", " "
    )  # some writers mark the ends of Thai and Khmer words by it
    together: list[str] = []
    end = 0
    for token in islice(TOKEN.finditer(text), MOST_TOKENS):
        if together and not (token["spaced"] and _is_space(text[end : token.start()])):
            yield _Part(tuple(together), " ")
            together = []
        if token["spaced"]:
            together.append(token["spaced"][:WORD_POINTS])
        elif token["spaceless"]:
            yield _Part(tuple(islice(_segments(token["spaceless"]), MOST_TOKENS)), "")
        elif token["emoji"]:
            yield _Part((token["emoji"],), "")
        end = token.end()
    if together:
        yield _Part(tuple(together), " ")


def _is_space(between: str) -> bool:
    return between.isspace() and "\n" not in between


def _segments(run: str) -> Iterator[str]:
    # Imported at the first such answer: most rooms never need it, and it takes 20 ms and memory.
    from icu4py.breakers import WordBreaker

    return iter(WordBreaker(run, "en")) if "." not in run else iter([run])


# ---- from parts to words


def _phrases(part: _Part, stops: frozenset[str]) -> Iterator[_Part]:
    """The runs of words between function words."""
    for stopped, group in groupby(part.words, lambda word: folded(word[:FUNCTION_LETTERS]) in stops):
        if not stopped:
            yield _Part(tuple(group), part.glue)


def _units(part: _Part) -> Iterator[str]:
    phrase = part.glue.join(part.words)
    if len(part.words) <= PHRASE_WORDS and len(phrase) <= WORD_GRAPHEMES:
        yield phrase
    else:
        yield from part.words


def _cut(unit: str) -> str:
    if len(unit) <= WORD_GRAPHEMES:
        return unit
    return "".join(regex.findall(r"\X", unit[:WORD_POINTS])[:WORD_GRAPHEMES])


# ---- which function words


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = {"en": stopwords.ENGLISH, "id": stopwords.INDONESIAN, "de": stopwords.GERMAN}
    return {
        lang: frozenset(map(folded, (*known.split(), *stopwords.ABBREVIATIONS)))
        for lang, known in lists.items()
    }


@cache
def _thai() -> frozenset[str]:
    return frozenset(map(folded, stopwords.THAI.split()))


def _stops(parts: list[_Part], lang: str | None) -> frozenset[str]:
    """The function words of the language whose list has most of the answer's words, and the Thai ones.

    People answer in other languages than the poll's, and "die" is an article in one language only, so the
    lists are not joined. Thai function words occur in no other language.
    """
    answered = [folded(word[:FUNCTION_LETTERS]) for part in parts if part.glue for word in part.words]
    lists = _lists()

    def fit(each: str) -> tuple[int, bool]:
        return sum(word in lists[each] for word in answered), each == lang

    return lists[max(lists, key=fit)] | _thai()
