"""One process per data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.store import FolderInUse, FolderLock

HOLD = """
import sys
from pathlib import Path
from server.store import FolderLock
FolderLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_the_folder_is_made_and_held_until_released(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    with FolderLock(folder):
        with pytest.raises(FolderInUse) as refusal:
            FolderLock(folder).acquire()
        assert str(refusal.value) == (
            f"The data folder {folder} is in use by another Suara process (process {os.getpid()})."
        )
    with FolderLock(folder):
        pass


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(FolderInUse, match=f"process {child.pid}"):
            FolderLock(tmp_path).acquire()
        child.kill()
        child.wait()
    with FolderLock(tmp_path):
        pass
