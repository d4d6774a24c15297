"""People, their roles, and the one table of which role may send which command."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from server.domain.model.refusal import Refused


class Role(StrEnum):
    """What somebody is in a room. An organiser is one in every room of the conference."""

    ATTENDEE = "attendee"
    MODERATOR = "moderator"
    SPEAKER = "speaker"
    STAGE = "stage"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Person:
    """Who sends a command: an id that is random and secret to them, and their role in this room.

    `secret` is what makes ballots theirs: bytes that only their token holds, never stored nor logged.
    `ballot_ids` are those that followed from it before, by poll and take.
    """

    id: str
    role: Role
    secret: bytes = field(default=b"", repr=False, compare=False)
    ballot_ids: dict[tuple[str, int], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )


_MODERATING = frozenset({Role.MODERATOR, Role.ORGANISER})
_ANSWERING = _MODERATING | {Role.SPEAKER}
_EVERYBODY = frozenset(Role) - {Role.STAGE}

MAY_SEND: dict[str, frozenset[Role]] = {
    "ping": _EVERYBODY,
    "question.ask": _EVERYBODY,
    "question.edit": _EVERYBODY,
    "question.withdraw": _EVERYBODY,
    "question.vote": _EVERYBODY,
    "poll.answer": _EVERYBODY,
    "quiz.name": _EVERYBODY,
    "quiz.standing": _EVERYBODY,
    "react": _EVERYBODY,
    "question.take": _ANSWERING,
    "question.answered": _ANSWERING,
    "question.skip": _ANSWERING,
    "speaker.read": frozenset({Role.SPEAKER}),
    "question.publish": _MODERATING,
    "question.unpublish": _MODERATING,
    "question.decline": _MODERATING,
    "question.restore": _MODERATING,
    "question.pin": _MODERATING,
    "question.unpin": _MODERATING,
    "question.label": _MODERATING,
    "question.assign": _MODERATING,
    "question.merge": _MODERATING,
    "question.unmerge": _MODERATING,
    "question.translate": _MODERATING,
    "question.touch": _MODERATING,
    "poll.create": _MODERATING,
    "poll.edit": _MODERATING,
    "poll.open": _MODERATING,
    "poll.close": _MODERATING,
    "poll.reveal": _MODERATING,
    "poll.hide": _MODERATING,
    "poll.reset": _MODERATING,
    "poll.unreset": _MODERATING,
    "poll.delete": _MODERATING,
    "poll.restore": _MODERATING,
    "poll.copy": _MODERATING,
    "poll.move": _MODERATING,
    "poll.word": _MODERATING,
    "room.open": _MODERATING,
    "room.pause": _MODERATING,
    "room.close": _MODERATING,
    "room.update": _MODERATING,
    "room.describe": frozenset({Role.ORGANISER}),
    "person.mute": _MODERATING,
    "person.unmute": _MODERATING,
    "announce": _MODERATING,
    "speaker.note": _MODERATING,
    "stage.blank": _MODERATING,
}


def moderates(person: Person) -> bool:
    """True for those who see the whole queue and act in every state of the room."""
    return person.role in _MODERATING


def permit(person: Person, do: str) -> None:
    """Raise `Refused("forbidden")` unless this person's role may send the command `do`."""
    if person.role not in MAY_SEND[do]:
        raise Refused("forbidden", f"the role {person.role} may not send {do}")


def pseudonym(room: str, person: str) -> str:
    """The name that moderators of one room know a person by: the same there, unlike anywhere else.

    Person ids are 128 random bits that nobody else is told, so a plain keyed hash cannot be searched.
    """
    return hashlib.blake2b(person.encode(), key=room.encode()[:64], digest_size=9).hexdigest()
