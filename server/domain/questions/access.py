"""Whether a question may be acted on: who may name it, from which status, and how many there may be."""

from collections import Counter

from server.domain.model import commands as c
from server.domain.model import events as e
from server.domain.model.events import Status
from server.domain.model.items import PUBLIC, Question
from server.domain.model.people import Person
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.visibility import may_see

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

FOR_ENTRIES = frozenset(
    f"question.{move}"
    for move in (
        "publish",
        "unpublish",
        "decline",
        "restore",
        "edit",
        "pin",
        "unpin",
        "label",
        "translate",
        "touch",
    )
)
"""What may also be done with an entry, an open text that answers a poll; nobody asks it of the speaker."""


def access(state: State, person: Person, question_id: str, field: str = "id") -> Question:
    """The question, if this person may know of it; else it is as if it had never existed."""
    return visible(state, state.question(question_id), person, field)


def visible(state: State, question: Question | None, person: Person, field: str = "id") -> Question:
    if question is None or not may_see(state, question, person):
        raise Refused("unknown", "no such question here", field=field)
    if question.poll is not None and not _counts(state, question):
        raise Refused("unknown", "no such answer here", field=field)
    return question


def _counts(state: State, entry: Question) -> bool:
    """Whether the round that an entry was cast in is one of its poll's."""
    assert entry.poll is not None
    poll = state.require_poll(entry.poll)
    return poll.state != "deleted" and entry.round_id in poll.round_ids


def check_transition(question: Question, do: str) -> None:
    if question.poll is not None and do not in FOR_ENTRIES:
        raise Refused("wrong_state", f"{do} is not for what answers a poll")
    if question.status not in FROM[do]:
        raise Refused("wrong_state", f"{do} is not for a question that is {question.status}")


def check_own_and_pending(question: Question, person: Person) -> None:
    if question.asker != person.id:
        raise Refused("forbidden", "only its asker may do that")
    if question.status != "pending":
        raise Refused("wrong_state", f"the question is {question.status} already")


def chosen_questions(state: State, person: Person, command: c.Bulk, done: set[Status]) -> list[Question]:
    """The questions to move. Of several, those that a colleague has moved already are left out."""
    chosen = [access(state, person, each, "ids" if command.ids else "id") for each in command.targets]
    if command.ids:
        chosen = [question for question in chosen if question.status not in done]
    for question in chosen:
        check_transition(question, command.do)
    return chosen


def check_capacity(state: State, *polls: str | None) -> None:
    """Whether there is room for a question more for each None here, for an entry more for each poll."""
    for poll, more in Counter(polls).items():
        most = state.limits.published if poll is None else state.limits.entries
        shown = sum(each.status in _SHOWN and each.poll == poll for each in state.questions())
        if shown + more > most:
            raise Refused("full", "as many are shown as can be")


def check_queue(state: State) -> None:
    """Raises `Refused("full")` if as many questions as may wait for moderators are waiting."""
    waiting = sum(each.status == "pending" and each.poll is None for each in state.questions())
    if waiting >= state.limits.room_waiting:
        raise Refused("full", "too many questions are waiting already")


def pending_count(state: State, person: str) -> int:
    return sum(state.require_question(each).status == "pending" for each in state.person(person).asked)


def status_before(state: State, question: Question) -> Status:
    """Where a question goes back to. What is being answered now is never pushed aside by that."""
    before = question.before
    assert before is not None
    if before in _SHOWN:
        check_capacity(state, question.poll)
    return "published" if before == "answering" and state.talk.now is not None else before


def archiving(state: State, status: Status, more: int) -> list[e.Event]:
    """Make room for `more` settled questions by archiving those that were settled longest ago."""
    settled = [q for q in state.questions() if q.status == status and not q.archived and q.settled_at]
    excess = len(settled) + more - state.limits.settled
    if excess <= 0 or not settled:
        return []
    settled.sort(key=lambda question: (question.settled_at, question.id))
    return [e.QuestionsArchived(ids=tuple(question.id for question in settled[:excess]))]
