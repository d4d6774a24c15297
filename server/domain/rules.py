"""The two doors to the rules: `decide` says what a command leads to, `apply` makes an event true."""

from collections.abc import Callable
from datetime import datetime

from server.domain import answering, polls, questions, talk
from server.domain import commands as c
from server.domain import events as e
from server.domain.decision import Decision, Found, NewId
from server.domain.fold import APPLY
from server.domain.people import Person, permit
from server.domain.room import Room
from server.domain.state import State


def decide(state: State, person: Person, command: c.Command, now: datetime, new_id: NewId) -> Decision:
    """Changes nothing. Raises `Refused` if this person may not, or if it can't be done as things stand."""
    permit(person, command.do)
    found, ok = _DECIDE[type(command)](state, person, command, now, new_id)
    return Decision(tuple(found), ok)


def apply(state: State, event: e.Event) -> None:
    """Make an event true. On a room it is one version; on a draft it leaves no trace in the room."""
    APPLY[type(event)](state, event)
    if isinstance(state, Room):
        state.version += 1
        state.settle()


_DECIDE: dict[type[c.Command], Callable[..., Found]] = {
    **questions.DECIDE,
    **talk.DECIDE,
    **polls.DECIDE,
    **answering.DECIDE,
}
