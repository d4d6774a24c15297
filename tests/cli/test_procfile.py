"""The Procfile, as the README says to run it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.processes import END_S, environment
from tests.servers import free_port

ROOT = Path(__file__).parent.parent.parent


def test_its_web_process_serves(tmp_path: Path) -> None:
    binaries = Path(sys.executable).parent
    port = str(free_port())
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    honcho = subprocess.Popen(
        [sys.executable, "-m", "honcho", "start", "-f", ROOT / "Procfile", "web"],
        env=environment(SUARA_DATA=str(tmp_path), PORT=port, PATH=path),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert honcho.stdout is not None
    try:
        assert any(f"Suara is at http://localhost:{port}" in line for line in honcho.stdout)
    finally:
        honcho.terminate()
        honcho.communicate(timeout=END_S)
