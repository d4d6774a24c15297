"""What survives: the programme's tables and one append-only log per room, in SQLite or PostgreSQL."""

from server.store.address import database_url
from server.store.errors import AlreadyRecorded, NotThere, OutcomeUnknown, StoreError, StoreUnavailable, Taken
from server.store.folder import FolderInUse, FolderLock
from server.store.log import Turn
from server.store.rows import Conference, Heads, Link, Programme, Room, Row
from server.store.snapshot import Snapshot
from server.store.sql import Store

__all__ = [
    "AlreadyRecorded",
    "Conference",
    "FolderInUse",
    "FolderLock",
    "Heads",
    "Link",
    "NotThere",
    "OutcomeUnknown",
    "Programme",
    "Room",
    "Row",
    "Snapshot",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "Taken",
    "Turn",
    "database_url",
]
