"""The life of a question: who may move it where, and what each move leaves behind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from server.domain import commands as c
from server.domain import events as e
from server.domain.events import Status
from server.domain.items import PUBLIC, Question, Talk
from server.domain.merging import standing_for
from server.domain.people import Person, moderates
from server.domain.refusal import Refused
from server.domain.state import State
from server.domain.views import may_see
from server.domain.voting import Toggle, backs, toggles

Found = tuple[list[e.Event], dict[str, Any]]
NewId = Callable[[], str]

_SHOWN: frozenset[Status] = frozenset({"published", "answering"})
_KEPT: frozenset[Status] = frozenset({"pending", "published", "answering", "answered", "declined"})

FROM: dict[str, frozenset[Status]] = {
    "question.publish": frozenset({"pending"}),
    "question.unpublish": frozenset({"published"}),
    "question.decline": frozenset({"pending", "published", "answering"}),
    "question.restore": frozenset({"declined", "answered"}),
    "question.take": frozenset({"published"}),
    "question.skip": _SHOWN,
    "question.answered": _SHOWN,
    "question.edit": _KEPT,
    "question.withdraw": frozenset({"pending"}),
    "question.merge": frozenset({"pending", "published"}),
    "question.unmerge": frozenset({"merged"}),
    "question.pin": PUBLIC,
    "question.unpin": _KEPT,
    "question.label": _KEPT,
    "question.assign": _KEPT,
    "question.translate": _KEPT,
    "question.touch": frozenset({*_KEPT, "merged", "withdrawn"}),
}
"""From which status each command starts; anything else is `wrong_state`."""


# ---- what comes of a command


def _ask(state: State, person: Person, command: c.Ask, now: datetime, new_id: NewId) -> Found:
    talk = state.talk
    moderating = moderates(person)
    if not moderating:
        _unmuted(talk, person)
        if talk.state != "open" or not talk.settings.asking:
            raise Refused("closed", "the room takes no questions now")
    if command.name is None and not talk.settings.anonymous and not moderating:
        raise Refused("invalid", "a name is needed here", field="name")
    status = "pending" if talk.settings.premoderated and not moderating else "published"
    if status == "published":
        _room_for(state, 1)
    elif _waiting(state, person.id) >= state.limits.waiting:
        raise Refused("quota", "too many of your questions are waiting already")
    question_id = "q_" + new_id()
    asked = e.QuestionAsked(
        id=question_id,
        person=person.id,
        at=now,
        status=status,
        **command.model_dump(include={"text", "name", "lang", "sector", "city"}),
    )
    return [asked], {"id": question_id, "status": status}


def _edit(state: State, person: Person, command: c.Edit, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    by_asker = not moderates(person)
    if by_asker:
        _unmuted(state.talk, person)
        _own_and_pending(question, person)
    else:
        _from(question, command.do)
    if question.text == command.text:
        return [], {}
    return [e.QuestionEdited(id=question.id, text=command.text, by_asker=by_asker)], {}


def _withdraw(state: State, person: Person, command: c.Withdraw, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _own_and_pending(question, person)
    return [e.QuestionWithdrawn(id=question.id)], {}


def _vote(state: State, person: Person, command: c.Vote, now: datetime, new_id: NewId) -> Found:
    """The event of a single vote; a batch makes one of many."""
    changes, votes = vote(state, person, command)
    return [e.VotesCast(votes=tuple(changes))] if changes else [], {"votes": votes}


def vote(state: State, person: Person, command: c.Vote) -> tuple[list[Toggle], int]:
    """What a vote changes, and how many the question has after it. Raises `Refused`."""
    question = state.question(command.id)
    if question is not None and question.status == "merged":
        target = standing_for(state, question)
        known = question.published_at is not None or may_see(state, question, person)
        if known and may_see(state, target, person):
            raise Refused("merged", "votes for this question go to another now", into=target.id)
    question = _visible(state, question, person)
    talk = state.talk
    if not moderates(person):
        _unmuted(talk, person)
        if talk.state not in ("open", "paused") or not talk.settings.voting:
            raise Refused("closed", "the room takes no votes now")
    if not question.is_public:
        raise Refused("wrong_state", f"a question that is {question.status} takes no votes")
    changes = toggles(state, person.id, question, command.on)
    backed = backs(state.person(person.id).votes, question)
    return changes, state.tally[question.id] + command.on - backed


def _publish(state: State, person: Person, command: c.Publish, now: datetime, new_id: NewId) -> Found:
    chosen = _targets(state, person, command, done={"published", "answering"})
    _room_for(state, len(chosen))
    ids = tuple(question.id for question in chosen)
    return [e.QuestionsPublished(ids=ids, at=now)] if ids else [], {"ids": list(ids)}


def _decline(state: State, person: Person, command: c.Decline, now: datetime, new_id: NewId) -> Found:
    chosen = _targets(state, person, command, done={"declined"})
    ids = tuple(question.id for question in chosen)
    if not ids:
        return [], {"ids": []}
    declined = e.QuestionsDeclined(ids=ids, reason=command.reason, at=now)
    return [declined, *_archiving(state, "declined", len(ids))], {"ids": list(ids)}


def _restore(state: State, person: Person, command: c.Restore, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    return [e.QuestionRestored(id=question.id, status=_status_before(state, question))], {}


def _take(state: State, person: Person, command: c.Take, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    return [e.QuestionTaken(id=question.id, back=state.talk.now)], {}


def _answered(state: State, person: Person, command: c.Answer, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    answered = e.QuestionAnswered(id=question.id, text=command.text, at=now)
    return [answered, *_archiving(state, "answered", 1)], {}


def _merge(state: State, person: Person, command: c.Merge, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    target = _access(state, person, command.into, field="into")
    if target.id == question.id:
        raise Refused("invalid", "a question can't be merged into itself", field="into")
    if not target.is_public:
        raise Refused("wrong_state", "only a public question can stand for others", field="into")
    return [e.QuestionMerged(id=question.id, into=target.id)], {}


def _unmerge(state: State, person: Person, command: c.Unmerge, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    return [e.QuestionUnmerged(id=question.id, status=_status_before(state, question))], {}


def _pin(state: State, person: Person, command: c.Pin | c.Unpin, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    on = isinstance(command, c.Pin)
    return [e.QuestionPinned(id=question.id, on=on)] if question.pinned != on else [], {}


def _label(state: State, person: Person, command: c.Label, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    if question.labels == command.labels:
        return [], {}
    return [e.QuestionLabelled(id=question.id, labels=command.labels)], {}


def _assign(state: State, person: Person, command: c.Assign, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    if question.assigned_to == command.to:
        return [], {}
    return [e.QuestionAssigned(id=question.id, to=command.to)], {}


def _translate(state: State, person: Person, command: c.Translate, now: datetime, new_id: NewId) -> Found:
    question = _access(state, person, command.id)
    _from(question, command.do)
    return [e.QuestionTranslated(id=question.id, lang=command.lang, text=command.text)], {}


def _simple(event: type[e.QuestionUnpublished | e.QuestionSkipped]) -> Callable[..., Found]:
    def decide(state: State, person: Person, command: c.OnOne, now: datetime, new_id: NewId) -> Found:
        question = _access(state, person, command.id)
        _from(question, command.do)
        return [event(id=question.id)], {}

    return decide


def _touch(state: State, person: Person, command: c.Touch, now: datetime, new_id: NewId) -> Found:
    _access(state, person, command.id)
    return [], {}


# ---- what commands share


def _access(state: State, person: Person, question_id: str, field: str = "id") -> Question:
    """The question, if this person may know of it; else it is as if it had never existed."""
    return _visible(state, state.question(question_id), person, field)


def _visible(state: State, question: Question | None, person: Person, field: str = "id") -> Question:
    if question is None or not may_see(state, question, person):
        raise Refused("unknown", "no such question here", field=field)
    return question


def _from(question: Question, do: str) -> None:
    if question.status not in FROM[do]:
        raise Refused("wrong_state", f"{do} is not for a question that is {question.status}")


def _own_and_pending(question: Question, person: Person) -> None:
    if question.asker != person.id:
        raise Refused("forbidden", "only its asker may do that")
    if question.status != "pending":
        raise Refused("wrong_state", f"the question is {question.status} already")


def _unmuted(talk: Talk, person: Person) -> None:
    if person.id in talk.muted:
        raise Refused("muted", "a moderator has muted you in this room")


def _targets(state: State, person: Person, command: c.Bulk, done: set[Status]) -> list[Question]:
    """The questions to move. Of several, those that a colleague has moved already are left out."""
    chosen = [_access(state, person, each, "ids" if command.ids else "id") for each in command.targets]
    if command.ids:
        chosen = [question for question in chosen if question.status not in done]
    for question in chosen:
        _from(question, command.do)
    return chosen


def _room_for(state: State, more: int) -> None:
    shown = sum(question.status in _SHOWN for question in state.questions())
    if more and shown + more > state.limits.published:
        raise Refused("full", "the room shows as many questions as it can")


def _waiting(state: State, person: str) -> int:
    return sum(state.existing(each).status == "pending" for each in state.person(person).asked)


def _status_before(state: State, question: Question) -> Status:
    """Where a question goes back to. What is being answered now is never pushed aside by that."""
    before = question.before
    assert before is not None
    if before in _SHOWN:
        _room_for(state, 1)
    return "published" if before == "answering" and state.talk.now is not None else before


def _archiving(state: State, status: Status, more: int) -> list[e.Event]:
    """Make room for `more` settled questions by archiving those that were settled longest ago."""
    settled = [q for q in state.questions() if q.status == status and not q.archived and q.settled_at]
    excess = len(settled) + more - state.limits.settled
    if excess <= 0 or not settled:
        return []
    settled.sort(key=lambda question: (question.settled_at, question.id))
    return [e.QuestionsArchived(ids=tuple(question.id for question in settled[:excess]))]


DECIDE: dict[type[c.Command], Callable[..., Found]] = {
    c.Ask: _ask,
    c.Edit: _edit,
    c.Withdraw: _withdraw,
    c.Vote: _vote,
    c.Publish: _publish,
    c.Unpublish: _simple(e.QuestionUnpublished),
    c.Decline: _decline,
    c.Restore: _restore,
    c.Pin: _pin,
    c.Unpin: _pin,
    c.Take: _take,
    c.Skip: _simple(e.QuestionSkipped),
    c.Answer: _answered,
    c.Label: _label,
    c.Assign: _assign,
    c.Merge: _merge,
    c.Unmerge: _unmerge,
    c.Translate: _translate,
    c.Touch: _touch,
}
