"""The arrows between the parts of the server: what may import what, read from the imports themselves."""

import re
import sys
import tomllib
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions

import pytest

from tests.imports import PYTHON, ROOT, server_imports

BELOW: dict[str, set[str]] = {
    "errors": set(),
    "domain": set(),
    "store": {"errors"},
    "bus": set(),
    "tokens": set(),
    "wire": {"domain"},
    "record": {"store", "wire", "domain"},
    "conference": {"errors", "record", "store", "wire", "domain", "tokens"},
    "live": {"conference", "record", "store", "bus", "wire", "domain", "tokens"},
    "web": {"errors", "live", "conference", "record", "store", "bus", "wire", "domain", "tokens"},
}
"""The parts of the picture in the README, with all that each may point at besides itself."""

FLOORS: dict[str, list[set[str]]] = {
    "domain": [
        {"model"},
        {"room"},
        {"polls"},
        {"visibility"},
        {"questions", "views"},
        {"sync"},
        {"rules"},
        {"batch"},
    ],
    "live": [
        {"metrics", "tuning"},
        {"hints", "history", "store_health", "transport"},
        {"fanout"},
        {"rooms"},
        {"connection"},
    ],
}
"""The folders and modules inside a part, lowest first. Each points only at floors below its own."""

PURE = {"domain": {"icu4py", "pydantic", "pydantic_core", "regex"}, "wire": {"pydantic", "pydantic_core"}}
"""The parts without I/O, with the only packages from elsewhere that they may use."""

BUILDING = {"server", "run", "cli", "demo"}
"""The parts that build and run the others. They may point at any of them, and nothing points at them."""

NOT_PURE = {"time", "random", "secrets", "uuid", "os", "io", "pathlib", "socket", "asyncio", "threading",
            "subprocess", "logging", "sqlite3", "urllib", "http", "tempfile"}  # fmt: skip


IMPORTS = server_imports()
OURS = {name: {each for each in imports if each in PYTHON} for name, imports in IMPORTS.items()}


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else "server"


def test_every_module_belongs_to_a_part_of_the_picture() -> None:
    assert {part(module) for module in PYTHON} <= BELOW.keys() | BUILDING


@pytest.mark.parametrize("name", BELOW)
def test_arrows_never_turn_back(name: str) -> None:
    turned = {
        (module, each)
        for module, imports in OURS.items()
        if part(module) == name
        for each in imports
        if part(each) not in BELOW[name] | {name}
    }
    assert turned == set()


@pytest.mark.parametrize("name", FLOORS)
def test_arrows_inside_a_part_point_down(name: str) -> None:
    floor = {room: number for number, rooms in enumerate(FLOORS[name]) for room in rooms}
    inside = {module: module.split(".")[2] for module in PYTHON if module.startswith(f"server.{name}.")}
    assert set(inside.values()) == floor.keys()
    turned = {
        (module, each)
        for module, room in inside.items()
        for each in OURS[module] & inside.keys()
        if inside[each] != room and floor[inside[each]] >= floor[room]
    }
    assert turned == set()


@pytest.mark.parametrize("name", PURE)
def test_the_rules_know_no_clock_no_chance_and_no_outside(name: str) -> None:
    for module, imports in IMPORTS.items():
        if part(module) == name:
            tops = {each.split(".")[0] for each in imports} - {"server"}
            assert tops - sys.stdlib_module_names <= PURE[name], module
            assert not tops & NOT_PURE, module


def test_no_two_modules_need_each_other() -> None:
    assert len(list(TopologicalSorter(OURS).static_order())) == len(PYTHON)


def test_packages_are_declared_if_they_are_imported_and_have_bounds() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[\[><;]", each, maxsplit=1)[0] for each in declared}
    tops = {each.split(".")[0] for imports in IMPORTS.values() for each in imports}
    others = tops - sys.stdlib_module_names - {"server"}
    assert {_distribution(each) for each in others} <= names
    assert [each for each in declared if not re.search(r">=[\d.]+,<[\d.]+", each)] == []


def _distribution(package: str) -> str:
    return packages_distributions()[package][0].lower().replace("_", "-")
