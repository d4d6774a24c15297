"""A client of the wire that knows nothing of the server: it folds the frames it is sent."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from server.domain.model.people import Person
from server.domain.sync.difference import NO_POLLS, joined, personal, shared, sync, visible_version
from server.domain.sync.own_ballots import resent_polls as turned_since
from server.domain.sync.own_ballots import view_of_person
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
    seen: View | None = None,
) -> JSON:
    """What the wire would say to this viewer, as text and read again; the same by both ways to it.

    `seen` is the sight in which they stood at `since`, if that is known, as it is of a browser that stays.
    """
    view = view_of_person(room, viewer)
    if seen is not None:
        turned = view.answered ^ seen.answered
    else:
        turned = NO_POLLS if since is None else turned_since(room, viewer, since)
    common = shared(room, view, since, turned)
    own = personal(room, view, viewer, since, votes_since, ballots_since)
    whole = joined(room, viewer, common, own)
    assert whole == sync(room, view, viewer, since, votes_since, ballots_since, turned)
    text = Step("", common).joined(whole, str(visible_version(room, view, viewer)))
    read: JSON = json.loads(text)
    assert bool(whole) == (read.keys() != {"sync"})
    return read


@dataclass
class Client:
    items: dict[str, JSON] = field(default_factory=dict)
    mine: JSON = field(default_factory=dict)
    visible_version: int | None = None

    def round_id(self, frame: JSON) -> "Client":
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
            assert each in self.items, f"set names {each}, which is not held"
            self.items[each] = {**self.items[each], **fields}
        self.mine.update(frame.get("mine", {}))
        self.visible_version = int(frame["sync"]["at"])
        return self

    def take_vote(self, question: str, on: bool, votes: int) -> None:
        """The ok of an own vote: no `mine` follows to the socket that sent it."""
        mine = set(self.mine["votes"])
        item = self.items.get(question, {})
        mine = mine | {question} if on else mine - {question, *item.get("merged", [])}
        self.mine["votes"] = sorted(mine)
        if item:
            self.items[question] = {**item, "votes": votes}

    def knows(self) -> JSON:
        return {"items": self.items, "mine": self.mine}

    def copy(self) -> "Client":
        return deepcopy(self)


def fresh(room: Room, viewer: Person) -> Client:
    """A browser that joins now."""
    return Client().round_id(frame(room, viewer, None))
