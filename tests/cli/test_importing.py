"""A conference from a file: all of it or nothing, and what is wrong with it in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


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


def test_a_stream_that_pages_would_not_show_is_not_right(load: Run) -> None:
    refused = load(plan("spring", "ONE", stream="http://example.org/stream"))
    assert refused.stderr.startswith("suara: plan.json is not right at rooms.0.stream: ")
