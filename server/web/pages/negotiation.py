"""The encoding and the language of an answer, by the headers of its request."""

from functools import lru_cache

ENCODINGS = ("br", "gzip")
"""The best first."""


@lru_cache(maxsize=256)
def encoding(accept_encoding: str) -> str | None:
    """One of `ENCODINGS`, or None for the plain content."""
    accepted = _weights(accept_encoding)
    return next((each for each in ENCODINGS if accepted.get(each, accepted.get("*", 0.0)) > 0), None)


@lru_cache(maxsize=1024)
def language(accept_language: str, offered: tuple[str, ...]) -> str:
    """The most wanted of the languages offered, by their first subtag, or the first if none is wanted."""
    weights = _weights(accept_language)
    wanted = sorted((tag for tag in weights if weights[tag] > 0), key=lambda tag: -weights[tag])
    short = (tag.split("-")[0] for tag in wanted)
    return next((tag for tag in short if tag in offered), offered[0])


def _weights(header: str) -> dict[str, float]:
    """The values of an `Accept-…` header in lower case, each with its quality from 0 to 1."""
    weights = {}
    for part in header.split(","):
        value, *parameters = (each.strip().lower() for each in part.split(";"))
        quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        if value:
            weights[value] = _number(quality)
    return weights


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
