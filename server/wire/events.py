"""Recorded events as the type, shape and data of a row of the log, and back."""

from pydantic import ValidationError

from server.domain.model import events as e
from server.domain.rules import APPLY

_EVENTS: dict[str, type[e.Event]] = {event.__name__: event for event in APPLY}


class UnreadableEvent(Exception):
    """A row of the log that this process does not know: written by a later release."""


def write_event(event: e.Event) -> tuple[str, int, str]:
    """Its type, its shape and its data, as a row of the log holds them."""
    return type(event).__name__, event.SHAPE, event.model_dump_json(exclude_none=True, by_alias=True)


def read_event(type_name: str, shape: int, data: str) -> e.Event:
    """Reads every shape ever written. Raises `UnreadableEvent`; rows are never skipped."""
    event = _EVENTS.get(type_name)
    if event is None or shape != event.SHAPE:
        raise UnreadableEvent(f"{type_name} of shape {shape}")
    try:
        return event.model_validate_json(data)
    except ValidationError as error:
        raise UnreadableEvent(f"{type_name} of shape {shape} with other fields") from error
