"""The rules about the description of a talk: its title, times, languages and the like."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from server.domain.model import events
from server.domain.model.decision import Decision, NewId, decided
from server.domain.model.description import ClockPatch, Describe
from server.domain.model.events import Clock
from server.domain.model.items import Talk
from server.domain.model.people import Person
from server.domain.model.refusal import Refused
from server.domain.model.state import State

LONGEST = timedelta(hours=24)

CLEARED: Mapping[str, Any] = {
    "abstract": "",
    "track": "",
    "place": "",
    "speakers": (),
    "stream": None,
    "url": None,
    "clock": None,
}
"""The fields that a talk can be without, with their values then."""


def describe(state: State, person: Person, command: Describe, now: datetime, new_id: NewId) -> Decision:
    """Raises `Refused("invalid", field=…)` if the talk would end before it starts, or last over a day."""
    talk = state.talk
    changes = {name: _new_value(talk, name, value) for name, value in command.given.items()}
    described = _description_of(replace(talk, **changes))
    if described == _description_of(talk):
        return decided()
    moved = changes.keys() & {"starts_at", "ends_at"}
    if moved and (why := times_refused(described.starts_at, described.ends_at)) is not None:
        raise Refused("invalid", why, field=min(moved))
    if described.cancelled and talk.state != "closed":
        return decided(described, events.RoomStateChanged(state="closed"))
    return decided(described)


def _new_value(talk: Talk, name: str, value: Any) -> Any:
    if value is None:
        return CLEARED[name]
    if isinstance(value, ClockPatch):
        return Clock(**{**asdict(talk.clock or Clock()), **value.model_dump(exclude_none=True)})
    return value


def _description_of(talk: Talk) -> events.RoomDescribed:
    return events.RoomDescribed(**{name: getattr(talk, name) for name in events.RoomDescribed.model_fields})


def times_refused(starts_at: datetime, ends_at: datetime) -> str | None:
    """The reason why no talk can have these times; `None` if one can."""
    if ends_at <= starts_at:
        return "a talk ends after it starts"
    return "a talk ends within 24 hours" if ends_at - starts_at > LONGEST else None
