"""Nicknames of players: which ones readers can't tell apart.

Letters that look alike follow the confusables of Unicode Technical Standard #39, as far as the alphabets of
Latin, Greek and Cyrillic go. A name that mixes these alphabets is not taken at all.
"""

import regex

from server.domain.model.folding import folded

_LOOKS_LATIN = str.maketrans(
    dict(zip("авсԁеѐԍһіјкӏмнорԛѕтуүѵԝхзьғ", "abcdeeghijklmhopqstyyvwx3bf", strict=True))
    | dict(zip("αβεζηικμνορτυχω", "abezhikmnoptyxw", strict=True))
)
_STROKES = str.maketrans({"I": "l", "|": "l", "1": "l", "0": "o"})  # a capital i, but not a small one
_BETWEEN = regex.compile(r"[\p{Z}\p{P}\p{Cf}]+")
_ALPHABETS = [regex.compile(rf"\p{{Script={script}}}") for script in ("Latin", "Greek", "Cyrillic")]


def nickname_keys(name: str) -> tuple[str, ...]:
    """The keys of a nickname. Two nicknames that share one can't be told apart by readers.

    One key is the name folded. The other is the name as its letters look, without spaces and punctuation.
    """
    looks = folded(_looks_latin(name.translate(_STROKES)))
    return tuple(dict.fromkeys((folded(name), _BETWEEN.sub("", looks) or looks)))


def mixes_alphabets(name: str) -> bool:
    """Whether the name has letters of at least two of Latin, Greek and Cyrillic."""
    return sum(bool(alphabet.search(folded(name))) for alphabet in _ALPHABETS) > 1


def _looks_latin(name: str) -> str:
    return folded(name).translate(_LOOKS_LATIN)
