"""The exact difference between any version of a room and now, for each kind of viewer.

One function serves first joins, live updates, reconnects, gaps and browsers that fell behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from server.domain.commands import Vote
from server.domain.items import Question
from server.domain.room import Room
from server.domain.views import Body, Kind, Sight, counters, in_sight, see, whole

EMPTY_MINE: Body = {"votes": [], "ballots": {}, "questions": []}


@dataclass(frozen=True, slots=True)
class Difference:
    """What takes a viewer from a version to now. An id stands in at most one of `put`, `set` and `gone`."""

    put: tuple[Body, ...] = ()
    set: dict[str, Body] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    mine: Body | None = None
    full: bool = False

    def __bool__(self) -> bool:
        return bool(self.full or self.put or self.set or self.gone or self.mine)


def shared(room: Room, seer: Sight, since: int | None) -> Difference:
    """The part of a difference that all with this sight share. `since=None` means from nothing."""
    kind = seer.kind
    if since is None:
        bodies = (whole(room, item, kind) for item in room.items.values())
        return Difference(put=tuple(body for body in bodies if body is not None), mine=EMPTY_MINE, full=True)
    put: list[Body] = []
    changed_counters: dict[str, Body] = {}
    gone: list[str] = []
    for item_id, marks in room.changed_since(since):
        item = room.items[item_id]
        if marks.gone[kind] > max(since, marks.changed[kind]):
            # Even if it came into sight after `since`: a browser may be further on than it is brought from.
            gone.append(item_id)
        elif marks.changed[kind] > since:
            body = whole(room, item, kind)
            assert body is not None
            put.append(body)
        elif marks.counted > since and isinstance(item, Question) and marks.in_sight(kind):
            changed_counters[item_id] = counters(room, item)
    return Difference(tuple(put), changed_counters, tuple(gone))


def stand(room: Room, seer: Sight, person: str | None = None) -> int:
    """The version to come on from for who knows all that they may know now: of a sight, or of a person too.

    Later ones, of what is hidden from them, would tell them that something happened.
    """
    own = None if person is None or seer.kind is Kind.STAGE else room.own.get(person)
    return max(room.shown[seer.kind], 0 if own is None else own.any)


def has_personal(room: Room, person: str, since: int | None) -> bool:
    """Whether `personal` could be anything but empty: a look-up, for the many who have nothing."""
    own = room.own.get(person)
    return own is not None and (since is None or own.any > since)


def personal(room: Room, seer: Sight, person: str, since: int | None, votes_since: int = 0) -> Difference:
    """Own questions that are out of general sight, and what changed of `mine`.

    `votes_since` is the version up to which this browser knows its votes from its own acknowledgements.
    """
    own = room.own.get(person)
    if own is None or seer.kind is Kind.STAGE:
        return Difference()
    known = since or 0
    me = room.person(person)
    put: list[Body] = []
    gone: list[str] = []
    for question_id in me.asked if own.any > known else ():
        question, marks = room.existing(question_id), room.marks[question_id]
        if marks.newest(Kind.ASKER) <= known or in_sight(question, seer.kind):
            continue
        body = whole(room, question, Kind.ASKER)
        if body is None:
            if marks.gone[Kind.ASKER] > known:
                gone.append(question_id)
        elif max(marks.changed[Kind.ASKER], marks.counted) > known:
            put.append(body)
    mine: Body = {}
    if own.votes > max(known, votes_since):
        mine["votes"] = sorted(me.votes)
    if own.questions > known:
        mine["questions"] = list(me.asked)
    return Difference(put=tuple(put), gone=tuple(gone), mine=mine or None)


def told_by_ok(room: Room, seer: Sight, vote: Vote, stood: int) -> bool:
    """Whether the `ok` of a vote, now applied, tells a browser that stood there what became of its votes.

    Taking back reaches all that is merged into the question, and the browser knows those from the item
    alone: if that has changed since, it must be told its votes like any other.
    """
    return vote.on or room.marks[vote.id].changed[seer.kind] <= stood


def kept(room: Room, seer: Sight, person: str, gone: Iterable[str]) -> set[str]:
    """Those ids that left general sight and stay in this person's, because they asked them."""
    asked = room.person(person).asked
    return {each for each in gone if each in asked and see(room.items[each], Kind.ASKER, room.id) is not None}


def sync(room: Room, seer: Sight, person: str, since: int | None, votes_since: int = 0) -> Difference:
    """All that takes this person's browser from `since` to now, as one step."""
    return joined(
        room, seer, person, shared(room, seer, since), personal(room, seer, person, since, votes_since)
    )


def joined(room: Room, seer: Sight, person: str, common: Difference, own: Difference) -> Difference:
    """One step out of the shared part and a personal one."""
    stays = kept(room, seer, person, common.gone) if common.gone else set()
    gone = tuple(each for each in dict.fromkeys((*common.gone, *own.gone)) if each not in stays)
    mine = {**(common.mine or {}), **(own.mine or {})}
    return Difference((*common.put, *own.put), common.set, gone, mine or None, common.full)
