"""The rules of visibility: the kinds of viewer, and the items and results that each kind may see."""

from enum import IntEnum
from typing import NamedTuple

from server.domain.model.items import PUBLIC, Item, Poll, Question
from server.domain.model.people import Person, Role
from server.domain.model.state import State
from server.domain.polls.ballots import own_ballot


class ViewerKind(IntEnum):
    """Kinds of viewer.

    Two of them apply to some items only. `AUTHOR`: a person sees their own question while it is hidden from
    others. `RESPONDENT`: an attendee sees a poll that they have answered.
    """

    ATTENDEE = 0
    SPEAKER = 1
    MODERATOR = 2
    STAGE = 3
    AUTHOR = 4
    RESPONDENT = 5


ALL_KINDS = tuple(ViewerKind)

_KIND_OF_ROLE = {
    Role.ATTENDEE: ViewerKind.ATTENDEE,
    Role.SPEAKER: ViewerKind.SPEAKER,
    Role.MODERATOR: ViewerKind.MODERATOR,
    Role.ORGANISER: ViewerKind.MODERATOR,
    Role.STAGE: ViewerKind.STAGE,
}
ROLE_KINDS = (ViewerKind.ATTENDEE, ViewerKind.SPEAKER, ViewerKind.MODERATOR, ViewerKind.STAGE)


class View(NamedTuple):
    """All that decides what a person may see. People with equal views are sent the same bytes.

    `answered` are the ids of polls that they see as `ViewerKind.RESPONDENT`.
    """

    kind: ViewerKind
    answered: frozenset[str] = frozenset()


_VIEW_OF_ROLE = {role: View(kind) for role, kind in _KIND_OF_ROLE.items()}


def view_of_role(role: Role) -> View:
    return _VIEW_OF_ROLE[role]


def kind_for_item(item: Item, view: View) -> ViewerKind:
    """The kind of viewer that this view is for this item."""
    poll = item.id if isinstance(item, Poll) else item.poll if isinstance(item, Question) else None
    return ViewerKind.RESPONDENT if poll in view.answered else view.kind


def is_visible(question: Question, kind: ViewerKind, poll: Poll | None = None) -> bool:
    """Whether this kind of viewer may see the question.

    Everybody may see public questions. Only moderators and its author may see any other. Entries also need
    their `poll`: they are results of it, and are seen where its results are, as long as they are in the
    current round and not withdrawn. Nobody sees archived questions.
    """
    if question.archived:
        return False
    if question.poll is not None:
        current = poll is not None and question.round_id == poll.round_id and question.status != "withdrawn"
        if not current or not results_shown(poll, kind):
            return False
    return question.status in PUBLIC or kind is ViewerKind.MODERATOR or kind is ViewerKind.AUTHOR


def results_shown(poll: Poll | None, kind: ViewerKind) -> bool:
    """Whether this kind of viewer sees the poll's results. The first case that applies decides."""
    if poll is None or kind is ViewerKind.AUTHOR or poll.state in ("draft", "deleted"):
        return False
    if kind in (ViewerKind.MODERATOR, ViewerKind.SPEAKER):
        return True
    if poll.revealed is not None:
        return poll.revealed
    match poll.show:
        case "always":
            return True
        case "answered":
            return poll.state == "closed" or kind is ViewerKind.RESPONDENT
        case "closed":
            return poll.state == "closed"
        case "hand":
            return False


def depends_on_answering(poll: Poll) -> bool:
    """Whether attendees who have answered see results that other attendees do not see."""
    return results_shown(poll, ViewerKind.RESPONDENT) and not results_shown(poll, ViewerKind.ATTENDEE)


def may_see(state: State, question: Question | None, person: Person) -> bool:
    """Whether this person may see the question. To all others its id is as unknown as one that never was."""
    if question is None:
        return False
    if question.is_public and question.poll is None:
        return True
    poll = state.poll_of(question)
    return any(is_visible(question, kind, poll) for kind in viewer_kinds(state, question, person))


def viewer_kinds(state: State, question: Question, person: Person) -> tuple[ViewerKind, ...]:
    """The kinds of viewer that this person is for the question: the one of their role, and `AUTHOR` if they
    asked it."""
    poll = state.poll_of(question)
    kind = _KIND_OF_ROLE[person.role]
    if poll is not None and kind is ViewerKind.ATTENDEE and own_ballot(state, person, poll) is not None:
        return (ViewerKind.RESPONDENT,)
    return (kind, ViewerKind.AUTHOR) if question.asker == person.id else (kind,)
