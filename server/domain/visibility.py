"""The rules of visibility: which kinds of viewer there are, and what each may know of."""

from dataclasses import dataclass
from enum import IntEnum

from server.domain.model.items import PUBLIC, Item, Poll, Question
from server.domain.model.people import Person, Role
from server.domain.model.state import State
from server.domain.polls.ballots import own_ballot


class ViewerKind(IntEnum):
    """Kinds of viewer. Two are nobody's own: `AUTHOR` is how people see their own questions while hidden, and
    `RESPONDENT` how attendees see a poll that shows its results to those who have answered it."""

    ATTENDEE = 0
    SPEAKER = 1
    MODERATOR = 2
    STAGE = 3
    AUTHOR = 4
    RESPONDENT = 5


_KIND = {
    Role.ATTENDEE: ViewerKind.ATTENDEE,
    Role.SPEAKER: ViewerKind.SPEAKER,
    Role.MODERATOR: ViewerKind.MODERATOR,
    Role.ORGANISER: ViewerKind.MODERATOR,
    Role.STAGE: ViewerKind.STAGE,
}
ROLE_KINDS = (ViewerKind.ATTENDEE, ViewerKind.SPEAKER, ViewerKind.MODERATOR, ViewerKind.STAGE)


@dataclass(frozen=True, slots=True)
class View:
    """All who see alike share one sight, and so the same bytes. `answered` are polls that they look at as
    `Kind.ANSWERED`."""

    kind: ViewerKind
    answered: frozenset[str] = frozenset()


_SIGHT = {role: View(kind) for role, kind in _KIND.items()}


def view_of_role(role: Role) -> View:
    return _SIGHT[role]


def kind_for_item(item: Item, view: View) -> ViewerKind:
    """As what they look at this item."""
    poll = item.id if isinstance(item, Poll) else item.poll if isinstance(item, Question) else None
    return ViewerKind.RESPONDENT if poll in view.answered else view.kind


def is_visible(question: Question, kind: ViewerKind, poll: Poll | None = None) -> bool:
    """The rule of visibility: what is public for all; the rest for moderators, and for whoever asked.
    Answers to a `poll` are results of it, as long as its round lasts and they are somebody's answer."""
    if question.archived:
        return False
    if question.poll is not None:
        current = poll is not None and question.round_id == poll.round_id and question.status != "withdrawn"
        if not current or not results_shown(poll, kind):
            return False
    hidden_from = kind is not ViewerKind.MODERATOR and kind is not ViewerKind.AUTHOR
    return question.status in PUBLIC or not hidden_from


def results_shown(poll: Poll | None, kind: ViewerKind) -> bool:
    """The rule of who sees a poll's results, in the order of the protocol's table."""
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
    """Whether those who have answered see what other attendees do not."""
    return results_shown(poll, ViewerKind.RESPONDENT) and not results_shown(poll, ViewerKind.ATTENDEE)


def may_see(state: State, question: Question | None, person: Person) -> bool:
    """Whether an id may be known to this person; to everybody else it is as if it had never existed."""
    if question is None:
        return False
    if question.is_public and question.poll is None:
        return True
    poll = state.poll_of(question)
    return any(is_visible(question, kind, poll) for kind in viewer_kinds(state, question, person))


def viewer_kinds(state: State, question: Question, person: Person) -> tuple[ViewerKind, ...]:
    """As what this person looks at the question: as their role does, and as its asker if they are."""
    poll = state.poll_of(question)
    kind = _KIND[person.role]
    if poll is not None and kind is ViewerKind.ATTENDEE and own_ballot(state, person, poll) is not None:
        return (ViewerKind.RESPONDENT,)
    return (kind, ViewerKind.AUTHOR) if question.asker == person.id else (kind,)
