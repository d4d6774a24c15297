"""The exact difference between any version of a room and now, for each kind of viewer.

The same functions serve first joins, live updates, reconnects, gaps and browsers that fell behind.
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
from server.domain.views import counters, full_body, item_body
from server.domain.visibility import View, ViewerKind, is_visible, kind_for_item

EMPTY_MINE: Body = {"votes": [], "ballots": {}, "questions": []}
"""The `mine` of a person without votes, ballots and questions."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes that bring a viewer from one version to now.

    `put` are whole items, `set` are counters by item id, `gone` are ids of items to remove, `mine` are the
    changed parts of the viewer's own votes, ballots and questions. With `full`, the viewer drops all that it
    had. An id is in at most one of `put`, `set` and `gone`.
    """

    put: tuple[Body, ...] = ()
    set: dict[str, Body] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    mine: Body | None = None
    full: bool = False

    def __bool__(self) -> bool:
        return bool(self.full or self.put or self.set or self.gone or self.mine)


NO_POLLS: frozenset[str] = frozenset()


def shared_difference(
    room: Room, view: View, since: int | None, resent: frozenset[str] = NO_POLLS
) -> Difference:
    """The part of the difference since a version that is the same for all people with this view.

    Without `since` it is full. `resent` are ids of polls that these people may have seen as another kind of
    viewer: those are sent whole, with their entries, or as gone.
    """
    if since is None:
        bodies = (full_body(room, item, kind_for_item(item, view)) for item in room.items.values())
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
            # Also if it became visible after `since`: a browser may be at a later version than `since`.
            gone.append(item_id)
        elif versions.changed[kind] > since:
            body = full_body(room, item, kind)
            assert body is not None
            put.append(body)
        elif versions.is_visible(kind) and versions.counters_version(item, kind) > since:
            changed_counters[item_id] = counters(room, item, kind)
    for item in room.items.values() if resent else ():
        if _poll_id(item) in resent:
            _resend(room, item, view, since, put, gone)
    return Difference(tuple(put), changed_counters, tuple(gone))


def _resend(room: Room, item: Item, view: View, since: int, put: list[Body], gone: list[str]) -> None:
    """Adds a poll or an entry whole, or as gone if the viewer may have it."""
    body = full_body(room, item, kind_for_item(item, view))
    if body is not None:
        put.append(body)
        return
    # The id of an entry that only respondents saw is not sent to a person who has not answered.
    versions = room.versions[item.id]
    if max(versions.hidden[ViewerKind.ATTENDEE], versions.hidden[ViewerKind.RESPONDENT]) > since:
        gone.append(item.id)


def _poll_id(item: Item) -> str | None:
    return item.id if isinstance(item, Poll) else item.poll if isinstance(item, Question) else None


def visible_version(room: Room, view: View, person: Person | None = None) -> int:
    """The version to tell a viewer that is up to date: the last one with a change that they may see.

    It counts changes visible to `view`, and with `person` that person's own changes. A later version would
    tell them that something hidden happened.
    """
    visible = max(
        room.visible_versions[view.kind], room.visible_versions[ViewerKind.RESPONDENT] if view.answered else 0
    )
    if person is None or view.kind is ViewerKind.STAGE:
        return visible
    own = room.personal_versions.get(person.id)
    return max(visible, 0 if own is None else own.any, ballots.last_change(room, person, visible))


def has_personal(room: Room, person: Person, since: int | None) -> bool:
    """Whether `personal_difference` may be non-empty. It is cheap for the many people without any."""
    own = room.personal_versions.get(person.id)
    asked_or_voted = own is not None and (since is None or own.any > since)
    return asked_or_voted or ballots.last_change(room, person, since or 0) > 0


def personal_difference(
    room: Room,
    view: View,
    person: Person,
    since: int | None,
    votes_since: int = 0,
    ballots_since: int = 0,
) -> Difference:
    """The part of the difference that is only this person's: own hidden questions, and changes of `mine`.

    `votes_since` and `ballots_since` are the versions up to which this browser knows its own votes and
    ballots from the replies to its commands.
    """
    if view.kind is ViewerKind.STAGE:
        return Difference()
    start = since or 0
    own = room.personal_versions.get(person.id, PersonalVersions())
    participation = room.participation(person.id)
    put: list[Body] = []
    gone: list[str] = []
    for question_id in participation.asked if own.any > start else ():
        question, versions = room.require_question(question_id), room.versions[question_id]
        if versions.last_change(ViewerKind.AUTHOR) <= start or is_visible(question, view.kind):
            continue
        body = full_body(room, question, ViewerKind.AUTHOR)
        if body is None:
            if versions.hidden[ViewerKind.AUTHOR] > start:
                gone.append(question_id)
        elif max(versions.changed[ViewerKind.AUTHOR], versions.counters_changed) > start:
            put.append(body)
    mine: Body = {}
    if own.votes > max(start, votes_since):
        mine["votes"] = sorted(participation.votes)
    if ballots.last_change(room, person, max(start, ballots_since)):
        mine["ballots"] = ballots.answers_of(room, person)
    if own.questions > start:
        mine["questions"] = list(participation.asked)
    return Difference(put=tuple(put), gone=tuple(gone), mine=mine or None)


def ok_suffices(room: Room, view: View, vote: Vote, version: int) -> bool:
    """Whether the reply to a vote, which is applied by now, tells a browser at `version` all its votes.

    Taking a vote back also takes back those for all questions merged into the question. The browser knows
    those only from the item, so it must be sent its votes if the item has changed since.
    """
    return (
        vote.on
        or room.versions[vote.id].changed[kind_for_item(room.require_question(vote.id), view)] <= version
    )


def _still_visible(room: Room, person: Person, gone: Iterable[str]) -> set[str]:
    """The ids in `gone` of questions that this person still sees, because they asked them."""
    asked = room.participation(person.id).asked
    return {
        each
        for each in gone
        if each in asked and item_body(room.items[each], ViewerKind.AUTHOR, room.id) is not None
    }


def combine(room: Room, person: Person, shared: Difference, personal: Difference) -> Difference:
    """The whole difference for this person, out of the shared part and theirs."""
    stays = _still_visible(room, person, shared.gone) if shared.gone else set()
    gone = tuple(each for each in dict.fromkeys((*shared.gone, *personal.gone)) if each not in stays)
    mine = {**(shared.mine or {}), **(personal.mine or {})}
    return Difference((*shared.put, *personal.put), shared.set, gone, mine or None, shared.full)
