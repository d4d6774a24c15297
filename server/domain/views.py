"""Who may know what. Everything that reaches a browser was answered here.

`see` is the one place for rules of visibility; what changed for whom is worked out in `sync`.
"""

from dataclasses import asdict, dataclass, replace
from enum import IntEnum

from server.domain import ranking
from server.domain.ballots import own_ballot
from server.domain.items import PUBLIC, Item, Leaders, Poll, Question, Talk
from server.domain.leaderboard import top
from server.domain.people import Person, Role, pseudonym
from server.domain.poll_views import Body, count_poll, see_leaders, see_poll
from server.domain.state import State
from server.domain.text import rfc3339


class Kind(IntEnum):
    """Kinds of viewer. Two are nobody's own: `ASKER` is how people see their own questions while hidden, and
    `ANSWERED` how attendees see a poll that shows its results to those who have answered it."""

    ATTENDEE = 0
    SPEAKER = 1
    MODERATOR = 2
    STAGE = 3
    ASKER = 4
    ANSWERED = 5


_KIND = {
    Role.ATTENDEE: Kind.ATTENDEE,
    Role.SPEAKER: Kind.SPEAKER,
    Role.MODERATOR: Kind.MODERATOR,
    Role.ORGANISER: Kind.MODERATOR,
    Role.STAGE: Kind.STAGE,
}
KINDS = (Kind.ATTENDEE, Kind.SPEAKER, Kind.MODERATOR, Kind.STAGE)


@dataclass(frozen=True, slots=True)
class Sight:
    """All who see alike share one sight, and so the same bytes. `answered` are polls that they look at as
    `Kind.ANSWERED`."""

    kind: Kind
    answered: frozenset[str] = frozenset()


_SIGHT = {role: Sight(kind) for role, kind in _KIND.items()}


def sight(role: Role) -> Sight:
    return _SIGHT[role]


def kind_for(item: Item, seer: Sight) -> Kind:
    """As what they look at this item."""
    poll = item.id if isinstance(item, Poll) else item.poll if isinstance(item, Question) else None
    return Kind.ANSWERED if poll in seer.answered else seer.kind


# ---- what one item looks like


def in_sight(question: Question, kind: Kind, poll: Poll | None = None) -> bool:
    """The rule of visibility: what is public for all; the rest for moderators, and for whoever asked.
    Answers to a `poll` are results of it, as long as its round lasts and they are somebody's answer."""
    if question.archived:
        return False
    if question.poll is not None:
        current = poll is not None and question.take == poll.take and question.status != "withdrawn"
        if not current or not results_shown(poll, kind):
            return False
    hidden_from = kind is not Kind.MODERATOR and kind is not Kind.ASKER
    return question.status in PUBLIC or not hidden_from


def results_shown(poll: Poll | None, kind: Kind) -> bool:
    """The rule of who sees a poll's results, in the order of the protocol's table."""
    if poll is None or kind is Kind.ASKER or poll.state in ("draft", "deleted"):
        return False
    if kind in (Kind.MODERATOR, Kind.SPEAKER):
        return True
    if poll.revealed is not None:
        return poll.revealed
    match poll.show:
        case "always":
            return True
        case "answered":
            return poll.state == "closed" or kind is Kind.ANSWERED
        case "closed":
            return poll.state == "closed"
        case "hand":
            return False


def depends_on_answering(poll: Poll) -> bool:
    """Whether those who have answered see what other attendees do not."""
    return results_shown(poll, Kind.ANSWERED) and not results_shown(poll, Kind.ATTENDEE)


def see(item: Item | None, kind: Kind, room_id: str, poll: Poll | None = None) -> Body | None:
    """The item as this kind of viewer may know it, without its counters; `None` if it is out of sight.
    `poll` is the one that an answer belongs to."""
    match item:
        case None:
            return None
        case Talk():
            return _see_talk(item, kind, room_id)
        case Poll():
            curating, presenting = kind is Kind.MODERATOR, kind in (Kind.MODERATOR, Kind.SPEAKER)
            return None if kind is Kind.ASKER else see_poll(item, curating=curating, presenting=presenting)
        case Leaders():
            return None if kind is Kind.ASKER else see_leaders(item)
        case Question():
            return _see_question(item, kind) if in_sight(item, kind, poll) else None


