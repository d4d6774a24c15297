"""The rules about what a talk is: its title, times, languages and the like."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from server.domain.model import events as e
from server.domain.model.decision import EventsAndReply, NewId
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
"""The facts that a talk can be without, and their values then."""


def describe(state: State, person: Person, command: Describe, now: datetime, new_id: NewId) -> EventsAndReply:
    """Raises `Refused("invalid", field=…)` if the talk would end before it starts, or last over a day."""
    talk = state.talk
    changes = {name: _new_value(talk, name, value) for name, value in command.given.items()}
    described = _facts_of(replace(talk, **changes))
    if described == _facts_of(talk):
        return [], {}
    if "starts_at" in changes or "ends_at" in changes:
        _check_times(described, "ends_at" if "ends_at" in changes else "starts_at")
    closes = described.cancelled and talk.state != "closed"
    return [described, e.RoomStateChanged(state="closed")] if closes else [described], {}


def _new_value(talk: Talk, name: str, value: Any) -> Any:
    if value is None:
        return CLEARED[name]
    if isinstance(value, ClockPatch):
        return Clock(**{**asdict(talk.clock or Clock()), **value.model_dump(exclude_none=True)})
    return value


def _facts_of(talk: Talk) -> e.RoomDescribed:
    return e.RoomDescribed(**{name: getattr(talk, name) for name in e.RoomDescribed.model_fields})


def _check_times(described: e.RoomDescribed, field: str) -> None:
    if described.ends_at <= described.starts_at:
        raise Refused("invalid", "a talk ends after it starts", field=field)
    if described.ends_at - described.starts_at > LONGEST:
        raise Refused("invalid", "a talk ends within 24 hours", field=field)
