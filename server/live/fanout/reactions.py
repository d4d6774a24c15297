"""Reactions: gathered for a moment, told to everybody at once, and kept nowhere."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping

from server.live.hints import Reacted

GATHERED_S = 0.5  # from the first of some to when they are told


class Reactions:
    """`publish` tells the other processes what was sent here, `tell` the browsers what was sent anywhere."""

    def __init__(self, publish: Callable[[Reacted], None], tell: Callable[[], None]) -> None:
        self._publish = publish
        self._tell = tell
        self._untold: Counter[str] = Counter()
        self._ours: Counter[str] = Counter()  # of those, what the other processes have not heard yet
        self._timer: asyncio.TimerHandle | None = None

    def sent(self, emoji: str) -> None:
        """By somebody here; nobody keeps who."""
        self._untold[emoji] += 1
        self._ours[emoji] += 1
        self._soon()

    def heard(self, reactions: Mapping[str, int]) -> None:
        """From another process."""
        self._untold.update(reactions)
        self._soon()

    def taken(self) -> dict[str, int]:
        """Those since this was last asked, which are told now."""
        untold, self._untold = self._untold, Counter()
        return dict(untold)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GATHERED_S, self._gathered)

    def _gathered(self) -> None:
        self._timer = None
        ours, self._ours = self._ours, Counter()
        if ours:
            self._publish(Reacted(dict(ours)))
        self._tell()
