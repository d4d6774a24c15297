"""The files of a SQLite database, watched for being deleted, swapped or cut off under the process."""

import os
from pathlib import Path

from server.store.errors import StoreUnavailable

BESIDE = ("", "-wal", "-shm")  # of the database, its write-ahead log, and the index of that

_Identity = tuple[int, int]


class DatabaseFile:
    """Compares the files at the database's path with those that were opened.

    What a process commits goes to the files that it has open. If these have no name any more, it is lost with
    the process, although every commit succeeds. So nothing may be read or written then. It may be again once
    the same files are back in their place: a copy of them is another file, for which one has to restart.
    """

    def __init__(self, name: str, path: str) -> None:
        self._name = name
        self._path = path
        self._opened: dict[str, _Identity] | None = None
        self._largest_bytes = 0
        self._cut_off = False

    def opened(self) -> None:
        """Notes which files are open. To be called after the first connection that writes was opened."""
        if self._opened is None:
            # SQLite puts the other two beside the file that a symbolic link leads to.
            real = os.path.realpath(self._path)
            paths = (self._path, *(real + suffix for suffix in BESIDE[1:]))
            self._opened = {path: found for path in paths if (found := _identity(path)) is not None}

    def check(self) -> None:
        """Raises StoreUnavailable if one of the files is gone, is another, or is cut off as far as is known.

        It takes some microseconds.
        """
        self.check_identity()
        if self._cut_off:
            raise self._unusable(f"{Path(self._path).name} was cut off")

    def check_identity(self) -> None:
        """Raises StoreUnavailable if one of the files is gone or is another."""
        for path, opened in (self._opened or {}).items():
            found = _identity(path)
            if found is None:
                raise self._unusable(f"{Path(path).name} was removed")
            if found != opened:
                raise self._unusable(
                    f"{Path(path).name} is another file than the one that was opened; "
                    "put that back, or restart to use this one"
                )

    def has_shrunk(self) -> bool:
        """Whether the file is shorter than it was at an earlier call. It never gets so by itself.

        Then `judge_size` says whether it may be.
        """
        size_bytes = self._found_bytes()
        self._largest_bytes = max(self._largest_bytes, size_bytes)
        shrunk = size_bytes < self._largest_bytes
        self._cut_off = self._cut_off and shrunk
        return shrunk

    def judge_size(self, needed_bytes: int) -> None:
        """Takes the file as it is if its pages need no more bytes, as after a VACUUM by somebody else.

        Otherwise `check` raises from now on, until the file has its size again.
        """
        size_bytes = self._found_bytes()
        self._cut_off = not 0 < needed_bytes <= size_bytes
        if not self._cut_off:
            self._largest_bytes = size_bytes

    def _unusable(self, why: str) -> StoreUnavailable:
        return StoreUnavailable(f"{self._name} cannot be used: {why}.")

    def _found_bytes(self) -> int:
        try:
            return os.stat(self._path).st_size
        except OSError:
            return 0


def _identity(path: str) -> _Identity | None:
    # Never by opening the file: closing it again would take away the locks that SQLite has on it.
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
