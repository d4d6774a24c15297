"""One server per SQLite file, whichever data folder it was started on."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.errors import UserError


class DatabaseInUse(UserError):
    pass


@contextmanager
def database_lock(file: Path) -> Iterator[None]:
    """Holds the SQLite file, which is made if it is missing, for this process. Raises `DatabaseInUse`.

    The lock is on the file itself, so that no other name of it gets around it. SQLite takes locks of another
    kind (fcntl), which do not see this one (flock). The store must be opened and closed within the block,
    because closing a file takes away all fcntl locks that the process has on it.
    """
    try:
        opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:  # the store finds the same, and has a sentence for it
        yield
        return
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseInUse(
                f"The database {file} is in use by another Suara process, which has another data folder: "
                "start this one with that folder, or with another DATABASE_URL."
            ) from None
        yield
    finally:
        os.close(opened)
