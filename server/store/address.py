"""The address of the database: turns the text of DATABASE_URL into a URL that the store opens."""

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
}


def database_url(text: str, data_dir: Path) -> str:
    """The store's URL for `text`; an empty one means the file `suara.db` in the data folder.

    Raises ValueError with a sentence that never repeats the text, because it may hold a password.
    """
    if not text.strip():
        return _plain(URL.create("sqlite", database=str(data_dir.absolute() / "suara.db")))
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise ValueError("DATABASE_URL is not a URL.") from None
    driver = DRIVERS.get(url.drivername)
    if driver is None:
        raise ValueError("DATABASE_URL must begin with postgresql://, postgres:// or sqlite:///.")
    url = url.set(drivername=driver)
    if driver == "sqlite":
        # Every connection to :memory: is a database of its own, and the store opens several.
        if url.database in (None, "", ":memory:"):
            raise ValueError("DATABASE_URL must name a file, as in sqlite:///data/suara.db.")
        url = url.set(database=str(Path(str(url.database)).absolute()))
    return _plain(url)


def _plain(url: URL) -> str:
    return url.render_as_string(hide_password=False)
