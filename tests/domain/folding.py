"""A client of the wire that knows nothing of the server: it folds the frames it is sent."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from server.domain.model.people import Person
from server.domain.sync.difference import NONE, joined, personal, shared, stand, sync
from server.domain.sync.own_ballots import sight_of
from server.domain.sync.own_ballots import turned as turned_since
from server.domain.sync.versioned import Room
from server.domain.visibility import Sight
from server.wire import Step

JSON = dict[str, Any]


def frame(
    room: Room,
    viewer: Person,
    since: int | None,
    votes_since: int = 0,
    ballots_since: int = 0,
    seen: Sight | None = None,
) -> JSON:
    """What the wire would say to this viewer, as text and read again; the same by both ways to it.

    `seen` is the sight in which they stood at `since`, if that is known, as it is of a browser that stays.
    """
    seer = sight_of(room, viewer)
    if seen is not None:
        turned = seer.answered ^ seen.answered
    else:
        turned = NONE if since is None else turned_since(room, viewer, since)
    common = shared(room, seer, since, turned)
    own = personal(room, seer, viewer, since, votes_since, ballots_since)
    whole = joined(room, viewer, common, own)
    assert whole == sync(room, seer, viewer, since, votes_since, ballots_since, turned)
    text = Step("", common).joined(whole, str(stand(room, seer, viewer)))
    read: JSON = json.loads(text)
    assert bool(whole) == (read.keys() != {"sync"})
    return read


@dataclass
class Client:
    items: dict[str, JSON] = field(default_factory=dict)
    mine: JSON = field(default_factory=dict)
    stand: int | None = None

    def take(self, frame: JSON) -> "Client":
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
        self.stand = int(frame["sync"]["at"])
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
    return Client().take(frame(room, viewer, None))
