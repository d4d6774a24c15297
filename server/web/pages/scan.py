"""Lexical structure of a script: where its comments, its literals and its module keywords are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    COMMENT = auto()
    LITERAL = auto()
    """A string, a piece of a template, or a regular expression."""
    KEYWORD = auto()
    """`import`, `export` or `await`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`start` and `end` are offsets."""

    kind: Kind
    start: int
    end: int


class Unreadable(Exception):
    """A comment, literal or brace at `offset` without its other end."""

    def __init__(self, what: str, offset: int) -> None:
        super().__init__(what)
        self.offset = offset


# Every alternative begins with a plain character, which makes the search several times faster.
_NEXT = re.compile(r"""["'`/]|import|export|await""")
_NEXT_IN_TEMPLATE = re.compile(r"""["'`/{}]|import|export|await""")
_COMMENT = re.compile(r"//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/")
_STRING = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
_TEMPLATE = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_REGEXP = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")

# A slash after a value divides. After anything else it begins a regular expression.
_VALUE = re.compile(r"[\w$)\]}\"'`]\Z")
_WORD_BEFORE_REGEXP = re.compile(r"(?<![\w$.])(?:return|typeof|case|in|of|delete|void|else|do|await|yield)\Z")
_LAST_WORD = re.compile(r"[\w$]+\Z")
_LONGEST_WORD = 40


def scan(code: str) -> Iterator[Mark]:
    """All marks in order. Raises `Unreadable`.

    A slash divides after `)` and begins a regular expression after `++`, so that `if (x) /y/.test(z)` and
    `n++ / 2` are misread.
    """
    at = 0
    values: list[int] = []  # one for each template that is open: how many braces are open in its value
    while found := (_NEXT_IN_TEMPLATE if values else _NEXT).search(code, at):
        text, start, at = found[0], found.start(), found.end()
        if text == "{":
            values[-1] += 1
        elif text == "}" and values[-1]:
            values[-1] -= 1
        elif text in ("`", "}"):
            if text == "}":
                values.pop()
            at = _end(_TEMPLATE, code, start, "the template has no end")
            if code[at - 1] == "{":
                values.append(0)
            yield Mark(Kind.LITERAL, start, at)
        elif text in ('"', "'"):
            at = _end(_STRING, code, start, "the string has no end")
            yield Mark(Kind.LITERAL, start, at)
        elif text == "/":
            if code[at : at + 1] in ("/", "*"):
                at = _end(_COMMENT, code, start, "the comment has no end")
                yield Mark(Kind.COMMENT, start, at)
            elif _begins_regexp(code, start):
                at = _end(_REGEXP, code, start, "the regular expression has no end")
                yield Mark(Kind.LITERAL, start, at)
        elif _is_keyword(code, start, at):
            yield Mark(Kind.KEYWORD, start, at)
    if values:
        raise Unreadable("the value in a template has no end", len(code) - 1)


def outside_functions(code: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """The keywords that run as soon as the module does: no function's braces are around them.

    Raises `Unreadable`. The body of an arrow function without braces counts as outside.
    """
    opened: list[tuple[str, int, bool]] = []  # brace, offset, whether it is a function's
    parentheses: dict[int, int] = {}  # offset of each `(` by that of its `)`
    blank = _without(code, marks)
    for found in re.finditer(r"[{}()\[\]]|import|export|await", blank):
        text, at = found[0], found.start()
        if text in "{([":
            opened.append((text, at, text == "{" and _opens_function(blank, at, parentheses)))
        elif text in "})]":
            if not opened or opened[-1][0] + text not in ("{}", "()", "[]"):
                raise Unreadable(f"{text} closes nothing", at)
            parentheses[at] = opened.pop()[1]
        elif _is_keyword(blank, at, found.end()) and not any(is_function for *_, is_function in opened):
            yield Mark(Kind.KEYWORD, at, found.end())


def _without(code: str, marks: Iterable[Mark]) -> str:
    """The code with spaces in place of comments and literals, so that offsets stay."""
    parts, at = [], 0
    for mark in marks:
        if mark.kind is not Kind.KEYWORD:
            parts += [code[at : mark.start], " " * (mark.end - mark.start)]
            at = mark.end
    return "".join([*parts, code[at:]])


def _end(pattern: re.Pattern[str], code: str, start: int, otherwise: str) -> int:
    found = pattern.match(code, start)
    if found is None:
        raise Unreadable(otherwise, start)
    return found.end()


def _begins_regexp(code: str, at: int) -> bool:
    before = _before(code, at)
    return not _VALUE.search(before) or _WORD_BEFORE_REGEXP.search(before) is not None


def _is_keyword(code: str, start: int, end: int) -> bool:
    """Whether it is a word of its own and no name of a property."""
    before, after = code[max(0, start - 1) : start], code[end : end + 1]
    return not (before.isalnum() or before in tuple("._$#") or after.isalnum() or after in tuple("_$:"))


def _opens_function(code: str, at: int, parentheses: dict[int, int]) -> bool:
    """Whether the brace at this offset follows `=>` or the parameters of a function or method."""
    end = _end_of_code(code, at)
    if code.startswith("=>", max(0, end - 2)):
        return True
    began = parentheses.get(end - 1)
    if began is None:
        return False
    word = _LAST_WORD.search(_before(code, began))
    return word is None or word[0] not in ("if", "for", "while", "switch", "catch", "await")


def _before(code: str, at: int) -> str:
    """The code before an offset, without the white space there, as far back as a decision needs."""
    end = _end_of_code(code, at)
    return code[max(0, end - _LONGEST_WORD) : end]


def _end_of_code(code: str, at: int) -> int:
    while at and code[at - 1].isspace():
        at -= 1
    return at
