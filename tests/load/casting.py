"""What is sent in a storm: kept count of, and timed until it is acknowledged and until screens show it."""

import json
import time
from abc import ABC, abstractmethod
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.load.client import Crowd
from tests.load.line import Failed, Line
from tests.load.screens import Held, Step

FIRST_REF = 1000
ANSWERED = 0  # in the place of when it was sent


class Cast(ABC):
    """Keeps count of what was said and answered.

    A screen that shows n of an item shows the n that were sent first: which of two that were sent in the
    same moment was committed first can't be seen, and makes no difference to how long both took.
    """

    def __init__(self, crowd: Crowd, before: Mapping[str, int], *, timed_every: int = 20) -> None:
        """`before` is what screens count as it begins; on them, one in so many of an item is timed."""
        self.acknowledged = 0
        self.ack_us = array("Q")
        self.shown_us = array("Q")
        self._sent_ns = array("Q")
        self._by_item: defaultdict[str, list[int]] = defaultdict(list)
        self._before = Counter(before)
        self._every = timed_every
        crowd.on_raised = self._raised

    @abstractmethod
    def right(self, screen: Held, *, newcomer: bool = False) -> bool:
        """Whether it shows exactly what was sent, as far as may be seen by who took part, or is new."""

    @abstractmethod
    def is_recorded(self, folder: Path, code: str) -> bool:
        """Whether the log holds exactly what was sent, by a count that no server had a hand in."""

    @property
    def sent(self) -> int:
        return len(self._sent_ns)

    def answered(self, line: Line, payload: bytes, now_ns: int) -> None:
        """A line's `on_reply`. Raises `Failed` for what was answered before."""
        nth = int(payload[7 : payload.index(b",")]) - FIRST_REF
        sent_ns, self._sent_ns[nth] = self._sent_ns[nth], ANSWERED
        if sent_ns == ANSWERED:
            raise Failed(f"answered twice: {payload[:200].decode()}")
        self.acknowledged += 1
        self.ack_us.append((now_ns - sent_ns) // 1000)

    def _send(self, line: Line, item: str, do: str, **fields: object) -> None:
        now_ns = time.monotonic_ns()
        line.send(json.dumps({"do": do, "ref": FIRST_REF + self.sent, "id": item, **fields}))
        self._sent_ns.append(now_ns)
        self._by_item[item].append(now_ns)

    def _raised(self, line: Line, step: Step, now_ns: int) -> None:
        for item, before, after in step.raised:
            sent, old = self._by_item[item], self._before[item]
            first = ((before - old) // self._every + 1) * self._every
            for nth in range(first, after - old + 1, self._every):
                self.shown_us.append((now_ns - sent[nth - 1]) // 1000)
