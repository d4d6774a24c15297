"""Screens: what browsers show, folded from their syncs, once for all browsers that get the same bytes.

Each new frame is read once, and is then looked up by its bytes. So all clients are checked to the letter, not
a sample of them: two clients that reached the same `at` by different frames must show the same, and only then
share a screen.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakValueDictionary

Item = dict[str, Any]
Counts = tuple[str, int, int]
"""A question and its votes, or a poll and its ballots: before and after a frame."""

STAMP = re.compile(r"T=(\d{19})=")
MAX_TRANSITIONS = 200  # remembered at one screen; forgetting them costs time only


def stamp(now_ns: int, size: int = 0) -> str:
    """A text that holds its time of sending, of at least `size` characters."""
    text = f"T={now_ns:019d}="
    return text + "x" * (size - len(text))


class SyncError(Exception):
    """A frame that does not fit the screen it is applied to."""


@dataclass(slots=True)
class Transition:
    """The effect of one frame: the screen after it, the new stamps on it, the counts that changed."""

    screen: "Screen"
    stamps: tuple[int, ...] = ()
    counts: tuple[Counts, ...] = ()
    sync_bytes: int = 0


class Screen(Protocol):
    transitions: dict[bytes, Transition]
    at: str | None

    def transition(self, payload: bytes) -> Transition: ...


class EchoScreen:
    """The screen of a server that repeats what it is sent: it holds nothing, and every stamp counts."""

    def __init__(self) -> None:
        self.transitions: dict[bytes, Transition] = {}
        self.at: str | None = None

    def transition(self, payload: bytes) -> Transition:
        stamps = tuple(map(int, STAMP.findall(payload.decode())))
        if len(self.transitions) >= MAX_TRANSITIONS:
            self.transitions.clear()
        transition = Transition(self, stamps, sync_bytes=len(payload) if stamps else 0)
        self.transitions[payload] = transition
        return transition


@dataclass(slots=True, weakref_slot=True, eq=False)
class RoomScreen:
    """The items of a room, as of `at`."""

    cache: "ScreenCache"
    at: str | None = None
    items: dict[str, Item] = field(default_factory=dict)
    transitions: dict[bytes, Transition] = field(default_factory=dict)

    def transition(self, payload: bytes) -> Transition:
        """Raises `SyncError`."""
        frame = json.loads(payload)
        transition = self._fold(frame, len(payload)) if "sync" in frame else Transition(self)
        if len(self.transitions) >= MAX_TRANSITIONS:
            self.transitions.clear()
        self.transitions[payload] = transition
        return transition

    def polls(self) -> list[Item]:
        return [item for item in self.items.values() if item["kind"] == "poll"]

    def votes(self) -> dict[str, int]:
        return {item["id"]: item["votes"] for item in self.items.values() if item["kind"] == "question"}

    def _fold(self, frame: dict[str, Any], size_bytes: int) -> Transition:
        items = {} if frame["sync"].get("full") else dict(self.items)
        for item_id in frame.get("gone", ()):
            if items.pop(item_id, None) is None:
                raise SyncError(f"{item_id} is gone and was never there")
        for item in frame.get("put", ()):
            items[item["id"]] = item
        for item_id, fields in frame.get("set", {}).items():
            if item_id not in items:
                raise SyncError(f"{item_id} is set and was never there")
            items[item_id] = items[item_id] | fields
        touched = [*(item["id"] for item in frame.get("put", ())), *frame.get("set", {})]
        return Transition(
            self.cache.screen_at(frame["sync"]["at"], items),
            self._stamps(touched, items),
            self._counts(touched, items),
            sync_bytes=size_bytes,
        )

    def _stamps(self, touched: list[str], items: dict[str, Item]) -> tuple[int, ...]:
        """The stamps of items that are new or have another text."""
        new = [each for each in touched if self.items.get(each, {}).get("text") != items[each].get("text")]
        return tuple(int(found[1]) for each in new if (found := STAMP.match(str(items[each]["text"]))))

    def _counts(self, touched: list[str], items: dict[str, Item]) -> tuple[Counts, ...]:
        both = ((each, _count(self.items.get(each, {})), _count(items[each])) for each in touched)
        return tuple(
            (each, old, new) for each, old, new in both if old is not None and new is not None and old != new
        )


def _count(item: Item) -> int | None:
    """The votes of a question, or the ballots of a poll."""
    count: int | None = item.get("votes", item.get("ballots"))
    return count


class ScreenCache:
    """All screens that clients show, by `at`."""

    def __init__(self) -> None:
        self._screens: WeakValueDictionary[tuple[str, frozenset[str]], RoomScreen] = WeakValueDictionary()
        self.blank = RoomScreen(self)

    def screen_at(self, at: str, items: dict[str, Item]) -> RoomScreen:
        """Raises `SyncError` if other clients at `at` show other items.

        Only clients that are shown the results of the same polls are compared: results may depend on the
        answers that a person has given.
        """
        key = at, frozenset(each for each, item in items.items() if "results" in item)
        known = self._screens.get(key)
        if known is None:
            known = self._screens[key] = RoomScreen(self, at, items)
        elif known.items != items:
            raise SyncError(f"two browsers at {at} show different items")
        return known
