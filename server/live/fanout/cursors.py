"""Cursors: the text `at` that a sync carries, and by which a browser comes back to its version."""

from server.domain.visibility import ViewerKind
from server.live.history import History
from server.tokens import EPOCH_BYTES, Cursor, Keyring
from server.wire import VIEWS_SHAPE


class Cursors:
    """The cursors of one room. Those of another `epoch` or another history mean nothing here."""

    def __init__(self, keyring: Keyring, epoch: bytes, history: History) -> None:
        self._epoch = epoch[:EPOCH_BYTES]
        self._history = history
        self._keyring = keyring

    def seal(self, version: int, kind: ViewerKind) -> str:
        mark = self._history.mark(version)
        assert mark is not None, "nobody is shown more than was applied"
        return self._keyring.seal_cursor(Cursor(self._epoch, version, mark, kind, VIEWS_SHAPE))

    def version_of(self, at: str | None, kind: ViewerKind) -> int | None:
        """The version that `at` names; `None` if it is of another history, kind or shape, or no cursor.

        One beyond what was applied may be of another history all the same: ask again after catching up.
        """
        cursor = None if at is None else self._keyring.open_cursor(at)
        if cursor is None or (cursor.epoch, cursor.kind, cursor.shape) != (self._epoch, kind, VIEWS_SHAPE):
            return None
        mark = self._history.mark(cursor.version)
        return cursor.version if mark is None or mark == cursor.mark else None
