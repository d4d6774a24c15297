"""Cursors: the text `at` that a sync carries, and by which a browser comes back to its version."""

from server.domain.visibility import ViewerKind
from server.tokens import Cursor, Keyring
from server.wire import VIEWS_SHAPE


class Cursors:
    """The cursors of one room. Those of another `epoch` mean nothing here."""

    def __init__(self, keyring: Keyring, epoch: bytes) -> None:
        self.epoch = epoch
        self._keyring = keyring

    def seal(self, version: int, kind: ViewerKind) -> str:
        return self._keyring.seal_cursor(Cursor(self.epoch, version, kind, VIEWS_SHAPE))

    def version_of(self, at: str | None, kind: ViewerKind) -> int | None:
        """The version that `at` names; `None` if it is of another epoch, kind or shape, or no cursor."""
        cursor = None if at is None else self._keyring.open_cursor(at)
        if cursor is None or (cursor.epoch, cursor.kind, cursor.shape) != (self.epoch, kind, VIEWS_SHAPE):
            return None
        return cursor.version
