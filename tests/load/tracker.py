"""The commands of a storm: counted, and timed until they are acknowledged and until screens show them."""

import json
import time
from abc import ABC, abstractmethod
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.load.client import Client, LoadError
from tests.load.pool import ClientPool
from tests.load.screens import RoomScreen, Transition

FIRST_REF = 1000
ACKNOWLEDGED = 0  # stored in place of the time of sending


class CommandTracker(ABC):
    """Counts commands and acknowledgements, and measures delays.

    A screen that shows n of an item is taken to show the n that were sent first. Which of two commands of the
    same moment was committed first cannot be seen, and makes no difference to both delays together.
    """

    def __init__(self, pool: ClientPool, before: Mapping[str, int], *, timed_every: int = 20) -> None:
        """`before` holds the counts of all screens at the start. One in `timed_every` of an item is timed."""
        self.acknowledged = 0
        self.ack_us = array("Q")
        self.shown_us = array("Q")
        self._sent_ns = array("Q")
        self._by_item: defaultdict[str, list[int]] = defaultdict(list)
        self._before = Counter(before)
        self._every = timed_every
        pool.on_counts = self._on_counts

    @abstractmethod
    def matches(self, screen: RoomScreen, *, newcomer: bool = False) -> bool:
        """Whether a screen shows exactly what was sent, as far as its owner may see it.

        A newcomer's owner has sent nothing.
        """

    @abstractmethod
    def is_recorded(self, folder: Path, code: str) -> bool:
        """Whether the log holds exactly what was sent, counted without the server's code."""

    @property
    def sent(self) -> int:
        return len(self._sent_ns)

    def on_reply(self, client: Client, payload: bytes, now_ns: int) -> None:
        """To be set as `on_reply` of clients. Raises `LoadError` for a second acknowledgement."""
        nth = int(payload[7 : payload.index(b",")]) - FIRST_REF
        sent_ns, self._sent_ns[nth] = self._sent_ns[nth], ACKNOWLEDGED
        if sent_ns == ACKNOWLEDGED:
            raise LoadError(f"acknowledged twice: {payload[:200].decode()}")
        self.acknowledged += 1
        self.ack_us.append((now_ns - sent_ns) // 1000)

    def _send(self, client: Client, item: str, do: str, **fields: object) -> None:
        now_ns = time.monotonic_ns()
        client.send(json.dumps({"do": do, "ref": FIRST_REF + self.sent, "id": item, **fields}))
        self._sent_ns.append(now_ns)
        self._by_item[item].append(now_ns)

    def _on_counts(self, client: Client, transition: Transition, now_ns: int) -> None:
        for item, before, after in transition.counts:
            sent, old = self._by_item[item], self._before[item]
            first = ((before - old) // self._every + 1) * self._every
            for nth in range(first, after - old + 1, self._every):
                self.shown_us.append((now_ns - sent[nth - 1]) // 1000)
