"""Style sheets of a page in one, without comments and indents."""

import re
from collections.abc import Iterable, Mapping

from server.web.pages.modules import LinkError

_STRING_OR_COMMENT = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*.*?\*/""", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")
_NAMES_A_FILE = re.compile(r"@import|url\((?!\s*[\"']?(?:data:|#))")


def joined(names: Iterable[str], texts: Mapping[str, str]) -> str:
    """Raises `LinkError` for a sheet that names another file, whose address it could not know."""
    return "".join(_small(name, texts[name]) for name in names)


def _small(name: str, text: str) -> str:
    if found := _NAMES_A_FILE.search(text):
        raise LinkError(name, text.count("\n", 0, found.start()) + 1, "a style sheet can't name a file")
    bare = _STRING_OR_COMMENT.sub(lambda found: "" if found[0].startswith("/*") else found[0], text)
    return _SPACE.sub("\n", bare).strip() + "\n"
