"""Items as each kind of viewer may see them. Everything that browsers learn about a room is made here.

The rules themselves are in `visibility`. Which items changed for which viewers is worked out in `sync`.
"""

from dataclasses import asdict, replace
from datetime import datetime
from typing import NamedTuple

from server.domain.model import ranking
from server.domain.model.items import Item, Leaders, Poll, Question, Talk
from server.domain.model.people import pseudonym
from server.domain.model.state import State
from server.domain.model.text import rfc3339
from server.domain.polls.leaderboard import top_players
from server.domain.polls.view import Body, leaders_body, poll_body, poll_counters
from server.domain.visibility import ViewerKind, is_visible, results_shown


def item_body(item: Item | None, kind: ViewerKind, room_id: str, poll: Poll | None = None) -> Body | None:
    """The item's fields that this kind of viewer may see, without its counters; `None` if it is hidden.

    `poll` is the poll that an entry answers. Called twelve times for each item that an event changes (each
    kind, before and after), then once for each view that the item is sent to.
    """
    match item:
        case None:
            return None
        case Talk():
            return _talk_body(item, kind, room_id)
        case Poll():
            if kind is ViewerKind.AUTHOR:
                return None
            return poll_body(item, curating=kind is ViewerKind.MODERATOR)
        case Leaders():
            return None if kind is ViewerKind.AUTHOR else leaders_body(item)
        case Question():
            return _question_body(item, kind) if is_visible(item, kind, poll) else None


def counters(state: State, item: Item, kind: ViewerKind) -> Body:
    """The item's counters, which are sent in `set`. Each is an absolute value, never a difference."""
    match item:
        case Question():
            votes = state.tally.get(item.id, 0)
            return {"votes": votes, "top": ranking.top(votes, item.asked_at, item.pinned)}
        case Poll():
            return poll_counters(state, item, shown=results_shown(item, kind))
        case Leaders():
            return {"top": top_players(state, item, curating=kind is ViewerKind.MODERATOR)}
        case _:
            return {}


def full_body(state: State, item: Item, kind: ViewerKind) -> Body | None:
    """The item's fields and counters, as `put` carries them; `None` if it is hidden from this kind."""
    body = item_body(item, kind, state.id, state.poll_of(item))
    if body is not None:
        body.update(counters(state, item, kind))
    return body


def archived_questions(state: State) -> list[Body]:
    """The answered questions that the room no longer shows, as attendees saw them, oldest answer first."""
    archived = [item for item in state.questions() if item.archived and item.status == "answered"]
    archived.sort(key=lambda question: (question.settled_at or question.asked_at, question.id))
    shown = (replace(question, archived=False) for question in archived)
    return [body for each in shown if (body := full_body(state, each, ViewerKind.ATTENDEE))]


class SeenQuestion(NamedTuple):
    """A question as a kind of viewer sees it, and the time at which it was first published, if it was."""

    body: Body
    published_at: datetime | None


def seen_questions(state: State, kind: ViewerKind) -> list[SeenQuestion]:
    """All questions that this kind of viewer may see or could see before they left the live room.

    They are in the order in which they were asked. Entries of polls are not among them.
    """
    seen: list[SeenQuestion] = []
    for question in state.questions():
        body = full_body(state, replace(question, archived=False), kind) if question.poll is None else None
        if body is not None:
            seen.append(SeenQuestion(body, question.published_at))
    return seen


_OPTIONAL = ("announcement", "abstract", "place", "stream", "url", "cancelled", "blank")
"""Fields of a talk that are absent from its item when they are empty."""


def _talk_body(talk: Talk, kind: ViewerKind, room_id: str) -> Body:
    body: Body = {
        "kind": "room",
        "id": talk.id,
        "title": talk.title,
        "track": talk.track,
        "state": talk.state,
        "languages": list(talk.languages),
        "settings": {**asdict(talk.settings), "reactions": list(talk.settings.reactions)},
        "now": talk.answering,
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


def _question_body(question: Question, kind: ViewerKind) -> Body:
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
        "translations": {each.lang: each.text for each in question.translations} or None,
    }
    return {key: value for key, value in body.items() if value is not None}


def _answer(question: Question) -> Body | None:
    if question.status != "answered" or question.settled_at is None:
        return None
    at = {"at": rfc3339(question.settled_at)}
    return at if question.answer is None else {"text": question.answer, **at}
