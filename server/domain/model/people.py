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


MODERATING = frozenset({Role.MODERATOR, Role.ORGANISER})
"""The roles that see the whole queue and act in every state of the room."""

_ANSWERING = MODERATING | {Role.SPEAKER}
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
    "question.publish": MODERATING,
    "question.unpublish": MODERATING,
    "question.decline": MODERATING,
    "question.restore": MODERATING,
    "question.pin": MODERATING,
    "question.unpin": MODERATING,
    "question.label": MODERATING,
    "question.assign": MODERATING,
    "question.merge": MODERATING,
    "question.unmerge": MODERATING,
    "question.translate": MODERATING,
    "question.touch": MODERATING,
    "poll.create": MODERATING,
    "poll.edit": MODERATING,
    "poll.open": MODERATING,
    "poll.close": MODERATING,
    "poll.reveal": MODERATING,
    "poll.hide": MODERATING,
    "poll.reset": MODERATING,
    "poll.unreset": MODERATING,
    "poll.delete": MODERATING,
    "poll.restore": MODERATING,
    "poll.copy": MODERATING,
    "poll.move": MODERATING,
    "poll.word": MODERATING,
    "room.open": MODERATING,
    "room.pause": MODERATING,
    "room.close": MODERATING,
    "room.update": MODERATING,
    "room.describe": frozenset({Role.ORGANISER}),
    "person.mute": MODERATING,
    "person.unmute": MODERATING,
    "announce": MODERATING,
    "speaker.note": MODERATING,
    "stage.blank": MODERATING,
}


def moderates(person: Person) -> bool:
    return person.role in MODERATING


def permit(person: Person, do: str) -> None:
    """Raise `Refused("forbidden")` unless this person's role may send the command `do`."""
    if person.role not in MAY_SEND[do]:
        raise Refused("forbidden", f"the role {person.role} may not send {do}")


def pseudonym(room: str, person: str) -> str:
    """The name that moderators of one room know a person by: the same there, unlike anywhere else.

    Person ids are 128 random bits that nobody else is told, so a plain keyed hash cannot be searched.
    """
    return hashlib.blake2b(person.encode(), key=room.encode()[:64], digest_size=9).hexdigest()
