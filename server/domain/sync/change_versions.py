"""What a room remembers of each item and person: the versions at which they changed, for whom."""

from dataclasses import dataclass
from typing import NamedTuple

from server.domain.model.items import Item, Poll
from server.domain.views import see
from server.domain.visibility import ViewerKind, results_shown


class ItemAndPoll(NamedTuple):
    """What decides who sees an item: it, and the poll it is an answer to."""

    item: Item | None
    poll: Poll | None


class ChangeVersions:
    """The versions at which an item last changed and went out of sight, for each kind; at which its counters
    last changed that all may know who see it; and a poll's results."""

    __slots__ = ("changed", "counters_changed", "hidden", "results_changed")

    def __init__(self) -> None:
        self.changed = [0] * len(ViewerKind)
        self.hidden = [0] * len(ViewerKind)
        self.counters_changed = 0
        self.results_changed = 0

    def record(self, room_id: str, before: ItemAndPoll, after: ItemAndPoll, version: int) -> None:
        """Compare what each kind of viewer knew with what they may know now."""
        for kind in ViewerKind:
            seen = see(before.item, kind, room_id, before.poll)
            sees = see(after.item, kind, room_id, after.poll)
            if seen == sees:
                continue
            if sees is None:
                self.hidden[kind] = version
            else:
                self.changed[kind] = version

    def last_change(self, kind: ViewerKind) -> int:
        """The version at which anything last changed for this kind of viewer."""
        return max(self.changed[kind], self.hidden[kind], self.counters_changed)

    def counters_version(self, item: Item, kind: ViewerKind) -> int:
        """The version at which any of the counters last changed that this kind of viewer is told."""
        shown = isinstance(item, Poll) and results_shown(item, kind)
        return max(self.counters_changed, self.results_changed) if shown else self.counters_changed

    def is_visible(self, kind: ViewerKind) -> bool:
        return self.changed[kind] > self.hidden[kind]


class BallotVersions(NamedTuple):
    """The versions at which a ballot was first cast, and last changed."""

    first: int
    last: int


@dataclass(slots=True)
class PersonalVersions:
    """The versions at which each part of what is personal last changed, and the last of them all."""

    any: int = 0
    votes: int = 0
    questions: int = 0
