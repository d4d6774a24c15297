"""The two doors to the rules: `decide` says what a command leads to, `apply` makes an event true."""

from collections.abc import Callable
from datetime import datetime

from server.domain.model import commands as c
from server.domain.model import events as e
from server.domain.model.decision import Decision, EventsAndReply, NewId
from server.domain.model.people import Person, permit
from server.domain.model.state import State
from server.domain.polls import answer as ballots
from server.domain.polls import apply as polls_apply
from server.domain.polls import decide as polls
from server.domain.questions import apply as questions_apply
from server.domain.questions import decide as questions
from server.domain.room import apply as room_apply
from server.domain.room import decide as room
from server.domain.sync.versioned import Room


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
        state.commit_changes()


_DECIDE: dict[type[c.Command], Callable[..., EventsAndReply]] = {
    **questions.DECIDE,
    **room.DECIDE,
    **polls.DECIDE,
    **ballots.DECIDE,
}

APPLY: dict[type[e.Event], Callable[..., None]] = {
    **room_apply.APPLY,
    **questions_apply.APPLY,
    **polls_apply.APPLY,
}
"""The effect of every event that the log may hold."""
