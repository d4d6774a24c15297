"""Syncs as text. A difference that many browsers share is encoded once for all of them."""

from server.domain.sync.difference import Difference
from server.wire.replies import dump

VIEWS_SHAPE = 2
"""The number of the shape of items. To be raised whenever `views` gives an existing item other fields.

A browser with items of another shape gets a full sync.
"""


class Step:
    """A shared difference, from one version to another. Its items are encoded once, also for the frames that
    have a personal part."""

    __slots__ = ("_at", "_puts", "_shared_frame", "shared")

    def __init__(self, at: str, shared: Difference) -> None:
        """`at` is the sealed version that browsers without a personal part are at afterwards."""
        self.shared = shared
        self._at = at
        self._puts = ",".join(map(dump, shared.put))
        self._shared_frame: str | None = None

    def shared_frame(self) -> str:
        """The frame for all browsers without a personal part."""
        if self._shared_frame is None:
            self._shared_frame = self.personal_frame(self.shared, self._at)
        return self._shared_frame

    def personal_frame(self, difference: Difference, at: str) -> str:
        """The frame for one person. The items of `difference` are the shared ones, then the person's own."""
        puts = [self._puts] if self._puts else []
        puts += map(dump, difference.put[len(self.shared.put) :])
        sync = {"at": at, "full": True} if difference.full else {"at": at}
        parts = ['"sync":' + dump(sync)]
        if puts:
            parts.append('"put":[' + ",".join(puts) + "]")
        changes = (("set", difference.set), ("gone", difference.gone), ("mine", difference.mine))
        parts += [f'"{name}":' + dump(value) for name, value in changes if value]
        return "{" + ",".join(parts) + "}"