def counters(state: State, item: Item, kind: Kind) -> Body:
    """The fields that travel in `set`, all absolute."""
    match item:
        case Question():
            votes = state.tally.get(item.id, 0)
            return {"votes": votes, "top": ranking.top(votes, item.asked_at, item.pinned)}
        case Poll():
            return count_poll(state, item, shown=results_shown(item, kind))
        case Leaders():
            return {"top": top(state, item)}
        case _:
            return {}


def whole(state: State, item: Item, kind: Kind) -> Body | None:
    """The item with its counters, as `put` carries it."""
    body = see(item, kind, state.id, state.poll_of(item))
    if body is not None:
        body.update(counters(state, item, kind))
    return body


def archived(state: State) -> list[Body]:
    """The answered questions that the room no longer shows, as attendees saw them, oldest answer first."""
    kept = [item for item in state.questions() if item.archived and item.status == "answered"]
    kept.sort(key=lambda question: (question.settled_at or question.asked_at, question.id))
    return [body for each in kept if (body := whole(state, replace(each, archived=False), Kind.ATTENDEE))]


def may_see(state: State, question: Question | None, person: Person) -> bool:
    """Whether an id may be known to this person; to everybody else it is as if it had never existed."""
    if question is None:
        return False
    if question.is_public and question.poll is None:
        return True
    poll = state.poll_of(question)
    return any(in_sight(question, kind, poll) for kind in kinds(state, question, person))


def kinds(state: State, question: Question, person: Person) -> tuple[Kind, ...]:
    """As what this person looks at the question: as their role does, and as its asker if they are."""
    poll = state.poll_of(question)
    kind = _KIND[person.role]
    if poll is not None and kind is Kind.ATTENDEE and own_ballot(state, person, poll) is not None:
        return (Kind.ANSWERED,)
    return (kind, Kind.ASKER) if question.asker == person.id else (kind,)


def _see_talk(talk: Talk, kind: Kind, room_id: str) -> Body:
    body: Body = {
        "kind": "room",
        "id": talk.id,
        "title": talk.title,
        "track": talk.track,
        "state": talk.state,
        "languages": list(talk.languages),
        "settings": {**asdict(talk.settings), "reactions": list(talk.settings.reactions)},
        "now": talk.now,
        "starts_at": rfc3339(talk.starts_at),
        "ends_at": rfc3339(talk.ends_at),
    }
    if talk.announcement:
        body["announcement"] = talk.announcement
    if talk.stream:
        body["stream"] = talk.stream
    if talk.blank:
        body["blank"] = True
    if talk.note and kind in (Kind.MODERATOR, Kind.SPEAKER):
        body["note"] = {"text": talk.note, "read": talk.note_read}
    if kind is Kind.MODERATOR:
        body["muted"] = [pseudonym(room_id, person) for person in talk.muted]
    return body


def _see_question(question: Question, kind: Kind) -> Body:
    by = {"name": question.name, "sector": question.sector, "city": question.city}
    moderating = kind is Kind.MODERATOR
    hidden = not question.is_public
    if moderating:
        by["person"] = question.pseudonym
    body: Body = {
        "kind": "question" if question.poll is None else "entry",
        "id": question.id,
        "poll": question.poll,
        "text": question.text,
        "lang": question.lang,
        "status": question.status,
        "new": ranking.new(question.published_at, question.asked_at),
        "asked_at": rfc3339(question.asked_at),
        "by": {key: value for key, value in by.items() if value is not None}
        if question.poll is None
        else None,
        "labels": list(question.labels),
        "answer": _answer(question),
        "reason": question.reason if hidden else None,
        "into": question.into if hidden else None,
        "merged": list(question.merged) or None,
        "original": question.original if moderating else None,
        "skipped": question.skipped or None,
        "pinned": question.pinned or None,
        "assigned_to": (question.assigned_to or None) if kind in (Kind.MODERATOR, Kind.SPEAKER) else None,
        "translations": dict(question.translations) or None,
    }
    return {key: value for key, value in body.items() if value is not None}


def _answer(question: Question) -> Body | None:
    if question.status != "answered" or question.settled_at is None:
        return None
    at = {"at": rfc3339(question.settled_at)}
    return at if question.answer is None else {"text": question.answer, **at}
