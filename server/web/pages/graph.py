"""The modules of a page in the order in which they run: those in its script, and those in each chunk."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from server.web.pages.modules import LinkError, Module, read_module, variable


@dataclass(frozen=True, slots=True)
class Parts:
    """Names of modules, each after those it imports. `script` ends with the entry. `chunks` are keyed by the
    module that is asked for."""

    script: list[str]
    chunks: dict[str, list[str]]


class Graph:
    """The modules of all pages, each read once and checked."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._modules: dict[str, Module] = {}

    def module(self, name: str) -> Module:
        """Raises `LinkError` if the module can't be read, and `KeyError` if there is none of this name."""
        if name not in self._modules:
            self._modules[name] = read_module(name, self._texts[name])
        return self._modules[name]

    def parts(self, entry: str) -> Parts:
        """A module that two chunks need goes into the script, so that it runs once. Raises `LinkError`."""
        script = self._order([entry])
        targets = self._targets(script)
        chunks = [self._order([target], known=script) for target in targets]
        shared = [name for name, times in Counter(chain(*chunks)).items() if times > 1]
        script = self._order([*shared, entry])
        parts = Parts(
            script, {target: self._order([target], known=script) for target in self._targets(script)}
        )
        self._check_parts(entry, parts)
        return parts

    def _targets(self, script: list[str]) -> list[str]:
        return list(dict.fromkeys(each.target for name in script for each in self.module(name).later))

    def _order(self, roots: Iterable[str], known: Iterable[str] = ()) -> list[str]:
        """The roots and all they import that is not known."""
        order = dict.fromkeys(known)
        before = len(order)
        path: list[str] = []

        def visit(name: str) -> None:
            path.append(name)
            self._check(name, path)
            for each in self.module(name).imports:
                if each.target not in order:
                    visit(each.target)
            path.pop()
            order[name] = None

        for root in roots:
            if root not in order:
                visit(root)
        return list(order)[before:]

    def _check(self, name: str, path: list[str]) -> None:
        """Raises `LinkError`. `path` leads from a root to this module, each importing the next."""
        module = self.module(name)
        for target, line in module.targets():
            if target not in self._texts:
                raise LinkError(name, line, f"there is no {target}")
        for each in module.imports:
            if each.target in path:
                circle = " → ".join([*path[path.index(each.target) :], each.target])
                raise LinkError(name, each.line, f"modules import each other in a circle: {circle}")
            for there, _ in each.names:
                if there not in self.module(each.target).exports:
                    raise LinkError(name, each.line, f"{each.target} does not export {there}")

    def _check_parts(self, entry: str, parts: Parts) -> None:
        """Raises `LinkError`."""
        variables: dict[str, str] = {}
        for name in chain(parts.script, *parts.chunks.values()):
            module = self.module(name)
            other = variables.setdefault(variable(name), name)
            if other != name:
                raise LinkError(name, 1, f"{other} has the same variable in a script: {variable(name)}")
            if module.waits and name != entry:
                raise LinkError(name, module.waits, "only the entry of a page may wait outside of functions")
            for each in module.imports:
                if each.target == entry:
                    raise LinkError(name, each.line, f"{entry} is the entry of a page, which nothing imports")
            for later in module.later:
                if name not in parts.script:
                    raise LinkError(name, later.line, "what is loaded later can't load more")
                if later.target in parts.script:
                    raise LinkError(name, later.line, f"{later.target} is imported at once by another module")
