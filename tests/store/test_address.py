"""The addresses that DATABASE_URL may hold."""

from pathlib import Path

import pytest

from server.store import database_url

DATA = Path("/srv/data")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("", "sqlite:////srv/data/suara.db"),
        ("  ", "sqlite:////srv/data/suara.db"),
        ("sqlite:////var/other.db", "sqlite:////var/other.db"),
        ("sqlite+aiosqlite:////var/other.db", "sqlite:////var/other.db"),
        ("postgres://u:p@h/db", "postgresql+psycopg://u:p@h/db"),
        ("postgresql://u:p@h:5433/db", "postgresql+psycopg://u:p@h:5433/db"),
        ("postgresql+psycopg://h/db", "postgresql+psycopg://h/db"),
        ("postgres://u:p%40%2F@h/db?sslmode=require", "postgresql+psycopg://u:p%40%2F@h/db?sslmode=require"),
    ],
)
def test_it_is_rewritten_to_the_drivers_we_use(text: str, url: str) -> None:
    assert database_url(text, DATA) == url


def test_a_file_named_relatively_is_one_of_the_folder_we_are_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_url("sqlite:///here.db", DATA) == f"sqlite:///{tmp_path}/here.db"


@pytest.mark.parametrize(
    "text",
    [
        "mysql://u:s3cret@h/db",
        "u:s3cret@h/db",
        "sqlite://",
        "sqlite:///:memory:",
        "postgres://u:s3cret@h:port/db",
    ],
)
def test_anything_else_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"^DATABASE_URL .*\.$") as refusal:
        database_url(text, DATA)
    assert "s3cret" not in str(refusal.value)
