"""Draws the folders of the repository and the imports between them as a Mermaid flowchart."""

import posixpath
import sys
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from posixpath import dirname

from tests.imports import PYTHON, ROOT, Imports, page_imports, server_imports

TITLE = "%% Written by `./suara picture` from the imports. An arrow that a longer way implies is left out.\n"


def of_the_tree() -> str:
    """The picture of this checkout."""
    paths = {name: path.relative_to(ROOT).as_posix() for name, path in PYTHON.items()}
    server = {
        paths[name]: {paths[each] for each in imports & paths.keys()}
        for name, imports in server_imports().items()
    }
    pages = {
        f"static/js/{name}": {f"static/js/{each}" for each in imports}
        for name, imports in page_imports().items()
    }
    return drawn({**server, **pages})


def drawn(imports: Imports) -> str:
    """`imports` are files by path, with the files that each imports."""
    arrows = [(one, other) for one, others in _without_detours(_folders(imports)).items() for other in others]
    nodes = sorted({node for arrow in arrows for node in arrow})
    lines = [f"    {_id(one)} --> {_id(other)}" for one, other in sorted(arrows)]
    return "\n".join([TITLE + "flowchart TD", *_boxes("", nodes, "    "), *lines]) + "\n"


# ---- from files to folders


def _folders(imports: Imports) -> Imports:
    """The same between folders. Files of a folder that would so need itself stand for themselves."""
    apart: set[str] = set()
    while True:
        place = {file: file if dirname(file) in apart else dirname(file) for file in imports}
        arrows: Imports = {each: set() for each in place.values()}
        for file, others in imports.items():
            arrows[place[file]] |= {place[each] for each in others} - {place[file]}
        circling = {each for each in arrows if each in _reached(arrows, each)} - imports.keys()
        outer = {each for each in circling if any(other.startswith(f"{each}/") for other in arrows)}
        if not outer:
            return arrows
        apart |= outer


def _reached(arrows: Imports, start: str) -> set[str]:
    """All that can be come to from here, by one arrow or more."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = arrows[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


def _without_detours(arrows: Imports) -> Imports:
    """Only the arrows that no longer way replaces. There must be no circles."""
    reached = {each: _reached(arrows, each) for each in arrows}
    return {
        one: {other for other in others if not any(other in reached[each] for each in others)}
        for one, others in arrows.items()
    }


# ---- as Mermaid


def _boxes(folder: str, nodes: list[str], indent: str) -> Iterator[str]:
    """The nodes inside a folder. A folder that holds several is a box around them."""
    inner = [(_inside(folder, node).split("/")[0], node) for node in nodes]
    for name, group in groupby(inner, key=itemgetter(0)):
        inside = [node for _, node in group]
        whole = posixpath.commonpath(inside) if len(inside) > 1 else inside[0]
        label = _inside(folder, whole)
        if inside == [whole]:
            yield f'{indent}{_id(whole)}["{label if "." in name else f"{label}/"}"]'
            continue
        yield f'{indent}subgraph {_id(whole)}_box["{label}/"]'
        if whole in inside:
            yield f'{indent}    {_id(whole)}["{posixpath.basename(whole)}/*"]'
        yield from _boxes(whole, [node for node in inside if node != whole], indent + "    ")
        yield f"{indent}end"


def _inside(folder: str, node: str) -> str:
    return posixpath.relpath(node, folder or ".")


def _id(node: str) -> str:
    return node.replace("/", "_").replace(".", "_")


if __name__ == "__main__":
    sys.stdout.write(of_the_tree())
