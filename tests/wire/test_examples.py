"""The shared examples of the wire: the server writes and reads them, and a client applies them."""

import json
from typing import Any

import pytest

from tests.domain.client import JSON, Client
from tests.wire.examples import COMMANDS, FILE, played, read
from tests.wire.scenes import SCENES, Scene

EXAMPLES: dict[str, JSON] = {each["name"]: each for each in json.loads(FILE.read_text())}
NAMES = [*(scene.name for scene in SCENES), *(name for name, _ in COMMANDS)]


def test_the_file_holds_just_these() -> None:
    assert list(EXAMPLES) == NAMES


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_server_writes_exactly_these_frames(scene: Scene) -> None:
    assert EXAMPLES[scene.name] == json.loads(json.dumps(played(scene)))


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_folding_them_gives_what_a_fresh_browser_holds(scene: Scene) -> None:
    example = EXAMPLES[scene.name]
    client = Client()
    for number, frame in enumerate(example["frames"]):
        client.apply({**frame, "sync": {**frame["sync"], "at": number}})
    assert (client.items, client.mine) == (example["items"], example["mine"])


@pytest.mark.parametrize(("name", "text"), COMMANDS)
def test_the_server_reads_exactly_so(name: str, text: str) -> None:
    example: Any = EXAMPLES[name]
    assert example == json.loads(json.dumps(read(name, text)))
    assert ("command" in example) != ("no" in example)
