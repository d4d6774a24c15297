"""One module of a page: its imports, its exports and its code, in the few forms that the pages use.

Any other form is a `LinkError`. Code that is not understood would otherwise fail only in browsers.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from server.errors import UserError
from server.web.pages.scan import Kind, Mark, Unreadable, outside_functions, scan


class LinkError(UserError):
    """A module that cannot be linked. The message begins with its file and line."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")


@dataclass(frozen=True, slots=True)
class Import:
    """`names` are pairs of a name in the other module and one here. `whole` is a name for all its exports."""

    target: str
    line: int
    names: tuple[tuple[str, str], ...] = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class LaterImport:
    """`import("./target.js")`: the place where a script is asked to load the module."""

    target: str
    line: int


def variable(name: str) -> str:
    """The variable that holds a module's exports in a linked script."""
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))


@dataclass(slots=True)
class Module:
    """`code` is the module without comments and indents, cut where imports stand, with `export` left out."""

    name: str
    code: list[str | Import | LaterImport] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)
    waits: int | None = None
    """The line of an `await` outside every function, if there is one: the module may only be an entry."""

    def targets(self) -> Iterator[tuple[str, int]]:
        """The modules imported at once or later, each with the line that says so."""
        return ((piece.target, piece.line) for piece in self.code if not isinstance(piece, str))

    @property
    def imports(self) -> list[Import]:
        return [piece for piece in self.code if isinstance(piece, Import)]

    @property
    def later(self) -> list[LaterImport]:
        return [piece for piece in self.code if isinstance(piece, LaterImport)]


_NAMES = r"\{ (\w+(?: as \w+)?(?:, \w+(?: as \w+)?)*) \}"
_IMPORT = re.compile(rf'import (?:{_NAMES}|\* as (\w+)) from "(\.\.?/[^"]+\.js)";(?=\n|\Z)')
_LATER = re.compile(r'import\("(\.\.?/[^"]+\.js)"\)')
_EXPORT = re.compile(r"export (?=(?:(?:async )?function|class|const) (\w+))")
_ARROW = re.compile(r"\basync\b[^;\n]*=>[^;\n]*\Z")
_SPACE = re.compile(r"[ \t]*\n\s*")


def read_module(name: str, text: str) -> Module:
    """Raises `LinkError`."""
    module = Module(name)
    try:
        marks = list(scan(text))
        _Reader(module, text).read(marks)
        module.waits = _waiting(text, marks)
    except Unreadable as unreadable:
        raise LinkError(name, _line(text, unreadable.offset), str(unreadable)) from None
    return module


class _Reader:
    """Cuts the text at its marks into the pieces of the module's code."""

    def __init__(self, module: Module, text: str) -> None:
        self._module = module
        self._text = text
        self._at = 0
        self._plain: list[str] = []  # code since the last literal
        self._piece: list[str] = []

    def read(self, marks: list[Mark]) -> None:
        for mark in marks:
            if mark.start < self._at:
                continue  # within an import that is read already
            found = self._text[mark.start : mark.end]
            self._plain.append(self._text[self._at : mark.start])
            self._at = mark.end
            if mark.kind is Kind.COMMENT:
                self._plain.append("\n" if "\n" in found else " ")
            elif mark.kind is Kind.LITERAL:
                self._end_plain()
                self._piece.append(found)
            elif found == "import":
                self._import(mark.start)
            elif found == "export":
                self._export(mark.start)
            else:
                self._plain.append(found)
        self._plain.append(self._text[self._at :])
        self._end_piece()

    def _end_plain(self) -> None:
        self._piece.append(_SPACE.sub("\n", "".join(self._plain)))
        self._plain = []

    def _end_piece(self) -> None:
        self._end_plain()
        code = "".join(self._piece)
        self._piece = []
        if code:
            self._module.code.append(code)

    def _import(self, start: int) -> None:
        line = _line(self._text, start)
        if later := _LATER.match(self._text, start):
            self._end_piece()
            self._module.code.append(LaterImport(self._path(later[1]), line))
            self._at = later.end()
        elif (found := _IMPORT.match(self._text, start)) and self._begins_line(start):
            if self._has_code():
                raise LinkError(self._module.name, line, "imports stand before all other code")
            self._end_piece()
            names = tuple(_pair(each) for each in found[1].split(", ")) if found[1] else ()
            self._module.code.append(Import(self._path(found[3]), line, names, found[2] or ""))
            self._at = found.end()
        else:
            raise LinkError(
                self._module.name,
                line,
                'an import is import { a, b as c } from "./file.js"; or import * as a from "./file.js"; on '
                'a line of its own, or import("./file.js") with a plain text',
            )

    def _export(self, start: int) -> None:
        text = self._text
        found = _EXPORT.match(text, start)
        if found is None or not self._begins_line(start):
            raise LinkError(
                self._module.name,
                _line(text, start),
                "an export is export function, export async function, export class or export const, with one "
                "name and at the beginning of its line",
            )
        self._module.exports.append(found[1])
        self._at = found.end()

    def _has_code(self) -> bool:
        before = [piece for piece in self._module.code if isinstance(piece, str)]
        return bool(self._module.later) or any(map(str.strip, [*before, *self._piece, *self._plain]))

    def _begins_line(self, at: int) -> bool:
        return at == 0 or self._text[at - 1] == "\n"

    def _path(self, address: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self._module.name), address))


def _pair(name: str) -> tuple[str, str]:
    there, _, here = name.partition(" as ")
    return there, here or there


def _waiting(text: str, marks: list[Mark]) -> int | None:
    if not any(text.startswith("await", mark.start) for mark in marks if mark.kind is Kind.KEYWORD):
        return None
    for mark in outside_functions(text, marks):
        line_so_far = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
        if text.startswith("await", mark.start) and not _ARROW.search(line_so_far):
            return _line(text, mark.start)
    return None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
