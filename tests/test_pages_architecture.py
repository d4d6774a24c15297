"""The arrows between the folders of the pages' modules, all of which can be linked."""

import re
from graphlib import TopologicalSorter

import pytest

from tests.imports import page_imports, page_modules

SHARED = {"core", "ui", "net", "questions", "polls", "polls/model", "polls/charts"}
"""Folders that the page of every role may use."""

BELOW: dict[str, set[str]] = {
    "core": set(),
    "net": {"core"},
    "ui": {"core"},
    "questions": {"core", "ui"},
    "polls/model": {"core"},
    "polls/charts": {"core", "ui", "polls/model"},
    "polls/fields": {"core", "ui", "polls/model"},
    "polls": {"core", "ui", "polls/model", "polls/charts", "polls/fields"},
    "attendee": SHARED,
    "speaker": SHARED,
    "stage": SHARED,
    "organiser": {"core", "ui"},
    "home": {"core", "ui"},
    "moderator/polls": {"core"},
    "moderator/board": {"core", "moderator/polls"},
    "moderator/board/ui": {"core", "ui", "questions", "moderator/board"},
    "moderator/polls/ui": {"core", "ui", "polls", "polls/model", "moderator/polls", "moderator/board/ui"},
    "moderator": SHARED | {"moderator/board", "moderator/board/ui", "moderator/polls", "moderator/polls/ui"},
}
"""Every folder but that of the entries, with all that it may import besides itself."""

PURE = ("core", "polls/model", "moderator/board", "moderator/polls")
"""Folders without page and network: node can run all that is in them. So it can run each `state.js`."""

OUTSIDE = [
    "document",
    "window",
    "fetch",
    "WebSocket",
    "XMLHttpRequest",
    "EventSource",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "navigator",
    "location",
    "history",
    "matchMedia",
    "requestAnimationFrame",
    "addEventListener",
]
"""Names by which code reaches the page, the network or what the browser stores."""

MAY_NAME = {"core/storage.js": {"localStorage", "sessionStorage"}}
"""Pure modules with the outside names they may use all the same."""

MODULES = page_modules()
IMPORTS = page_imports()


def _folder(module: str) -> str:
    return module.rpartition("/")[0]


def _is_pure(module: str) -> bool:
    return _folder(module) in PURE or module.endswith("/state.js")


def _code(module: str) -> str:
    """Without comments and imports."""
    return "".join(piece for piece in MODULES[module].code if isinstance(piece, str))


ENTRIES = {module for module in MODULES if _folder(module) == "pages"}


def test_every_module_stands_in_a_folder_of_the_picture() -> None:
    assert {_folder(module) for module in MODULES} == BELOW.keys() | {"pages"}


def test_every_import_names_a_module() -> None:
    assert {each for imports in IMPORTS.values() for each in imports} <= MODULES.keys()


@pytest.mark.parametrize("folder", BELOW)
def test_arrows_never_turn_back(folder: str) -> None:
    turned = {
        (module, each)
        for module, imports in IMPORTS.items()
        if _folder(module) == folder
        for each in imports
        if _folder(each) not in BELOW[folder] | {folder}
    }
    assert turned == set()


def test_the_floors_have_an_order() -> None:
    TopologicalSorter(BELOW).prepare()


def test_no_two_modules_need_each_other() -> None:
    assert len(list(TopologicalSorter(IMPORTS).static_order())) == len(MODULES)


def test_entries_are_imported_by_nobody_and_export_nothing() -> None:
    assert {each for imports in IMPORTS.values() for each in imports} & ENTRIES == set()
    assert {name for name in ENTRIES if MODULES[name].exports} == set()


def test_pure_modules_know_no_page_no_network_and_no_storage() -> None:
    outside = {
        (module, name)
        for module in MODULES
        if _is_pure(module)
        for name in OUTSIDE
        if re.search(rf"(?<![\w.\"'`-]){name}\b(?!:)|\bglobalThis\.{name}\b", _code(module))
        and name not in MAY_NAME.get(module, set())
    }
    assert outside == set()


def test_states_import_only_what_is_pure() -> None:
    states = {module for module in MODULES if module.endswith("/state.js")}
    reached = set(states)
    while more := {each for module in reached for each in IMPORTS[module]} - reached:
        reached |= more
    assert {"attendee/state.js", "moderator/state.js", "speaker/state.js", "stage/state.js"} < states
    assert {module for module in reached if re.search(r"(^|/)(net|ui)/", module)} == set()


def test_only_entries_wait_at_the_top_level() -> None:
    assert {name for name, module in MODULES.items() if module.waits} <= ENTRIES


def test_only_moderators_carry_the_tables_of_moderators() -> None:
    assert {entry for entry in ENTRIES if "core/moderation.js" in _reached(entry)} == {"pages/moderator.js"}


def _reached(entry: str) -> set[str]:
    """All modules that a page runs, at once or later."""
    found = {entry}
    waiting = [entry]
    while waiting:
        new = IMPORTS[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found
