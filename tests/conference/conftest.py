"""A store with one conference, on SQLite and on PostgreSQL."""

from tests.store.conftest import open_store, store, url

__all__ = ["open_store", "store", "url"]
