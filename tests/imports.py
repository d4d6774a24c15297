"""Imports between the server's modules, and between those of the pages, read from the files."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

ROOT = Path(__file__).parent.parent

_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//.*?$", re.DOTALL | re.MULTILINE)
_IN_SCRIPT = re.compile(r'(?:^import (?:\{[^}]*\}|\* as \w+) from |\bimport\()"(\.[^"]+)"', re.MULTILINE)

Imports = dict[str, set[str]]
"""Each module with the modules that it imports anywhere in it."""


def _python_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


PYTHON = {
    _python_name(path): path
    for path in sorted((ROOT / "server").rglob("*.py"))
    if "migrations" not in path.parts
}
"""The server's modules by name: all but the migrations, which Alembic runs."""

SCRIPTS = {
    path.relative_to(ROOT / "static" / "js").as_posix(): path
    for path in sorted((ROOT / "static" / "js").rglob("*.js"))
}
"""The pages' modules by their path under static/js."""


def without_comments(script: str) -> str:
    return _COMMENT.sub("", script)


def server_imports() -> Imports:
    """Of the server's own modules, those where the name really stands; others as they are named."""
    return {name: set(_of_python(path)) for name, path in PYTHON.items()}


def page_imports() -> Imports:
    """Also those that are loaded later."""
    return {name: set(_of_script(name, path.read_text())) for name, path in SCRIPTS.items()}


def _of_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner in PYTHON else module


def _of_script(name: str, text: str) -> Iterator[str]:
    for target in _IN_SCRIPT.findall(without_comments(text)):
        yield normpath(join(dirname(name), target))
