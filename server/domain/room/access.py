"""Checks whether a person may take part in a room now."""

from server.domain.model.events import TalkState
from server.domain.model.items import Talk
from server.domain.model.people import Person, moderates
from server.domain.model.refusal import Refused
from server.domain.model.state import State

_STARTED: frozenset[TalkState] = frozenset({"open", "paused"})

FROM: dict[str, frozenset[TalkState]] = {
    "question.ask": frozenset({"open"}),
    "question.vote": _STARTED,
    "poll.answer": _STARTED,
    "quiz.name": _STARTED,
    "react": _STARTED,
}
"""The states of the room in which all people may send a command. Moderators may in every state."""


def check_not_muted(talk: Talk, person: Person) -> None:
    """Raises `Refused("muted")`."""
    if person.id in talk.muted:
        raise Refused("muted", "a moderator has muted you in this room")


def check_may_take_part(state: State, person: Person, do: str) -> None:
    """Raises `Refused`, but never for moderators: "muted", or "closed" if `do` is not allowed now."""
    if not moderates(person):
        check_not_muted(state.talk, person)
        if state.talk.state not in FROM[do]:
            raise Refused("closed", "the room takes no answers now")
