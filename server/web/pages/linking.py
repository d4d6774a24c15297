"""Links a page: one script of its entry and all modules that it imports, one chunk for each that loads later.

Pure: modules are a mapping from names to texts. A linked script is
```
const $core_text = (() => { …; return { t, number }; })();    each module, after those it imports
const { t } = $core_text; …                                   the entry; it alone may wait outside functions
```
A chunk exports a function of those modules of the script that it needs. So it never names the script, and the
script can name the chunk by the hash of its content.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from server.web.pages.graph import Graph, Parts
from server.web.pages.modules import Import, LaterImport, LinkError, variable

Address = Callable[[str, str], str]
"""From the file name and the code of a chunk to the address by which the script imports it."""

_LOADING = """\
const $chunks = new Map();
const $load = (address, modules) => {
const { loaded, failures = 0 } = $chunks.get(address) ?? {};
if (loaded) return loaded;
const loading = import(failures ? `${address}?${failures}` : address).then((chunk) => {
if (chunk.release !== $release) throw new Error("this server has another release of the page");
return chunk.link(modules);
});
$chunks.set(address, { loaded: loading, failures });
loading.catch(() => $chunks.set(address, { failures: failures + 1 }));
return loading;
};
"""
"""Loads a chunk once. After a failure it asks by another address, since browsers may remember the failure."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The script and its chunks, by their file names."""

    script: str
    chunks: dict[str, str]


def link(graph: Graph, entry: str, address: Address) -> Linked:
    """Raises `LinkError`."""
    page = _Page(graph, entry)
    names = page.file_names()
    if not names:
        return Linked(page.script({}), {})
    # A script and a chunk fit each other if the modules of the script are the same, whatever its chunks are.
    release = hashlib.sha256(page.script(names).encode()).hexdigest()[:12]
    chunks = {name: page.chunk(target, release) for target, name in names.items()}
    addresses = {target: address(name, chunks[name]) for target, name in names.items()}
    script = f'const $release = "{release}";\n{_LOADING}{page.script(addresses)}'
    return Linked(script, chunks)


class _Page:
    def __init__(self, graph: Graph, entry: str) -> None:
        self._graph = graph
        self._entry = entry
        self._parts: Parts = graph.parts(entry)

    def script(self, addresses: dict[str, str]) -> str:
        """The whole code of the script, with the addresses of chunks by their target."""
        *modules, entry = self._parts.script
        return "".join([*(self._wrapped(name, addresses) for name in modules), self._code(entry, addresses)])

    def chunk(self, target: str, release: str) -> str:
        names = self._parts.chunks[target]
        code = "".join(self._wrapped(name, {}) for name in names)
        needs = ", ".join(self._needs(target))
        return (
            f'export const release = "{release}";\n'
            f"export const link = ({{ {needs} }}) => {{\n{code}return {variable(target)};\n}};\n"
        )

    def file_names(self) -> dict[str, str]:
        """The file name of each chunk by its target. Raises `LinkError` for a name that another one has."""
        names: dict[str, str] = {}
        for target in self._parts.chunks:
            name = f"{PurePosixPath(self._entry).stem}-{PurePosixPath(target).name}"
            if name in names.values():
                raise LinkError(target, 1, f"{self._entry} loads another {name} later")
            names[target] = name
        return names

    def _needs(self, target: str) -> list[str]:
        """The variables of the script's modules that a chunk imports."""
        names = self._parts.chunks[target]
        needs = {each.target for name in names for each in self._graph.module(name).imports}
        return sorted(variable(name) for name in needs.difference(names))

    def _wrapped(self, name: str, addresses: dict[str, str]) -> str:
        exports = ", ".join(self._graph.module(name).exports)
        code = self._code(name, addresses)
        return f"const {variable(name)} = (() => {{\n{code}return {{ {exports} }};\n}})();\n"

    def _code(self, name: str, addresses: dict[str, str]) -> str:
        pieces = []
        for piece in self._graph.module(name).code:
            if isinstance(piece, Import):
                pieces.append(_as_constant(piece))
            elif isinstance(piece, LaterImport):
                needs = ", ".join(self._needs(piece.target))
                pieces.append(f'$load("{addresses[piece.target]}", {{ {needs} }})')
            else:
                pieces.append(piece)
        return "".join(pieces).lstrip("\n")


def _as_constant(each: Import) -> str:
    if each.whole:
        return f"const {each.whole} = {variable(each.target)};"
    names = ", ".join(here if here == there else f"{there}: {here}" for there, here in each.names)
    return f"const {{ {names} }} = {variable(each.target)};"
