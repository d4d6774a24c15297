"""What commands do beside a running server."""

import json
from pathlib import Path
from typing import Any

from tests.live.browser import over_socket
from tests.processes import Serving, suara


def links(serving: Serving, *options: str) -> dict[str, Any]:
    done = suara("links", "smartchange2020", "--json", *options, SUARA_DATA=str(serving.folder))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_links_say_the_public_address_where_one_is_set(demo: Serving) -> None:
    given = {"SUARA_DATA": str(demo.folder), "SUARA_URL": "https://ask.example.org/"}
    done = suara("links", "smartchange2020", "--json", **given)
    assert json.loads(done.stdout)["rooms"][0]["attendee"] == "https://ask.example.org/PLEN"


async def test_rotating_beside_a_running_server_ends_the_old_links(demo: Serving) -> None:
    old = links(demo)["rooms"][0]["moderator"].partition("#key=")[2]
    browser = await over_socket(demo.url, "PLEN")
    await browser.hello(key=old)
    new = links(demo, "--rotate")["rooms"][0]["moderator"].partition("#key=")[2]
    assert await browser.close_code() == 4401
    assert browser.came("bye") == [{"bye": {"code": "revoked"}}]
    late = await over_socket(demo.url, "PLEN")
    assert await late.no("hello", key=old) == "key"
    assert await late.close_code() == 4401
    again = await over_socket(demo.url, "PLEN")
    assert (await again.hello(key=new)).ok_of_hello["role"] == "moderator"
    await again.leave()


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
