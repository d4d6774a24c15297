"""Reactions: collected for a moment, sent to all browsers together, and never stored."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping

from server.live.hints import ReactionsHint


class Reactions:
    """The reactions that are not sent yet, by emoji.

    `publish` sends those from here to the other processes; `broadcast` sends all of them to the browsers.
    Both are called `interval_s` after the first reaction.
    """

    def __init__(
        self, publish: Callable[[ReactionsHint], None], broadcast: Callable[[], None], interval_s: float
    ) -> None:
        self._interval_s = interval_s
        self._publish = publish
        self._broadcast = broadcast
        self._pending: Counter[str] = Counter()
        self._unpublished: Counter[str] = Counter()  # those that were not sent to the other processes yet
        self._timer: asyncio.TimerHandle | None = None

    def add(self, emoji: str) -> None:
        """Counts a reaction from here. Its sender is not kept."""
        self._pending[emoji] += 1
        self._unpublished[emoji] += 1
        self._schedule()

    def receive(self, reactions: Mapping[str, int]) -> None:
        """Counts reactions from another process."""
        self._pending.update(reactions)
        self._schedule()

    def drain(self) -> dict[str, int]:
        """The reactions since the last call, to be sent now."""
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
