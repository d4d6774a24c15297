"""A client that knows the wire and nothing of the server. It applies the frames that it is sent."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from server.domain.model.people import Person
from server.domain.sync.difference import (
    NO_POLLS,
    Difference,
    combine,
    personal_difference,
    shared_difference,
    visible_version,
)
from server.domain.sync.own_ballots import resent_polls, view_of_person
from server.domain.sync.versioned import Room
from server.domain.visibility import View
from server.wire import Step

JSON = dict[str, Any]


def frame(
    room: Room,
    viewer: Person,
    since: int | None,
    votes_since: int = 0,
    ballots_since: int = 0,
    shown_view: View | None = None,
) -> JSON:
    """The frame that brings this viewer from the version `since` to now, written as text and read again.

    `shown_view` is the view that they had at `since`, if it is known, as it is for a connected browser.
    """
    view = view_of_person(room, viewer)
    if shown_view is not None:
        resent = view.answered ^ shown_view.answered
    else:
        resent = NO_POLLS if since is None else resent_polls(room, viewer, since)
    shared = shared_difference(room, view, since, resent)
    personal = personal_difference(room, view, viewer, since, votes_since, ballots_since)
    difference = combine(room, viewer, shared, personal)
    text = Step("", shared).personal_frame(difference, str(visible_version(room, view, viewer)))
    read: JSON = json.loads(text)
    assert bool(difference) == (read.keys() != {"sync"})
    return read


def difference_for(
    room: Room, view: View, viewer: Person, since: int | None, resent: frozenset[str] = NO_POLLS
) -> Difference:
    """The whole difference for a viewer: the shared part and theirs."""
    shared = shared_difference(room, view, since, resent)
    return combine(room, viewer, shared, personal_difference(room, view, viewer, since))


@dataclass
class Client:
    items: dict[str, JSON] = field(default_factory=dict)
    mine: JSON = field(default_factory=dict)
    visible_version: int | None = None

    def apply(self, frame: JSON) -> "Client":
        put = {item["id"]: item for item in frame.get("put", [])}
        changed, gone = frame.get("set", {}), frame.get("gone", [])
        named = [*(item["id"] for item in frame.get("put", [])), *changed, *gone]
        assert len(named) == len(set(named)), f"an id stands twice in {frame}"
        if frame["sync"].get("full"):
            self.items, self.mine = {}, {}
        for each in gone:
            self.items.pop(each, None)
        self.items.update(put)
        for each, fields in changed.items():
            assert each in self.items, f"set names {each}, which the client does not have"
            self.items[each] = {**self.items[each], **fields}
        self.mine.update(frame.get("mine", {}))
        self.visible_version = int(frame["sync"]["at"])
        return self

    def apply_vote_reply(self, question: str, on: bool, votes: int) -> None:
        """Applies the reply to an own vote. No `mine` follows to the socket that sent the vote."""
        own = set(self.mine["votes"])
        item = self.items.get(question, {})
        own = own | {question} if on else own - {question, *item.get("merged", [])}
        self.mine["votes"] = sorted(own)
        if item:
            self.items[question] = {**item, "votes": votes}

    def knows(self) -> JSON:
        return {"items": self.items, "mine": self.mine}

    def copy(self) -> "Client":
        return deepcopy(self)


def fresh(room: Room, viewer: Person) -> Client:
    """A browser that joins now."""
    return Client().apply(frame(room, viewer, None))
