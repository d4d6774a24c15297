"""One process per data folder: an advisory lock that the kernel takes back when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from server.errors import UserError


class FolderInUse(UserError):
    pass


class FolderUnusable(UserError):
    pass


@contextmanager
def usable_folder(folder: Path) -> Iterator[None]:
    """Makes the data folder if there is none. Raises `FolderUnusable` if that or the block fails on it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise FolderUnusable(
            f"The data folder {folder} cannot be used ({why}): mend that, or choose another with --data."
        ) from None


class FolderLock:
    """Holds the data folder (made if missing) for this process, until `release` or the process ends.

    `acquire` never waits: it raises `FolderInUse` or `FolderUnusable`, with a sentence for the person at the
    terminal.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None

    def acquire(self) -> None:
        assert self._file is None, "held already"
        with usable_folder(self._folder):
            file = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 20).decode("ascii", "replace").strip()
            os.close(file)
            raise FolderInUse(
                f"The data folder {self._folder} is in use by another Suara process"
                + (f" (process {holder})." if holder.isdigit() else ".")
            ) from None
        except BaseException:
            os.close(file)
            raise
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        self._file = file

    def release(self) -> None:
        # The file stays: removing it would let two processes hold two files of the same name.
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
