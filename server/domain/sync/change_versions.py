"""The versions of a room at which each item, ballot and person last changed, by kind of viewer."""

from dataclasses import dataclass
from typing import NamedTuple

from server.domain.model.items import Item, Poll, Question
from server.domain.views import item_body
from server.domain.visibility import ALL_KINDS, ViewerKind, is_visible, results_shown


class ItemAndPoll(NamedTuple):
    """All that decides who sees an item: the item, and for an entry the poll that it answers."""

    item: Item | None
    poll: Poll | None


class ChangeVersions:
    """The versions at which an item last changed.

    `changed` and `hidden` have one version for each kind of viewer: when the item's fields last changed for
    them, and when it was last hidden from them. `counters_changed` is about the counters that all who see the
    item may know, `results_changed` about a poll's results.
    """

    __slots__ = ("changed", "counters_changed", "hidden", "results_changed")

    def __init__(self) -> None:
        self.changed = [0] * len(ALL_KINDS)
        self.hidden = [0] * len(ALL_KINDS)
        self.counters_changed = 0
        self.results_changed = 0

    def record(self, room_id: str, before: ItemAndPoll, after: ItemAndPoll, version: int) -> None:
        """Sets the versions for the kinds of viewer whose view of the item differs before and after."""
        if before.item is None and isinstance(after.item, Question):
            # Its bodies, one for each kind, would only be compared with nothing.
            for kind in ALL_KINDS:
                if is_visible(after.item, kind, after.poll):
                    self.changed[kind] = version
            return
        for kind in ALL_KINDS:
            old_body = item_body(before.item, kind, room_id, before.poll)
            new_body = item_body(after.item, kind, room_id, after.poll)
            if old_body == new_body:
                continue
            if new_body is None:
                self.hidden[kind] = version
            else:
                self.changed[kind] = version

    def last_change(self, kind: ViewerKind) -> int:
        """The version at which anything last changed for this kind of viewer."""
        return max(self.changed[kind], self.hidden[kind], self.counters_changed)

    def counters_version(self, item: Item, kind: ViewerKind) -> int:
        """The version at which any counter that this kind of viewer may see last changed."""
        shown = isinstance(item, Poll) and results_shown(item, kind)
        return max(self.counters_changed, self.results_changed) if shown else self.counters_changed

    def is_visible(self, kind: ViewerKind) -> bool:
        return self.changed[kind] > self.hidden[kind]


class BallotVersions(NamedTuple):
    """The versions at which a ballot was first cast and last changed."""

    first: int
    last: int


@dataclass(slots=True)
class PersonalVersions:
    """The versions at which anything of a person's own last changed (`any`), and parts of it.

    `votes` are the person's votes; `questions` is the list of questions that they asked.
    """

    any: int = 0
    votes: int = 0
    questions: int = 0
