"""Checks before a question is acted on: whether the person may know of it, its status, and the limits."""

from collections import Counter

from server.domain.model import commands, events
from server.domain.model.events import Status
from server.domain.model.items import PUBLIC, Question
from server.domain.model.people import Person
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.visibility import may_see

_ON_SCREEN: frozenset[Status] = frozenset({"published", "answering"})
_ACTIVE: frozenset[Status] = frozenset({"pending", "published", "answering", "answered", "declined"})

FROM: dict[str, frozenset[Status]] = {
    "question.publish": frozenset({"pending"}),
    "question.unpublish": frozenset({"published"}),
    "question.decline": frozenset({"pending", "published", "answering"}),
    "question.restore": frozenset({"declined", "answered"}),
    "question.take": frozenset({"published"}),
    "question.skip": _ON_SCREEN,
    "question.answered": _ON_SCREEN,
    "question.edit": _ACTIVE,
    "question.withdraw": frozenset({"pending"}),
    "question.merge": frozenset({"pending", "published"}),
    "question.unmerge": frozenset({"merged"}),
    "question.pin": PUBLIC,
    "question.unpin": _ACTIVE,
    "question.label": _ACTIVE,
    "question.assign": _ACTIVE,
    "question.translate": _ACTIVE,
    "question.touch": frozenset({*_ACTIVE, "merged", "withdrawn"}),
}
"""The statuses that each command starts from. From any other status it is refused as `wrong_state`."""

ENTRY_COMMANDS = frozenset(
    f"question.{command}"
    for command in (
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
"""The commands that may be sent for entries too. Entries are neither merged nor brought to the speaker."""


def access(state: State, person: Person, question_id: str, field: str = "id") -> Question:
    """The question of this id. Raises `Refused("unknown", field=field)` if the person may not know of it."""
    return require_visible(state, state.question(question_id), person, field)


def require_visible(state: State, question: Question | None, person: Person, field: str = "id") -> Question:
    """The question. Raises `Refused("unknown", field=field)` as if it had never been, if the person may not
    know of it."""
    if question is None or not may_see(state, question, person):
        raise Refused("unknown", "no such question here", field=field)
    if question.poll is not None and not _is_in_counted_round(state, question):
        raise Refused("unknown", "no such answer here", field=field)
    return question


def _is_in_counted_round(state: State, entry: Question) -> bool:
    """Whether the entry's round is one of those that its poll still counts."""
    assert entry.poll is not None
    poll = state.require_poll(entry.poll)
    return poll.state != "deleted" and entry.round_id in poll.round_ids


def check_transition(question: Question, do: str) -> None:
    """Raises `Refused("wrong_state")` unless the command `do` may start from the question's status."""
    if question.poll is not None and do not in ENTRY_COMMANDS:
        raise Refused("wrong_state", f"{do} is not for what answers a poll")
    if question.status not in FROM[do]:
        raise Refused("wrong_state", f"{do} is not for a question that is {question.status}")


def check_own_and_pending(question: Question, person: Person) -> None:
    """Raises `Refused`: "forbidden" if another person asked it, "wrong_state" if it is not pending."""
    if question.asker != person.id:
        raise Refused("forbidden", "only its asker may do that")
    if question.status != "pending":
        raise Refused("wrong_state", f"the question is {question.status} already")


def chosen_questions(
    state: State, person: Person, command: commands.Bulk, done: set[Status]
) -> list[Question]:
    """The questions that the command names. Of several, those in a status of `done` already are left out,
    because a colleague was faster. Raises `Refused`."""
    chosen = [access(state, person, each, "ids" if command.ids else "id") for each in command.targets]
    if command.ids:
        chosen = [question for question in chosen if question.status not in done]
    for question in chosen:
        check_transition(question, command.do)
    return chosen


def check_capacity(state: State, *polls: str | None) -> None:
    """Raises `Refused("full")` if the room can't show the further items: an entry for each poll id given, and
    a question for each `None`."""
    for poll, more in Counter(polls).items():
        most = state.limits.published if poll is None else state.limits.entries
        if len(state.items) + more <= most:  # as many as there are of any kind could be shown
            continue
        shown = sum(each.status in _ON_SCREEN and each.poll == poll for each in state.questions())
        if shown + more > most:
            raise Refused("full", "as many are shown as can be")


def check_queue(state: State) -> None:
    """Raises `Refused("full")` if as many questions as may wait for moderators are waiting."""
    if len(state.items) < state.limits.room_waiting:  # as many as there are of any kind could wait
        return
    waiting = sum(each.status == "pending" and each.poll is None for each in state.questions())
    if waiting >= state.limits.room_waiting:
        raise Refused("full", "too many questions are waiting already")


def pending_count(state: State, person: str) -> int:
    """The number of this person's questions that wait for a moderator."""
    return sum(state.require_question(each).status == "pending" for each in state.participation(person).asked)


def status_before(state: State, question: Question) -> Status:
    """The status that a restored or unmerged question gets. Raises `Refused("full")`.

    "answering" becomes "published" while another question is being answered.
    """
    before = question.previous_status
    assert before is not None
    if before in _ON_SCREEN:
        check_capacity(state, question.poll)
    return "published" if before == "answering" and state.talk.answering is not None else before


def archive_overflow(state: State, status: Status, more: int) -> list[events.Event]:
    """The event that archives the questions settled longest ago, so that `more` further ones fit; none if
    they fit already."""
    settled = [q for q in state.questions() if q.status == status and not q.archived and q.settled_at]
    excess = len(settled) + more - state.limits.settled
    if excess <= 0 or not settled:
        return []
    settled.sort(key=lambda question: (question.settled_at, question.id))
    return [events.QuestionsArchived(ids=tuple(question.id for question in settled[:excess]))]
