"""The history of a room: which log its state was made from, of all logs that have the same versions."""

from zlib import crc32

from server.store import Head, Row
from server.tokens import MARK_BYTES

START = bytes(MARK_BYTES)  # the mark of version 0


class History:
    """The head of the log that was applied, and a mark for each of its rows.

    A mark is the CRC-32 of the row's batch, which is random: cursors have no room for the whole batch.
    """

    def __init__(self, head: Head | None = None, marks: bytes = b"") -> None:
        self.head = head or Head()
        self._marks = bytearray(marks)

    def add(self, row: Row) -> None:
        """Notes that a row was applied, which must be the next."""
        assert row.version == self.head.version + 1
        self.head = Head(row.version, row.batch)
        self._marks += mark_of(row.batch)

    @property
    def marks(self) -> bytes:
        """The marks of all rows, as the constructor takes them."""
        return bytes(self._marks)

    def mark(self, version: int) -> bytes | None:
        """`None` for a version that was not applied yet."""
        if version > self.head.version:
            return None
        return bytes(self._marks[(version - 1) * MARK_BYTES : version * MARK_BYTES]) if version else START

    def continues(self, before: str, rows: tuple[Row, ...]) -> bool:
        """Whether rows of one batch, which follow the batch `before`, belong to this history.

        True also if it has some of them or all, and if rows are missing in between.
        """
        first = rows[0].version
        mark = self.mark(first - 1)
        if mark is not None and mark != mark_of(before):
            return False
        known = self.mark(min(rows[-1].version, self.head.version)) if first <= self.head.version else None
        return known is None or known == mark_of(rows[0].batch)


def mark_of(batch: str) -> bytes:
    return crc32(batch.encode()).to_bytes(MARK_BYTES) if batch else START


def may_follow(known: Head, record: Head) -> bool:
    """Whether a record may be that of a room which is known up to here. One ahead must be read to tell."""
    return record.version > known.version or record == known
