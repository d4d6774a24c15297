"""Events to the type, shape and data of a row of the log, and back."""

import json
from collections.abc import Callable
from typing import Any

from server.domain.model import events
from server.domain.rules import APPLY

_EVENTS: dict[str, type[events.Event]] = {event.__name__: event for event in APPLY}


class UnreadableEvent(Exception):
    """A row of the log that this release cannot read, because a later one wrote it."""


def write_event(event: events.Event) -> tuple[str, int, str]:
    """The event's type, shape and data (JSON), as a row of the log has them."""
    return type(event).__name__, event.SHAPE, event.model_dump_json(exclude_none=True, by_alias=True)


def read_event(type_name: str, shape: int, data: str) -> events.Event:
    """The event of a row, of any shape ever written. Raises `UnreadableEvent`; rows are never skipped."""
    event = _EVENTS.get(type_name)
    if event is None or not 1 <= shape <= event.SHAPE:
        raise UnreadableEvent(f"{type_name} of shape {shape}")
    try:
        return event.model_validate_json(_upcast(type_name, shape, event.SHAPE, data))
    except (ValueError, TypeError) as error:
        raise UnreadableEvent(f"{type_name} of shape {shape} with other fields") from error


def _upcast(type_name: str, shape: int, newest: int, data: str) -> str:
    """The data in the newest shape. Raises `ValueError` or `TypeError` if it is not a JSON object."""
    if shape == newest:  # nearly every row, so that no JSON is parsed twice
        return data
    fields = json.loads(data)
    for earlier in range(shape, newest):
        fields = UPCASTERS[type_name, earlier](fields)
    return json.dumps(fields)


def _describe_more(fields: dict[str, Any]) -> dict[str, Any]:
    return {"abstract": "", "place": "", "speakers": [], "cancelled": False, **fields}


UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("RoomDescribed", 1): _describe_more,
}
"""Functions that turn the fields of one shape into those of the next, by event type and old shape."""
