"""Who may know what. Everything that reaches a browser was answered here.

`see` is the one place for rules of visibility; what changed for whom is worked out in `sync`.
"""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from server.domain import ranking
from server.domain.items import PUBLIC, Item, Leaders, Poll, Question, Talk
from server.domain.people import Person, Role, pseudonym
from server.domain.state import State

Body = dict[str, Any]  # an item as the wire has it


class Kind(IntEnum):
    """Kinds of viewer. `ASKER` is nobody's own: it is how people see their own questions while hidden."""

    ATTENDEE = 0
    SPEAKER = 1
    MODERATOR = 2
    STAGE = 3
    ASKER = 4


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
    """All who see alike share one sight, and so the same bytes."""

    kind: Kind


_SIGHT = {role: Sight(kind) for role, kind in _KIND.items()}


def sight(role: Role) -> Sight:
    return _SIGHT[role]


# ---- what one item looks like


def in_sight(question: Question, kind: Kind) -> bool:
    """The rule of visibility: what is public for all; the rest for moderators, and for whoever asked."""
    hidden_from = kind is not Kind.MODERATOR and kind is not Kind.ASKER
    return not question.archived and (question.status in PUBLIC or not hidden_from)


def see(item: Item | None, kind: Kind, room_id: str) -> Body | None:
    """The item as this kind of viewer may know it, without its counters; `None` if it is out of sight."""
    if item is None:
        return None
    if isinstance(item, Talk):
        return _see_talk(item, kind, room_id)
    if isinstance(item, Poll | Leaders):
        return None
    return _see_question(item, kind) if in_sight(item, kind) else None


def counters(state: State, question: Question) -> Body:
    """The fields that travel in `set`, all absolute."""
    votes = state.tally.get(question.id, 0)
    return {"votes": votes, "top": ranking.top(votes, question.asked_at, question.pinned)}


def whole(state: State, item: Item, kind: Kind) -> Body | None:
    """The item with its counters, as `put` carries it."""
    body = see(item, kind, state.id)
    if body is not None and isinstance(item, Question):
        body.update(counters(state, item))
    return body


def archived(state: State) -> list[Body]:
    """The answered questions that the room no longer shows, as attendees saw them, oldest answer first."""
    kept = [item for item in state.questions() if item.archived and item.status == "answered"]
    kept.sort(key=lambda question: (question.settled_at or question.asked_at, question.id))
    return [body for each in kept if (body := whole(state, replace(each, archived=False), Kind.ATTENDEE))]


def may_see(question: Question | None, person: Person) -> bool:
    """Whether an id may be known to this person; to everybody else it is as if it had never existed."""
    if question is None:
        return False
    return question.is_public or any(in_sight(question, kind) for kind in kinds(question, person))


def kinds(question: Question, person: Person) -> tuple[Kind, ...]:
    """As what this person looks at the question: as their role does, and as its asker if they are."""
    kind = _KIND[person.role]
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
        "kind": "question",
        "id": question.id,
        "text": question.text,
        "lang": question.lang,
        "status": question.status,
        "new": ranking.new(question.published_at, question.asked_at),
        "asked_at": rfc3339(question.asked_at),
        "by": {key: value for key, value in by.items() if value is not None},
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


def rfc3339(at: datetime) -> str:
    """UTC to the second where that is exact, else to the millisecond."""
    text = at.astimezone(UTC).isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return text.replace("+00:00", "Z")
