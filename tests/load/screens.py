"""What browsers hold, folded from their syncs; once for all that move in step.

Ten thousand browsers get the same bytes, so each new frame is read once and the rest is looking it up. All
of them are followed to the letter that way, not a sample: two browsers that came to the same `at` along
different ways must hold the same, and are only then treated as one.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakValueDictionary

Item = dict[str, Any]
Raised = tuple[str, int, int]  # a question and its votes, or a poll and its ballots, before and after
STAMP = re.compile(r"T=(\d{19})=")
MOST_STEPS = 200  # remembered at one screen; forgetting them costs time and nothing else


def stamp(now_ns: int, size: int = 0) -> str:
    """A text that says when it was sent, of at least this many characters."""
    text = f"T={now_ns:019d}="
    return text + "x" * (size - len(text))


class Inexact(Exception):
    """A frame that does not fit what the browser holds."""


@dataclass(slots=True)
class Step:
    """What one frame does: the screen after it, the stamps that are new on it, the counts that moved."""

    screen: "Screen"
    stamps: tuple[int, ...] = ()
    raised: tuple[Raised, ...] = ()
    sync_bytes: int = 0


class Screen(Protocol):
    steps: dict[bytes, Step]
    at: str | None

    def step(self, payload: bytes) -> Step: ...


class Wall:
    """Of a server that just repeats what was said: nothing is held, every stamp counts."""

    def __init__(self) -> None:
        self.steps: dict[bytes, Step] = {}
        self.at: str | None = None

    def step(self, payload: bytes) -> Step:
        stamps = tuple(map(int, STAMP.findall(payload.decode())))
        if len(self.steps) >= MOST_STEPS:
            self.steps.clear()
        step = self.steps[payload] = Step(self, stamps, sync_bytes=len(payload) if stamps else 0)
        return step


@dataclass(slots=True, weakref_slot=True, eq=False)
class Held:
    """The items of a room, as of `at`."""

    places: "Places"
    at: str | None = None
    items: dict[str, Item] = field(default_factory=dict)
    steps: dict[bytes, Step] = field(default_factory=dict)

    def step(self, payload: bytes) -> Step:
        """Raises `Inexact`."""
        frame = json.loads(payload)
        step = self._fold(frame, len(payload)) if "sync" in frame else Step(self)
        if len(self.steps) >= MOST_STEPS:
            self.steps.clear()
        self.steps[payload] = step
        return step

    def polls(self) -> list[Item]:
        return [item for item in self.items.values() if item["kind"] == "poll"]

    def votes(self) -> dict[str, int]:
        return {item["id"]: item["votes"] for item in self.items.values() if item["kind"] == "question"}

    def _fold(self, frame: dict[str, Any], size_bytes: int) -> Step:
        items = {} if frame["sync"].get("full") else dict(self.items)
        for item_id in frame.get("gone", ()):
            if items.pop(item_id, None) is None:
                raise Inexact(f"{item_id} is gone and was never there")
        for item in frame.get("put", ()):
            items[item["id"]] = item
        for item_id, fields in frame.get("set", {}).items():
            if item_id not in items:
                raise Inexact(f"{item_id} is set and was never there")
            items[item_id] = items[item_id] | fields
        touched = [*(item["id"] for item in frame.get("put", ())), *frame.get("set", {})]
        return Step(
            self.places.at(frame["sync"]["at"], items),
            self._stamps(touched, items),
            self._raised(touched, items),
            sync_bytes=size_bytes,
        )

    def _stamps(self, touched: list[str], items: dict[str, Item]) -> tuple[int, ...]:
        """Of what was not there before, or said something else."""
        new = [each for each in touched if self.items.get(each, {}).get("text") != items[each].get("text")]
        return tuple(int(found[1]) for each in new if (found := STAMP.match(str(items[each]["text"]))))

    def _raised(self, touched: list[str], items: dict[str, Item]) -> tuple[Raised, ...]:
        both = ((each, _counted(self.items.get(each, {})), _counted(items[each])) for each in touched)
        return tuple(
            (each, old, new) for each, old, new in both if old is not None and new is not None and old != new
        )


def _counted(item: Item) -> int | None:
    """How many voted for a question, or answered a poll."""
    count: int | None = item.get("votes", item.get("ballots"))
    return count


class Places:
    """Every place that browsers stand at, with the one thing that all there must hold."""

    def __init__(self) -> None:
        self._screens: WeakValueDictionary[tuple[str, frozenset[str]], Held] = WeakValueDictionary()
        self.outside = Held(self)  # where everybody starts

    def at(self, at: str, items: dict[str, Item]) -> Held:
        """Raises `Inexact` when others at this place hold something else: those, that is, who are shown the
        results of the same polls, which depends on what they have answered."""
        place = at, frozenset(each for each, item in items.items() if "results" in item)
        there = self._screens.get(place)
        if there is None:
            there = self._screens[place] = Held(self, at, items)
        elif there.items != items:
            raise Inexact(f"two browsers at {at} hold different things")
        return there
