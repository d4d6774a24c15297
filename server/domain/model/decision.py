"""What deciding comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.domain.model.events import Event

Reply = dict[str, Any]
EventsAndReply = tuple[list[Event], Reply]
NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command led to: the events, none if it changes nothing, and what its asker is told."""

    events: tuple[Event, ...]
    ok: Reply
