"""Who may know what. Everything that reaches a browser was answered here.

`see` is the one place for rules of visibility; what changed for whom is worked out in `sync`.
"""

from dataclasses import asdict, replace

from server.domain.model import ranking
from server.domain.model.items import Item, Leaders, Poll, Question, Talk
from server.domain.model.people import pseudonym
from server.domain.model.state import State
from server.domain.model.text import rfc3339
from server.domain.polls.leaderboard import top
from server.domain.polls.view import Body, count_poll, see_leaders, see_poll
from server.domain.visibility import ViewerKind, is_visible, results_shown


def see(item: Item | None, kind: ViewerKind, room_id: str, poll: Poll | None = None) -> Body | None:
    """The item as this kind of viewer may know it, without its counters; `None` if it is out of sight.
    `poll` is the one that an answer belongs to."""
    match item:
        case None:
            return None
        case Talk():
            return _see_talk(item, kind, room_id)
        case Poll():
            curating, presenting = (
                kind is ViewerKind.MODERATOR,
                kind in (ViewerKind.MODERATOR, ViewerKind.SPEAKER),
            )
            return (
                None
                if kind is ViewerKind.AUTHOR
                else see_poll(item, curating=curating, presenting=presenting)
            )
        case Leaders():
            return None if kind is ViewerKind.AUTHOR else see_leaders(item)
        case Question():
            return _see_question(item, kind) if is_visible(item, kind, poll) else None


def counters(state: State, item: Item, kind: ViewerKind) -> Body:
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


def whole(state: State, item: Item, kind: ViewerKind) -> Body | None:
    """The item with its counters, as `put` carries it."""
    body = see(item, kind, state.id, state.poll_of(item))
    if body is not None:
        body.update(counters(state, item, kind))
    return body


def archived(state: State) -> list[Body]:
    """The answered questions that the room no longer shows, as attendees saw them, oldest answer first."""
    kept = [item for item in state.questions() if item.archived and item.status == "answered"]
    kept.sort(key=lambda question: (question.settled_at or question.asked_at, question.id))
    return [
        body for each in kept if (body := whole(state, replace(each, archived=False), ViewerKind.ATTENDEE))
    ]


_OPTIONAL = ("announcement", "abstract", "place", "stream", "url", "cancelled", "blank")
"""Fields of a talk that are absent from its item when they are empty."""


def _see_talk(talk: Talk, kind: ViewerKind, room_id: str) -> Body:
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
    body.update({name: value for name in _OPTIONAL if (value := getattr(talk, name))})
    if talk.speakers:
        body["speakers"] = list(talk.speakers)
    if talk.clock is not None:
        body["clock"] = asdict(talk.clock)
    if talk.opens_at is not None and talk.closes_at is not None:
        body["opens_at"] = rfc3339(talk.opens_at)
        body["closes_at"] = rfc3339(talk.closes_at)
    if talk.note and kind in (ViewerKind.MODERATOR, ViewerKind.SPEAKER):
        body["note"] = {"text": talk.note, "read": talk.note_read}
    if kind is ViewerKind.MODERATOR:
        body["muted"] = [pseudonym(room_id, person) for person in talk.muted]
    return body


def _see_question(question: Question, kind: ViewerKind) -> Body:
    by = {"name": question.name, "sector": question.sector, "city": question.city}
    moderating = kind is ViewerKind.MODERATOR
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
        "assigned_to": (question.assigned_to or None)
        if kind in (ViewerKind.MODERATOR, ViewerKind.SPEAKER)
        else None,
        "translations": dict(question.translations) or None,
    }
    return {key: value for key, value in body.items() if value is not None}


def _answer(question: Question) -> Body | None:
    if question.status != "answered" or question.settled_at is None:
        return None
    at = {"at": rfc3339(question.settled_at)}
    return at if question.answer is None else {"text": question.answer, **at}
