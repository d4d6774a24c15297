"""Syncs as text: a difference that many browsers share, encoded once for all of them."""

from server.domain.sync.difference import Difference
from server.wire.replies import dump

VIEWS_SHAPE = 2
"""Raised whenever `views` shows an item of before with other fields.

A browser at another shape starts afresh.
"""


class Step:
    """A difference that many share, its items encoded once whoever gets them with something of their own."""

    __slots__ = ("_at", "_head", "_puts", "_shared", "common")

    def __init__(self, at: str, common: Difference) -> None:
        self.common = common
        self._at = at
        self._puts = ",".join(map(dump, common.put))
        self._shared: str | None = None

    def shared_frame(self) -> str:
        """The frame for everybody who has no personal part at this step."""
        if self._shared is None:
            self._shared = self.personal_frame(self.common, self._at)
        return self._shared

    def personal_frame(self, whole: Difference, at: str) -> str:
        """The frame for one person: `whole` is the common part and theirs, in that order."""
        puts = [self._puts] if self._puts else []
        puts += map(dump, whole.put[len(self.common.put) :])
        sync = {"at": at, "full": True} if whole.full else {"at": at}
        parts = ['"sync":' + dump(sync)]
        if puts:
            parts.append('"put":[' + ",".join(puts) + "]")
        parts += [
            f'"{name}":' + dump(value)
            for name, value in (("set", whole.set), ("gone", whole.gone), ("mine", whole.mine))
            if value
        ]
        return "{" + ",".join(parts) + "}"
