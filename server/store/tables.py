"""The tables. SQLModel objects never leave the store: `rows.py` has what does."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, MetaData, Table, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from server.store.rows import CAST


class Record(SQLModel):
    # Constraints have names of ours, so that a later migration can name what it drops on every database.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


_OF_BALLOTS: dict[str, Any] = {
    f"{dialect}_where": text(f"type = '{CAST}'") for dialect in ("sqlite", "postgresql")
}


class ConferenceTable(Record, table=True):
    __tablename__ = "conference"

    id: str = Field(primary_key=True)
    slug: str = Field(unique=True)
    title: str
    languages: list[str] = Field(sa_type=JSON)
    zones: str
    revision: int
    seen: int = Field(sa_column_kwargs={"server_default": "0"})


class RoomTable(Record, table=True):
    """`version` and `batch` are those of the last row of its log.

    `seen` is the conference's number when the fields from `state` to `cancelled` last changed.
    """

    __tablename__ = "room"

    id: str = Field(primary_key=True)
    conference: str = Field(foreign_key="conference.id", index=True)
    code: str = Field(unique=True)
    epoch: bytes = Field(sa_type=LargeBinary)
    position: int
    version: int
    batch: str = Field(sa_column_kwargs={"server_default": text("''")})
    state: str
    title: str
    abstract: str = Field(sa_column_kwargs={"server_default": text("''")})
    track: str
    place: str = Field(sa_column_kwargs={"server_default": text("''")})
    speakers: list[str] = Field(sa_type=JSON, nullable=True)  # never NULL: it was added to a table with rows
    languages: list[str] = Field(sa_type=JSON)
    starts_at: datetime
    ends_at: datetime
    stream: str | None
    url: str | None
    clock: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    cancelled: bool = Field(sa_column_kwargs={"server_default": false()})
    seen: int = Field(sa_column_kwargs={"server_default": "0"})


class LinkTable(Record, table=True):
    __tablename__ = "link"

    id: str = Field(primary_key=True)
    conference: str = Field(foreign_key="conference.id", index=True)
    room: str | None = Field(foreign_key="room.id", index=True)
    role: str
    label: str
    revoked: bool


class EventTable(Record, table=True):
    """The logs of all rooms. `person` is no foreign key: erasing someone replaces it by a random id."""

    __tablename__ = "event"
    # NULLs differ from each other in both databases, so only rows with a ref are held unique. The ref comes
    # early because it is looked up by; SQLite scans the whole room for a list of (person, do, ref).
    __table_args__ = (
        UniqueConstraint("room", "ref", "person", "do"),
        Index(None, "batch"),
        Index("ix_event_ballots", "room", "version", **_OF_BALLOTS),
    )

    room: str = Field(primary_key=True, foreign_key="room.id")
    version: int = Field(primary_key=True)
    type: str
    shape: int
    data: str
    at: datetime
    person: str | None
    do: str | None
    ref: str | None
    ok: str | None
    batch: str


class SnapshotTable(Record, table=True):
    """A room's folded state at a version. It can be lost at any time: the log is the truth."""

    __tablename__ = "snapshot"

    room: str = Field(primary_key=True, foreign_key="room.id")
    version: int
    batch: str = Field(sa_column_kwargs={"server_default": text("''")})
    fold: int
    epoch: bytes = Field(sa_type=LargeBinary)
    data: bytes = Field(sa_type=LargeBinary)
    at: datetime


class BallotBoxTable(Record, table=True):
    """The ballots of sealed rounds, in the order of their ids.

    SQLite keeps the rows in the order of the key, so that no row number tells which box was written first.
    """

    __tablename__ = "ballot_box"
    __table_args__ = {"sqlite_with_rowid": False}

    room: str = Field(primary_key=True, foreign_key="room.id")
    poll: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    box: str = Field(primary_key=True)
    ballots: str


metadata = Record.metadata
conferences: Table = metadata.tables["conference"]
rooms: Table = metadata.tables["room"]
links: Table = metadata.tables["link"]
events: Table = metadata.tables["event"]
snapshots: Table = metadata.tables["snapshot"]
ballot_boxes: Table = metadata.tables["ballot_box"]
