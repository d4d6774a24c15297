"""Commands beside a running server."""

import json
from pathlib import Path

from tests.cli.links import links
from tests.live.browser import over_socket
from tests.processes import Serving, suara


def test_links_say_the_public_address_where_one_is_set(demo: Serving) -> None:
    found = links(demo, SUARA_URL="https://ask.example.org/")
    assert found["rooms"][0]["attendee"] == "https://ask.example.org/PLEN"


async def test_a_conference_is_imported_by_the_server_that_runs(demo: Serving, tmp_path: Path) -> None:
    plan = {
        "conference": {"slug": "next-year", "title": "Next year"},
        "rooms": [
            {
                "code": "NEXT1",
                "title": "What comes next",
                "state": "open",
                "starts_at": "2021-12-16T08:00:00Z",
                "ends_at": "2021-12-16T09:00:00Z",
            }
        ],
    }
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan))

    done = suara("import", str(file), SUARA_DATA=str(demo.folder))
    again = suara("import", str(file), SUARA_DATA=str(demo.folder))

    assert (done.returncode, done.stderr) == (0, "")
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)
    assert "next-year" in again.stderr
    browser = await (await over_socket(demo.url, "NEXT1")).hello()
    assert browser.items["room"]["title"] == "What comes next"
    await browser.leave()
