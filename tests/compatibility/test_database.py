"""A database made by the commit 45a90d0 opens, and its rooms are what they were.

`database.sql` holds it as text: two conferences and four rooms, with questions and polls of every kind, and a
snapshot with events after it. `viewers.json` holds the first syncs of new browsers of each kind, by that
commit.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.live.conftest import Start

HERE = Path(__file__).parent


@pytest.mark.parametrize("snapshots", [True, False])
async def test_browsers_of_each_kind_get_what_they_got_then(
    start: Start, tmp_path: Path, snapshots: bool
) -> None:
    with closing(sqlite3.connect(tmp_path / "suara.db")) as database:
        database.executescript((HERE / "database.sql").read_text())
        if not snapshots:
            database.execute("DELETE FROM snapshot")
            database.commit()
    process = await start(plans=())
    for viewer in json.loads((HERE / "viewers.json").read_text()):
        browser = await process.connect(viewer["room"])
        await browser.hello(**viewer["hello"])
        assert (browser.items, browser.mine) == (viewer["items"], viewer["mine"]), viewer["who"]
        await browser.leave()
