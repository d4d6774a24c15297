"""Rooms that are new: what the store is given of each, and the first rows of its log."""

from dataclasses import asdict
from datetime import datetime
from secrets import token_bytes, token_hex

from server.conference.history import History
from server.conference.plans import RoomPlan
from server.domain.model import events
from server.domain.model.limits import Limits
from server.store import Room, Row


def new_room(plan: RoomPlan, conference: str, position: int) -> Room:
    """`conference` is an id. Its rooms are shown in the order of their positions."""
    described = plan.description
    clock = None if described.clock is None else asdict(described.clock)
    return Room(
        **{**dict(described), "clock": clock},
        id="r_" + token_hex(8),
        conference=conference,
        code=plan.code,
        epoch=token_bytes(8),
        state=final_state(plan),
        position=position,
    )


def opening_rows(plan: RoomPlan, now: datetime, limits: Limits) -> list[Row]:
    """The first rows of a room's log: the talk, its earlier questions, settings, state and polls.

    Raises `Refused` if the rules do not allow what was asked before.
    """
    history = History(now, limits)
    history.happen(plan.description, at=now)
    if plan.announcement:
        history.play("announce", text=plan.announcement)
    history.ask(plan.questions)
    history.play("room.update", settings=plan.settings.model_dump(exclude_none=True))
    if final_state(plan) != history.state:
        history.happen(events.RoomStateChanged(state=final_state(plan)), at=now)
    history.prepare(plan.polls)
    return history.rows


def final_state(plan: RoomPlan) -> events.TalkState:
    return "closed" if plan.cancelled else plan.state
