"""Reactions: gathered for a moment, told to everybody at once, and kept nowhere."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping

from server.live.hints import ReactionsHint


class Reactions:
    """Counts of reactions that wait to be sent.

    `publish` tells other processes about those sent here, `broadcast` tells the browsers about all of them.
    Both come `interval_s` after the first reaction that waits.
    """

    def __init__(
        self, publish: Callable[[ReactionsHint], None], broadcast: Callable[[], None], interval_s: float
    ) -> None:
        self._interval_s = interval_s
        self._publish = publish
        self._broadcast = broadcast
        self._pending: Counter[str] = Counter()
        self._unpublished: Counter[str] = Counter()  # of those, what the other processes have not heard yet
        self._timer: asyncio.TimerHandle | None = None

    def add(self, emoji: str) -> None:
        """By somebody here; nobody keeps who."""
        self._pending[emoji] += 1
        self._unpublished[emoji] += 1
        self._schedule()

    def receive(self, reactions: Mapping[str, int]) -> None:
        """From another process."""
        self._pending.update(reactions)
        self._schedule()

    def drain(self) -> dict[str, int]:
        """Those since this was last asked, which are told now."""
        pending, self._pending = self._pending, Counter()
        return dict(pending)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _schedule(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._interval_s, self._flush)

    def _flush(self) -> None:
        self._timer = None
        unpublished, self._unpublished = self._unpublished, Counter()
        if unpublished:
            self._publish(ReactionsHint(dict(unpublished)))
        self._broadcast()
