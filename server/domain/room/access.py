"""Checks whether a person may take part in a room now."""

from server.domain.model.items import Talk
from server.domain.model.people import Person, moderates
from server.domain.model.refusal import Refused
from server.domain.model.state import State


def check_not_muted(talk: Talk, person: Person) -> None:
    """Raises `Refused("muted")`."""
    if person.id in talk.muted:
        raise Refused("muted", "a moderator has muted you in this room")


def check_may_take_part(state: State, person: Person) -> None:
    """Raises `Refused("muted")`, or `Refused("closed")` for all but moderators before and after the talk."""
    if not moderates(person):
        check_not_muted(state.talk, person)
        if state.talk.state not in ("open", "paused"):
            raise Refused("closed", "the room takes no answers now")
