"""Everything that somebody finds who takes a data folder away, without asking the server."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from server.run.settings import read, secret_key
from server.tokens import Keyring

Record = dict[str, Any]


def table(folder: Path, name: str) -> list[Record]:
    with closing(sqlite3.connect(folder / "suara.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {name}")]


def events(folder: Path, code: str) -> list[Record]:
    """The log of a room."""
    with closing(sqlite3.connect(folder / "suara.db")) as database:
        database.row_factory = sqlite3.Row
        statement = (
            "SELECT event.* FROM event JOIN room ON room.id = room WHERE code = ? ORDER BY event.version"
        )
        return [dict(row) for row in database.execute(statement, [code])]


def every_byte(folder: Path) -> bytes:
    """Of every file, the write-ahead log and the logs of the process too."""
    return b"\0".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def secret(folder: Path) -> str:
    return secret_key(read(data=folder, database_url="", secret_key=""))


def link_key(folder: Path, role: str, code: str = "OPEN") -> str:
    """The key of a room's link, as the secret in the folder makes it."""
    [room] = [room["id"] for room in table(folder, "room") if room["code"] == code]
    [link] = [link["id"] for link in table(folder, "link") if (link["room"], link["role"]) == (room, role)]
    return Keyring(secret(folder)).link_key(link)
