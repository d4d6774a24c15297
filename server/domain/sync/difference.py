"""The exact difference between any version of a room and now, for each kind of viewer.

One function serves first joins, live updates, reconnects, gaps and browsers that fell behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from server.domain.model.commands import Vote
from server.domain.model.items import Item, Poll, Question
from server.domain.model.people import Person
from server.domain.polls.view import Body
from server.domain.sync import own_ballots as ballots
from server.domain.sync.change_versions import PersonalVersions
from server.domain.sync.versioned import Room
from server.domain.views import counters, see, whole
from server.domain.visibility import View, ViewerKind, is_visible, kind_for_item

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


NO_POLLS: frozenset[str] = frozenset()


def shared(room: Room, view: View, since: int | None, resent: frozenset[str] = NO_POLLS) -> Difference:
    """The part of a difference that all with this sight share. `since=None` means from nothing.

    `resent` are polls that they may have seen as another kind of viewer: those are told anew.
    """
    if since is None:
        bodies = (whole(room, item, kind_for_item(item, view)) for item in room.items.values())
        return Difference(put=tuple(body for body in bodies if body is not None), mine=EMPTY_MINE, full=True)
    put: list[Body] = []
    changed_counters: dict[str, Body] = {}
    gone: list[str] = []
    for item_id, versions in room.changed_since(since):
        item = room.items[item_id]
        if resent and _poll_id(item) in resent:
            continue
        kind = kind_for_item(item, view)
        if versions.hidden[kind] > max(since, versions.changed[kind]):
            # Even if it came into sight after `since`: a browser may be further on than it is brought from.
            gone.append(item_id)
        elif versions.changed[kind] > since:
            body = whole(room, item, kind)
            assert body is not None
            put.append(body)
        elif versions.is_visible(kind) and versions.counters_version(item, kind) > since:
            changed_counters[item_id] = counters(room, item, kind)
    for item in room.items.values() if resent else ():
        if _poll_id(item) in resent:
            _resend(room, item, view, since, put, gone)
    return Difference(tuple(put), changed_counters, tuple(gone))


def _resend(room: Room, item: Item, view: View, since: int, put: list[Body], gone: list[str]) -> None:
    """A poll, or an answer to one, whatever was known of it: whole, or gone if they may hold it."""
    body = whole(room, item, kind_for_item(item, view))
    if body is not None:
        put.append(body)
        return
    # What only those see who have answered was never in sight of who has not: not even its id is told.
    versions = room.versions[item.id]
    if max(versions.hidden[ViewerKind.ATTENDEE], versions.hidden[ViewerKind.RESPONDENT]) > since:
        gone.append(item.id)


def _poll_id(item: Item) -> str | None:
    return item.id if isinstance(item, Poll) else item.poll if isinstance(item, Question) else None


def visible_version(room: Room, view: View, person: Person | None = None) -> int:
    """The version to come on from for who knows all that they may know now: of a sight, or of a person too.

    Later ones, of what is hidden from them, would tell them that something happened.
    """
    shown = max(
        room.visible_versions[view.kind], room.visible_versions[ViewerKind.RESPONDENT] if view.answered else 0
    )
    if person is None or view.kind is ViewerKind.STAGE:
        return shown
    own = room.personal_versions.get(person.id)
    return max(shown, 0 if own is None else own.any, ballots.last_change(room, person, shown))


def has_personal(room: Room, person: Person, since: int | None) -> bool:
    """Whether `personal` could be anything but empty: a look-up, for the many who have nothing."""
    own = room.personal_versions.get(person.id)
    asked_or_voted = own is not None and (since is None or own.any > since)
    return asked_or_voted or ballots.last_change(room, person, since or 0) > 0


def personal(
    room: Room,
    view: View,
    person: Person,
    since: int | None,
    votes_since: int = 0,
    ballots_since: int = 0,
) -> Difference:
    """Own questions that are out of general sight, and what changed of `mine`.

    `votes_since` and `ballots_since` are the versions up to which this browser knows its votes and ballots
    from its own acknowledgements.
    """
    if view.kind is ViewerKind.STAGE:
        return Difference()
    known = since or 0
    own = room.personal_versions.get(person.id, PersonalVersions())
    me = room.person(person.id)
    put: list[Body] = []
    gone: list[str] = []
    for question_id in me.asked if own.any > known else ():
        question, versions = room.require_question(question_id), room.versions[question_id]
        if versions.last_change(ViewerKind.AUTHOR) <= known or is_visible(question, view.kind):
            continue
        body = whole(room, question, ViewerKind.AUTHOR)
        if body is None:
            if versions.hidden[ViewerKind.AUTHOR] > known:
                gone.append(question_id)
        elif max(versions.changed[ViewerKind.AUTHOR], versions.counters_changed) > known:
            put.append(body)
    mine: Body = {}
    if own.votes > max(known, votes_since):
        mine["votes"] = sorted(me.votes)
    if ballots.last_change(room, person, max(known, ballots_since)):
        mine["ballots"] = ballots.own(room, person)
    if own.questions > known:
        mine["questions"] = list(me.asked)
    return Difference(put=tuple(put), gone=tuple(gone), mine=mine or None)


def ok_suffices(room: Room, view: View, vote: Vote, version: int) -> bool:
    """Whether the `ok` of a vote, now applied, tells a browser that stood there what became of its votes.

    Taking back reaches all that is merged into the question, and the browser knows those from the item
    alone: if that has changed since, it must be told its votes like any other.
    """
    return (
        vote.on
        or room.versions[vote.id].changed[kind_for_item(room.require_question(vote.id), view)] <= version
    )


def kept(room: Room, person: Person, gone: Iterable[str]) -> set[str]:
    """Those ids that left general sight and stay in this person's, because they asked them."""
    asked = room.person(person.id).asked
    return {
        each
        for each in gone
        if each in asked and see(room.items[each], ViewerKind.AUTHOR, room.id) is not None
    }


def sync(
    room: Room,
    view: View,
    person: Person,
    since: int | None,
    votes_since: int = 0,
    ballots_since: int = 0,
    resent: frozenset[str] = NO_POLLS,
) -> Difference:
    """All that takes this person's browser from `since` to now, as one step."""
    common = shared(room, view, since, resent)
    own = personal(room, view, person, since, votes_since, ballots_since)
    return joined(room, person, common, own)


def joined(room: Room, person: Person, common: Difference, own: Difference) -> Difference:
    """One step out of the shared part and a personal one."""
    stays = kept(room, person, common.gone) if common.gone else set()
    gone = tuple(each for each in dict.fromkeys((*common.gone, *own.gone)) if each not in stays)
    mine = {**(common.mine or {}), **(own.mine or {})}
    return Difference((*common.put, *own.put), common.set, gone, mine or None, common.full)
