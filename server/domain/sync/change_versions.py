"""What a room remembers of each item and person: the versions at which they changed, for whom."""

from dataclasses import dataclass
from typing import NamedTuple

from server.domain.model.items import Item, Poll
from server.domain.views import see
from server.domain.visibility import Kind, results_shown


class Glimpse(NamedTuple):
    """What decides who sees an item: it, and the poll it is an answer to."""

    item: Item | None
    poll: Poll | None


class Marks:
    """The versions at which an item last changed and went out of sight, for each kind; at which its counters
    last changed that all may know who see it; and a poll's results."""

    __slots__ = ("changed", "counted", "gone", "tallied")

    def __init__(self) -> None:
        self.changed = [0] * len(Kind)
        self.gone = [0] * len(Kind)
        self.counted = 0
        self.tallied = 0

    def note(self, room_id: str, before: Glimpse, after: Glimpse, version: int) -> None:
        """Compare what each kind of viewer knew with what they may know now."""
        for kind in Kind:
            seen = see(before.item, kind, room_id, before.poll)
            sees = see(after.item, kind, room_id, after.poll)
            if seen == sees:
                continue
            if sees is None:
                self.gone[kind] = version
            else:
                self.changed[kind] = version

    def newest(self, kind: Kind) -> int:
        """The version at which anything last changed for this kind of viewer."""
        return max(self.changed[kind], self.gone[kind], self.counted)

    def told(self, item: Item, kind: Kind) -> int:
        """The version at which any of the counters last changed that this kind of viewer is told."""
        shown = isinstance(item, Poll) and results_shown(item, kind)
        return max(self.counted, self.tallied) if shown else self.counted

    def in_sight(self, kind: Kind) -> bool:
        return self.changed[kind] > self.gone[kind]


class BallotMarks(NamedTuple):
    """The versions at which a ballot was first cast, and last changed."""

    first: int
    last: int


@dataclass(slots=True)
class OwnMarks:
    """The versions at which each part of what is personal last changed, and the last of them all."""

    any: int = 0
    votes: int = 0
    questions: int = 0
