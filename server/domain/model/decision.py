"""The result of deciding a command."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.domain.model.events import Event

Reply = dict[str, Any]
"""The fields of the `ok` that answers a command."""

NewId = Callable[[], str]
"""Returns a fresh random id, without the prefix that says what it is an id of."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The events that a command leads to, none if it changes nothing, and the reply to its sender."""

    events: tuple[Event, ...]
    reply: Reply


def decided(*events: Event, **reply: Any) -> Decision:
    """A `Decision` of these events, with `reply` as the fields of the reply."""
    return Decision(events, reply)
