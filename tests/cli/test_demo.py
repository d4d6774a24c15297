"""The sample conference, as a first and a second start show it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import websockets

from server.domain.model.items import Settings
from tests.cli.conftest import Run, Start
from tests.servers import free_port

CODES = ["PLEN", "GOV1", "PPL1", "ECO1", "MOB1", "LIV1", "ENV1"]


async def room(port: int, code: str, key: str) -> dict[str, Any]:
    """The first sync of a room, by id."""
    async with websockets.connect(f"ws://127.0.0.1:{port}/live/{code}") as socket:
        await socket.send(json.dumps({"do": "hello", "ref": 1, "key": key}))
        async for text in socket:
            frame = json.loads(text)
            if "sync" in frame:
                return {item["id"]: item for item in frame["put"]}
    raise AssertionError("no sync")


def links(suara: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(suara("links", "smartchange2020", "--json").stdout)
    return found


def key(link: str) -> str:
    return link.partition("#key=")[2]


def test_it_prints_every_link_and_a_qr_code(suara: Run, started: Start) -> None:
    port = str(free_port())
    process = started("demo", "--port", port, until="Scan to join")

    found = links(suara)

    assert [each["code"] for each in found["rooms"]] == CODES
    shown = process.seen  # type: ignore[attr-defined]
    for each in found["rooms"]:
        assert set(each) == {"code", "title", "attendee", "moderator", "speaker", "stage"}
        assert all(each[role] in shown for role in ("attendee", "moderator", "speaker", "stage"))
    assert found["organiser"] in shown
    assert "█▀" in shown
    assert found["rooms"][1]["attendee"] == f"http://localhost:{port}/GOV1"


async def test_its_rooms_are_open_and_lively(suara: Run, started: Start) -> None:
    port = free_port()
    started("demo", "--port", str(port), until="Scan to join")
    found = {each["code"]: each for each in links(suara)["rooms"]}
    total, languages = 0, set[str]()

    for code in CODES:
        items = await room(port, code, key(found[code]["moderator"]))
        talk = items.pop("room")
        statuses = [item["status"] for item in items.values()]

        assert talk["state"] == "open"
        assert talk["settings"] == {
            "premoderated": code == "PLEN", "asking": True, "voting": True, "anonymous": True,
            "reactions": list(Settings().reactions),
        }  # fmt: skip
        assert statuses.count("published") >= 5
        assert statuses.count("pending") == (2 if code == "PLEN" else 0)
        assert all("name" not in item["by"] for item in items.values())
        total += len(items)
        languages |= {item["lang"] for item in items.values()}

    assert total >= 40
    assert languages == {"id", "en", "de", "th"}


async def test_a_second_start_keeps_the_data(suara: Run, started: Start) -> None:
    port = free_port()
    first = started("demo", "--port", str(port), until="Scan to join")
    before = links(suara)
    gov = before["rooms"][1]
    async with websockets.connect(f"ws://127.0.0.1:{port}/live/GOV1") as socket:
        await socket.send(json.dumps({"do": "hello", "ref": 1}))
        await socket.send(json.dumps({"do": "question.ask", "ref": 2, "text": "Still here tomorrow?"}))
        async with asyncio.timeout(10):
            async for text in socket:
                if json.loads(text).get("ref") == 2:
                    break
    first.terminate()
    assert first.wait(30) == 0

    started("demo", "--port", str(port), until="Scan to join")

    assert links(suara) == before
    items = await room(port, "GOV1", key(gov["moderator"]))
    assert "Still here tomorrow?" in [item.get("text") for item in items.values()]


@pytest.mark.parametrize("beside_a_server", [True, False])
def test_rotating_replaces_every_link(
    suara: Run, started: Start, tmp_path: Path, beside_a_server: bool
) -> None:
    process = started("demo", "--port", str(free_port()), until="Scan to join")
    if not beside_a_server:
        process.terminate()
        process.wait(30)
    before = links(suara)

    rotated = json.loads(suara("links", "smartchange2020", "--json", "--rotate").stdout)

    assert key(rotated["organiser"]) != key(before["organiser"])
    for old, new in zip(before["rooms"], rotated["rooms"], strict=True):
        assert all(key(old[role]) != key(new[role]) for role in ("moderator", "speaker", "stage"))
