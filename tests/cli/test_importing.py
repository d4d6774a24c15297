"""A conference from a file: all of it or nothing, and what is wrong with it in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.conference.nonsense import NONSENSE
from tests.processes import Serving


def plan(slug: str, *codes: str, **more: Any) -> dict[str, Any]:
    talk = {"title": "A talk", "starts_at": "2020-12-16T08:00:00Z", "ends_at": "2020-12-16T09:00:00Z", **more}
    return {
        "conference": {"slug": slug, "title": "A conference"},
        "rooms": [{"code": code, **talk} for code in codes],
    }


@pytest.fixture
def load(suara: Run, tmp_path: Path) -> Run:
    def load(fields: dict[str, Any]) -> Any:
        file = tmp_path / "plan.json"
        file.write_text(json.dumps(fields))
        return suara("import", str(file))

    return load


def test_every_role_has_links_to_what_was_imported(suara: Run, load: Run) -> None:
    assert load(plan("spring", "ONE", "TWO")).returncode == 0
    found = json.loads(suara("links", "spring", "--json").stdout)
    assert [set(room) for room in found["rooms"]] == [
        {"code", "title", "attendee", "moderator", "speaker", "stage"}
    ] * 2


def test_where_one_code_is_taken_nothing_is_imported(suara: Run, load: Run) -> None:
    load(plan("spring", "ONE"))
    refused = load(plan("autumn", "TWO", "ONE"))
    assert refused.returncode == 1
    assert refused.stderr == (
        "suara: There is a conference 'autumn' here already, or a room with one of its codes.\n"
    )
    assert suara("links", "autumn").stderr.endswith("there is: spring.\n")


@pytest.mark.parametrize("beside_a_server", [False, True])
def test_a_file_with_something_wrong_in_it_is_refused_in_one_sentence(
    suara: Run, demo: Serving, tmp_path: Path, beside_a_server: bool
) -> None:
    if beside_a_server:
        demo.start_if_ended()
    folder = demo.folder if beside_a_server else tmp_path / "data"
    file = tmp_path / "plan.json"
    for where, content in NONSENSE:
        file.write_bytes(content)
        refused = suara("import", str(file), "--data", str(folder))
        assert (refused.returncode, refused.stdout) == (1, ""), where
        assert refused.stderr.startswith(f"suara: plan.json is not right at {where}: ")
        assert refused.stderr.count("\n") == 1


def test_rooms_that_the_rules_do_not_allow_are_refused_with_their_place_and_none_is_kept(
    suara: Run, load: Run
) -> None:
    asked = [{"text": f"Number {n}?", "lang": "en", "status": "published"} for n in range(501)]
    fields = plan("spring", "ONE")
    fields["rooms"].append({**fields["rooms"][0], "code": "TWO", "questions": asked})
    refused = load(fields)
    assert refused.returncode == 1
    assert refused.stderr.startswith("suara: The file is not right at rooms.1.questions.500: ")
    assert suara("links", "spring").stderr.endswith("there is: none yet.\n")


def test_the_hint_after_an_import_names_the_folder_that_was_named(suara: Run, tmp_path: Path) -> None:
    file, folder = tmp_path / "plan.json", tmp_path / "the data"
    file.write_text(json.dumps(plan("spring", "ONE")))
    added = suara("import", str(file), "--data", str(folder))
    assert added.stdout == f"Added A conference: suara links spring --data '{folder}'\n"
    assert suara("links", "spring", "--data", str(folder)).returncode == 0
