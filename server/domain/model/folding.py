"""Folding: forms of texts that are equal where readers take the texts for the same.

`static/js/core/folding.js` is the same for pages. Both are tested on `tests/domain/folding.json`.
"""

import unicodedata

import regex

_IGNORED = regex.compile(r"\p{Default_Ignorable_Code_Point}+")

# Which of these marks a text has depends on the keyboard and on the program that pasted it.
_EXCHANGED = {
    "'": "\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u2032\u2035"
    "\u2039\u203a\u00b4\u0060\u055a\u05f3\ua78c\uff07",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u02ba\u02dd\u2033\u2036\u301d\u301e\u301f\u05f4\uff02",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u05be\ufe58\ufe63\uff0d",
}
_MARKS = str.maketrans({each: mark for mark, others in _EXCHANGED.items() for each in others})

# Thai keyboards allow vowels and tones above a letter in either order, and two "เ" for one "แ". Both look the
# same. A tone stands last here.
_THAI_MARKS = regex.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_THAI_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"

_EXCHANGEABLE = regex.compile(rf"[{''.join(map(chr, _MARKS))}]|เเ|{_THAI_MARKS.pattern}")

_ACCENTS = regex.compile(r"[\p{Script=Inherited}--[\u3099\u309a]]+", regex.V1)  # those two make other Kana
_BASES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"}
)

_UNIT_SPACE = regex.compile(r"(?<=\p{N})\s(?=[%‰°\p{Sc}])")
_ABBREVIATION = regex.compile(r"\p{L}(?:\.\s?\p{L})+\.?")
_SKIN_TONES = regex.compile(r"(?<=\p{Emoji}\ufe0f?)[\U0001f3fb-\U0001f3ff]")


def folded(text: str) -> str:
    """A form that is equal for texts that readers take for the same.

    Case, width, spacing and invisible characters do not count (toNFKC_Casefold of the Unicode Standard,
    section 3.13), nor do the kinds of apostrophes, quotation marks and hyphens. Marks on letters do count.
    """
    if text.isascii():  # quicker, and most of what is counted is
        return " ".join(text.translate(_MARKS).casefold().split())
    for _ in range(2):  # compatibility letters may have a case, and folded letters may compose again
        text = unicodedata.normalize("NFKC", text.translate(_MARKS)).casefold()
        text = unicodedata.normalize("NFKC", _IGNORED.sub("", text)).translate(_MARKS)
        text = _THAI_MARKS.sub(_tones_last, text.replace("เเ", "แ"))
    return " ".join(text.split())


def folded_for_search(text: str) -> str:
    """A form in which a search finds a text: `folded`, and without accents on letters.

    Vowels and tones of Thai are letters and stay.
    """
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded(text)))
    return folded(bare.translate(_BASES))


def word_key(text: str) -> str:
    """The form by which a word cloud counts: `folded`, with the skin tones of an emoji together.

    Nor does a space before a sign of unit count, as German has "50 %" where English has "50%", nor the spaces
    and the last point of an abbreviation such as "z. B.".
    """
    key = folded(_SKIN_TONES.sub("", _UNIT_SPACE.sub("", text)))
    return key.replace(" ", "").rstrip(".") if _ABBREVIATION.fullmatch(key) else key


def recounted(words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The recorded words of an answer, as (key, as written), by the keys of today.

    Earlier releases recorded keys that told apart what `word_key` takes for the same.
    """
    if not any(_EXCHANGEABLE.search(key) or _SKIN_TONES.search(key) for key, _ in words):
        return words  # nearly always; folding takes five times as long
    keys: dict[str, str] = {}
    for key, written in words:
        keys.setdefault(word_key(key), written)
    return tuple(keys.items())


def _tones_last(run: regex.Match[str]) -> str:
    return "".join(sorted(run[0], key=_THAI_TONES.__contains__))
