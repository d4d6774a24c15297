"""One process per SQLite file, by whatever name."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from server.store import DatabaseInUse, Store, database_lock, database_url

HOLD = """
import sys
from pathlib import Path
from server.store import database_lock
with database_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def the_same(file: Path) -> Path:
    return file


def symbolic_link(file: Path) -> Path:
    link = file.with_name("symbolic.db")
    link.symlink_to(file)
    return link


def hard_link(file: Path) -> Path:
    link = file.with_name("hard.db")
    link.hardlink_to(file)
    return link


def through_a_folder(file: Path) -> Path:
    return file.parent / "." / ".." / file.parent.name / file.name


@pytest.mark.parametrize("named", [the_same, symbolic_link, hard_link, through_a_folder])
def test_a_file_is_held_until_its_process_ends(tmp_path: Path, named: Callable[[Path], Path]) -> None:
    file = tmp_path / "suara.db"
    command = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        other = named(file)
        with pytest.raises(DatabaseInUse, match=f"The database {other} is in use"), database_lock(other):
            pass
        child.kill()
        child.wait()
    with database_lock(named(file) if named is the_same else other):
        pass


async def test_a_held_file_is_written_and_read(tmp_path: Path) -> None:
    with database_lock(tmp_path / "suara.db"):
        store = await Store.open(database_url("", tmp_path))
        await store.migrate()
        assert await store.ready()
        await store.close()


def test_a_file_that_can_not_be_is_left_to_the_store(tmp_path: Path) -> None:
    with database_lock(tmp_path / "nowhere" / "suara.db"):
        pass
