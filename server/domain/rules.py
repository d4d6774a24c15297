"""The two entrances to the rules: `decide` returns a command's events, `apply` carries an event out.

`Batch` decides votes and ballots without `decide`, by the same functions, because it makes one event of many.
"""

from collections.abc import Callable
from datetime import datetime

from server.domain.model import commands, events
from server.domain.model.decision import Decision, NewId
from server.domain.model.people import Person, permit
from server.domain.model.state import State
from server.domain.polls import answer as answers
from server.domain.polls import apply as polls_apply
from server.domain.polls import decide as polls
from server.domain.questions import apply as questions_apply
from server.domain.questions import decide as questions
from server.domain.room import apply as room_apply
from server.domain.room import decide as room
from server.domain.sync.versioned import Room


def decide(state: State, person: Person, command: commands.Command, now: datetime, new_id: NewId) -> Decision:
    """The events that the command leads to, and the reply. Changes nothing.

    Raises `Refused` if this person may not send it, or if the room's state does not allow it now.
    """
    permit(person, command.do)
    return DECIDE[type(command)](state, person, command, now, new_id)


def apply(state: State, event: events.Event) -> None:
    """Carries out an event. A `Room` gets one version further by it; a `Draft` leaves its room as it is."""
    APPLY[type(event)](state, event)
    if isinstance(state, Room):
        state.version += 1
        state.commit_changes()


DECIDE: dict[type[commands.Command], Callable[..., Decision]] = {
    **questions.DECIDE,
    **room.DECIDE,
    **polls.DECIDE,
    **answers.DECIDE,
}
"""The function that decides each command. `Ping` has none: it is answered before it gets here."""

APPLY: dict[type[events.Event], Callable[..., None]] = {
    **room_apply.APPLY,
    **questions_apply.APPLY,
    **polls_apply.APPLY,
}
"""The function that carries out each event that the log may hold."""
