"""Codes of languages, as RFC 5646 writes them."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", max_length=20)]
"""A well-formed code, such as `id` or `zh-Hant`. Its language may not exist."""

_SECOND_LETTERS = {
    "a": "abefkmnrsvyz",
    "b": "aegimnors",
    "c": "aehorsuvy",
    "d": "aevz",
    "e": "elnostu",
    "f": "afijory",
    "g": "adlnuv",
    "h": "aeiortuyz",
    "i": "adegikostu",
    "j": "av",
    "k": "agijklmnorsuvwy",
    "l": "abginotuv",
    "m": "ghiklnrsty",
    "n": "abdeglnorvy",
    "o": "cjmrs",
    "p": "ailst",
    "q": "u",
    "r": "mnouw",
    "s": "acdeghiklmnoqrstuvw",
    "t": "aeghiklnorstwy",
    "u": "gkrz",
    "v": "eio",
    "w": "ao",
    "x": "h",
    "y": "io",
    "z": "ahu",
}

TWO_LETTERS = frozenset(first + second for first, seconds in _SECOND_LETTERS.items() for second in seconds)
"""Every language with a code of two letters in ISO 639-1."""


def _known(code: str) -> str:
    language = code.partition("-")[0]
    if len(language) == 2 and language not in TWO_LETTERS:
        raise PydanticCustomError("invalid", "no language has the code {code}", {"code": language})
    return code


KnownLanguage = Annotated[Language, AfterValidator(_known)]
"""A code of an existing language. The 7,900 codes of three letters (ISO 639-3) are not looked up."""
