"""A server without a conference, which says what to do."""

import json
from pathlib import Path

from tests.cli.test_importing import plan
from tests.processes import Serving, suara

HINT = "There is no conference yet: add one with suara import FILE\n"


def test_a_server_without_a_conference_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan("spring", "ONE")))
    serving = Serving(tmp_path / "data")
    there = f"Suara is at http://localhost:{serving.port}\n"
    try:
        serving.start()
        assert serving.said == [HINT, there]
        assert suara("import", str(file), "--data", str(serving.folder)).returncode == 0
        serving.end()
        serving.start()
        assert serving.said == [HINT, there, there]
    finally:
        serving.stop()
