"""The store: the programme's tables and one append-only log per room, in SQLite or PostgreSQL."""

from server.store.address import database_url
from server.store.database_lock import DatabaseInUse, database_lock
from server.store.errors import (
    AlreadyRecorded,
    Conflict,
    NotFound,
    OutcomeUnknown,
    RecordWentBack,
    StoreError,
    StoreUnavailable,
)
from server.store.folder import FolderInUse, FolderLock, FolderUnusable, usable_folder
from server.store.rows import (
    Conference,
    Head,
    Heads,
    Key,
    Link,
    Programme,
    Room,
    RoomAt,
    RoomHead,
    RoomProjection,
    Row,
    Seal,
    VersionAndData,
)
from server.store.snapshot import Snapshot
from server.store.sql import Store
from server.store.transaction import LockedRoom, RoomTransaction

__all__ = [
    "AlreadyRecorded",
    "Conference",
    "Conflict",
    "DatabaseInUse",
    "FolderInUse",
    "FolderLock",
    "FolderUnusable",
    "Head",
    "Heads",
    "Key",
    "Link",
    "LockedRoom",
    "NotFound",
    "OutcomeUnknown",
    "Programme",
    "RecordWentBack",
    "Room",
    "RoomAt",
    "RoomHead",
    "RoomProjection",
    "RoomTransaction",
    "Row",
    "Seal",
    "Snapshot",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "VersionAndData",
    "database_lock",
    "database_url",
    "usable_folder",
]
