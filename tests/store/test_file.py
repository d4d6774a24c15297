"""The files of a SQLite database that are taken away, swapped or cut off while a process has them open."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from server.store import Store, StoreUnavailable, database_url
from tests.store.growing import Grow
from tests.store.sample import CONFERENCE, FIRST, ROOM

FILES = ("suara.db", "suara.db-wal", "suara.db-shm")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return database_url("", tmp_path)


def removed(file: Path) -> None:
    file.unlink()


def renamed(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))


def another_over_it(file: Path) -> None:
    shutil.copy(file, file.with_name("copy"))
    file.with_name("copy").replace(file)


def made_anew(file: Path) -> None:
    file.unlink()
    file.touch()


def folder_made(file: Path) -> None:
    file.unlink()
    file.mkdir()


async def refused(store: Store, grow: Grow, why: str) -> None:
    for attempt in range(2):
        with pytest.raises(StoreUnavailable, match=why):
            await grow(store, f"lost {attempt}")
    with pytest.raises(StoreUnavailable, match=why):
        await store.read("r_1", 0)
    with pytest.raises(StoreUnavailable, match=why):
        await store.check()
    assert not await store.ready()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        *((FILES[0], change) for change in (removed, renamed, another_over_it, made_anew, folder_made)),
        *((name, change) for name in FILES[1:] for change in (removed, another_over_it)),
    ],
)
async def test_nothing_is_stored_in_a_file_that_has_gone(
    store: Store, grow: Grow, tmp_path: Path, name: str, change: Callable[[Path], None]
) -> None:
    await grow(store, "before")
    change(tmp_path / name)
    await refused(store, grow, f"{name} was removed|{name} is another file")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("way", ["symbolic link", "relative"])
async def test_however_the_file_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, name: str
) -> None:
    given = "sqlite:///suara.db"
    if way == "relative":
        monkeypatch.chdir(tmp_path)
    else:
        (tmp_path / "named").mkdir()
        (tmp_path / "named" / "link.db").symlink_to(tmp_path / "suara.db")
        given = f"sqlite:///{tmp_path}/named/link.db"
    store = await Store.open(database_url(given, tmp_path))
    await store.migrate()
    monkeypatch.chdir("/")
    assert await store.ready()
    (tmp_path / name).unlink()
    assert not await store.ready()
    await store.close()


async def test_the_same_file_in_its_place_again_is_used_again(
    store: Store, grow: Grow, tmp_path: Path
) -> None:
    await grow(store, "before")
    for name in FILES:
        (tmp_path / name).rename(tmp_path / f"kept {name}")
    await refused(store, grow, "suara.db was removed")
    for name in FILES:
        (tmp_path / f"kept {name}").rename(tmp_path / name)
    await grow(store, "after")
    assert await store.ready()
    assert [await store.committed("r_1", 1, batch) for batch in ("before", "lost 0", "after")] == [
        True,
        False,
        True,
    ]


async def test_a_folder_above_that_is_moved_away(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    store = await Store.open(database_url("", tmp_path / "data"))
    await store.migrate()
    assert await store.ready()
    (tmp_path / "data").rename(tmp_path / "moved")
    assert not await store.ready()
    (tmp_path / "moved").rename(tmp_path / "data")
    assert await store.ready()
    await store.close()


async def test_a_link_that_leads_elsewhere(tmp_path: Path, grow: Grow) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "one.db")
    store = await Store.open(database_url(f"sqlite:///{tmp_path}/link.db", tmp_path))
    await store.migrate()
    await store.add_conference(CONFERENCE, [(ROOM, [FIRST])])
    (tmp_path / "other.db").touch()
    (tmp_path / "new").symlink_to(tmp_path / "other.db")
    (tmp_path / "new").rename(tmp_path / "link.db")
    await refused(store, grow, "is another file")
    await store.close()


@pytest.fixture
async def long(store: Store, grow: Grow, tmp_path: Path) -> Path:
    """The database's file with all that was stored in it, and none of it in the write-ahead log."""
    await grow(store, "before")
    await store.check()
    assert await store.scrub()
    await store.check()
    return tmp_path / "suara.db"


def cut_off(file: Path, kept: int) -> bytes:
    """Returns what the file was before."""
    whole = file.read_bytes()
    os.truncate(file, kept if kept >= 0 else len(whole) + kept)
    return whole


def put_back(file: Path, whole: bytes) -> None:
    with file.open("r+b") as opened:
        opened.write(whole)


@pytest.mark.parametrize("kept", [0, 100, 4096, 5000, -1])
async def test_a_file_that_is_cut_off_is_refused_until_it_is_whole_again(
    store: Store, grow: Grow, long: Path, kept: int
) -> None:
    whole = cut_off(long, kept)
    assert not await store.ready()
    await refused(store, grow, "was cut off")
    put_back(long, whole)
    assert await store.ready()
    await grow(store, "after")


def change_from_outside(file: Path, *statements: str) -> int:
    """Returns the size of the file afterwards."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for statement in (*statements, "PRAGMA wal_checkpoint(TRUNCATE)"):
            database.execute(statement)
    return file.stat().st_size


async def test_a_file_that_was_made_smaller_by_a_vacuum_is_used(store: Store, grow: Grow, long: Path) -> None:
    large = change_from_outside(long, "CREATE TABLE much AS SELECT zeroblob(1000000) AS zeros")
    await store.check()
    assert change_from_outside(long, "DROP TABLE much", "VACUUM") < large
    assert await store.ready()
    await grow(store, "after")
