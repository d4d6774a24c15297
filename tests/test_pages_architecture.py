"""The arrows between the folders of the pages' modules, and the forms of import that can be linked."""

import re
from graphlib import TopologicalSorter

import pytest

from tests.imports import SCRIPTS, page_imports, without_comments

CARDS = {"core", "ui", "questions", "polls", "polls/model"}
"""Folders that every role's page may use."""

BELOW: dict[str, set[str]] = {
    "core": set(),
    "net": {"core"},
    "ui": {"core"},
    "questions": {"core", "ui"},
    "polls/model": {"core"},
    "polls/charts": {"core", "ui", "polls/model"},
    "polls/fields": {"core", "ui", "polls/model"},
    "polls": {"core", "ui", "polls/model", "polls/charts", "polls/fields"},
    "attendee": CARDS | {"net"},
    "speaker": CARDS,
    "stage": CARDS | {"net"},
    "organiser": {"core", "ui"},
    "moderator/polls": {"core"},
    "moderator/board": {"core", "moderator/polls"},
    "moderator/board/ui": {"core", "ui", "questions", "moderator/board"},
    "moderator/polls/ui": CARDS | {"moderator/polls", "moderator/board/ui"},
    "moderator": CARDS
    | {"net", "moderator/board", "moderator/board/ui", "moderator/polls", "moderator/polls/ui"},
}
"""Every folder but that of the entries, with all that it may import besides itself."""

PURE = ("core", "polls/model", "moderator/board", "moderator/polls")
"""Folders without page and network: node can run all that is in them."""

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

STATIC = re.compile(
    r'^import (?:\{ \w+(?: as \w+)?(?:, \w+(?: as \w+)?)* \}|\* as \w+) from "(\.[^"]+)";$', re.MULTILINE
)
EXPORT = re.compile(r"^export (?:async function|function\*?|class|const) \w", re.MULTILINE)

TEXTS = {module: without_comments(path.read_text()) for module, path in SCRIPTS.items()}
IMPORTS = page_imports()


def _folder(module: str) -> str:
    return module.rpartition("/")[0]


ENTRIES = {module for module in TEXTS if _folder(module) == "pages"}


def test_every_module_stands_in_a_folder_of_the_picture() -> None:
    assert {_folder(module) for module in TEXTS} == BELOW.keys() | {"pages"}


def test_every_import_names_a_module() -> None:
    assert {each for imports in IMPORTS.values() for each in imports} <= TEXTS.keys()


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
    assert len(list(TopologicalSorter(IMPORTS).static_order())) == len(TEXTS)


def test_entries_are_imported_by_nobody_and_export_nothing() -> None:
    assert {each for imports in IMPORTS.values() for each in imports} & ENTRIES == set()
    assert {module for module in ENTRIES if re.search(r"^export\b", TEXTS[module], re.MULTILINE)} == set()


@pytest.mark.parametrize("folder", PURE)
def test_pure_modules_know_no_page_no_network_and_no_storage(folder: str) -> None:
    outside = {
        (module, name)
        for module in TEXTS
        if _folder(module) == folder
        for name in OUTSIDE
        if re.search(rf"(?<![\w.\"'`-]){name}\b(?!:)|\bglobalThis\.{name}\b", TEXTS[module])
        and name not in MAY_NAME.get(module, set())
    }
    assert outside == set()


def test_imports_and_exports_have_the_forms_that_can_be_linked() -> None:
    """An import is a line of its own; an export has a name and never changes what it stands for."""
    others = {
        (module, line)
        for module, text in TEXTS.items()
        for line in text.splitlines()
        if (re.match(r"\s*import\b(?!\()", line) and not STATIC.match(line))
        or (re.match(r"\s*export\b", line) and not EXPORT.match(line))
        or (re.search(r"(?<!\.)\bimport\((?!\")", line))
    }
    assert others == set()


def test_only_entries_wait_at_the_top_level() -> None:
    waiting = {
        (module, line)
        for module in TEXTS.keys() - ENTRIES
        for line in TEXTS[module].splitlines()
        if re.match(r"(?!.*\basync\b)\S.*\bawait\b", line)
    }
    assert waiting == set()
