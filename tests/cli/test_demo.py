"""The sample conference, as a start shows it."""

import stat

import pytest

from server.domain.model.items import Settings
from tests.cli.links import key, links
from tests.live.browser import over_socket
from tests.processes import Serving

CODES = ["PLEN", "GOV1", "PPL1", "ECO1", "MOB1", "LIV1", "ENV1", "CLOS"]

POLLS = [("choice", "open"), ("words", "draft"), ("scale", "draft"), ("quiz", "draft")]


def test_it_prints_every_link_and_a_qr_code(demo: Serving) -> None:
    found = links(demo)

    assert [each["code"] for each in found["rooms"]] == CODES
    shown = "".join(demo.said)
    for each in found["rooms"]:
        assert set(each) == {"code", "title", "attendee", "moderator", "speaker", "stage"}
        assert all(each[role] in shown for role in ("attendee", "moderator", "speaker", "stage"))
    assert found["organiser"] in shown
    assert "█▀" in shown
    assert found["rooms"][1]["attendee"] == f"http://localhost:{demo.port}/GOV1"


@pytest.mark.parametrize(
    "name", ["suara.db", "suara.db-wal", "suara.db-shm", "running.json", "secret_key", "lock"]
)
def test_only_its_own_user_reads_its_files(demo: Serving, name: str) -> None:
    assert stat.filemode((demo.folder / name).stat().st_mode) == "-rw-------"


async def test_its_rooms_are_open_and_lively(demo: Serving) -> None:
    found = {each["code"]: each for each in links(demo)["rooms"]}
    total, languages = 0, set[str]()

    for code in CODES:
        browser = await (await over_socket(demo.url, code)).hello(key=key(found[code]["moderator"]))
        await browser.leave()
        items = browser.items
        talk = items.pop("room")
        polls = [items.pop(id_) for id_, item in list(items.items()) if item["kind"] == "poll"]
        statuses = [item["status"] for item in items.values()]

        assert talk["state"] == "open"
        assert talk["settings"] == {
            "premoderated": code == "PLEN", "asking": True, "voting": True, "anonymous": True,
            "reactions": list(Settings().reactions),
        }  # fmt: skip
        assert [(poll["type"], poll["state"]) for poll in polls] == (POLLS if code == "CLOS" else [])
        assert statuses.count("published") >= 5
        assert statuses.count("pending") == (2 if code == "PLEN" else 0)
        assert all("name" not in item["by"] for item in items.values())
        total += len(items)
        languages |= {item["lang"] for item in items.values()}

    assert total >= 40
    assert languages == {"id", "en", "de", "th"}
