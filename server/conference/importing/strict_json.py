"""JSON read as I-JSON restricts it (RFC 7493, section 2): UTF-8, unique names, no lone surrogates.

A file that says one thing twice would mean either, and a reader that takes the last hides the mistake.
"""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

PART_LENGTH = 40  # of a name in a file, where it is shown


class NotJson(Exception):
    """`where` is the place in the file, `why` the fault, both for people."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where = where
        self.why = why


def read(content: bytes) -> Any:
    """The value that the content stands for. Raises `NotJson`."""
    try:
        value = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_Object, parse_constant=_constant)
        for where, why in _faults(value, ()):
            raise NotJson(where, why)
    except UnicodeDecodeError as error:
        raise NotJson(f"byte {error.start + 1}", "it is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise NotJson(f"line {error.lineno}, column {error.colno}", error.msg) from None
    except ValueError:
        raise NotJson("the top", "it has a number that is too long, or one that is none") from None
    except RecursionError:
        raise NotJson("the top", "it is nested too deeply") from None
    return value


def place(parts: tuple[int | str, ...]) -> str:
    """The path of a value, such as `rooms.0.title`. Names in it are the file's, and are cut and escaped."""
    return ".".join(_shown(str(part)) for part in parts) or "the top"


def _shown(part: str) -> str:
    text = part if part.isprintable() else ascii(part)
    return text if len(text) <= PART_LENGTH else text[:PART_LENGTH] + "…"


class _Object(dict[str, Any]):
    """An object of a file, with the first name that it has twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: str | None = None
        if len(self) < len(pairs):
            names = [name for name, _ in pairs]
            self.repeated = next(name for name in names if names.count(name) > 1)


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def _faults(value: Any, path: tuple[int | str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, _Object):
        if value.repeated is not None:
            yield place((*path, value.repeated)), "it is there twice"
        for name, each in value.items():
            if not _is_unicode(name):
                yield place((*path, name)), "its name has half a character"
            yield from _faults(each, (*path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _faults(each, (*path, number))
    elif isinstance(value, str) and not _is_unicode(value):
        yield place(path), "it has half a character"


def _is_unicode(text: str) -> bool:
    """Whether it has no half of a surrogate pair, which no UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
