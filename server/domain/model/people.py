"""People, their roles, and the one table of the roles that may send each command."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from server.domain.model.refusal import Refused


class Role(StrEnum):
    """A person's role in a room. An organiser is one in every room of the conference."""

    ATTENDEE = "attendee"
    MODERATOR = "moderator"
    SPEAKER = "speaker"
    STAGE = "stage"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Person:
    """The sender of a command. `id` is random and known to nobody else; `role` is the one in this room.

    `secret` are the bytes that the ids of the person's ballots are made from. Only the person's token holds
    them, and they are never stored nor logged. `ballot_ids` keeps the ids made so far, by poll and round id.
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
    "poll.extend": MODERATING,
    "poll.strike": MODERATING,
    "quiz.hide": MODERATING,
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
    """Whether this person sees the whole queue and may act in every state of the room."""
    return person.role in MODERATING


def permit(person: Person, do: str) -> None:
    """Raises `Refused("forbidden")` unless this person's role may send the command `do`.

    Called twice for each command: before it waits for a transaction, to spare one for a command that is
    refused anyway, and by the rules, which trust no caller.
    """
    if person.role not in MAY_SEND[do]:
        raise Refused("forbidden", f"the role {person.role} may not send {do}")


def pseudonym(room: str, person: str) -> str:
    """The name by which moderators of one room know a person: always the same there, another elsewhere.

    Person ids are 128 random bits that nobody else is told, so a plain keyed hash cannot be searched.
    """
    return hashlib.blake2b(person.encode(), key=room.encode()[:64], digest_size=9).hexdigest()
