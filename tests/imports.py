"""Imports between the server's modules, and between those of the pages, read from the files."""

import ast
from collections.abc import Iterator
from pathlib import Path

from server.web.pages.modules import Module, read_module

ROOT = Path(__file__).parent.parent

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


def server_imports() -> Imports:
    """Of the server's own modules, those where the name really stands; others as they are named."""
    return {name: set(_of_python(path)) for name, path in PYTHON.items()}


def page_modules() -> dict[str, Module]:
    """Raises `LinkError` if one has a form that cannot be linked."""
    return {name: read_module(name, path.read_text()) for name, path in SCRIPTS.items()}


def page_imports() -> Imports:
    """Also those that are loaded later."""
    return {name: {target for target, _ in module.targets()} for name, module in page_modules().items()}


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
