"""Making a conference, whole: its rooms, the first rows of their logs, and links for every role."""

import asyncio
import json
from datetime import datetime
from secrets import token_hex

from server.conference.links import PAGES, new_link
from server.conference.plans import ConferencePlan, PlanRejected
from server.conference.rooms import new_room, opening_rows
from server.domain.model.limits import Limits
from server.domain.model.people import Role
from server.domain.model.refusal import Refused
from server.store import Conference, Conflict, Room, Row, Store


async def create_conference(
    store: Store, plan: ConferencePlan, now: datetime, limits: Limits | None = None
) -> None:
    """Stores all of it, or raises `PlanRejected` and stores nothing. The default is the standard limits."""
    limits = limits or Limits()
    conference = Conference(
        id="c_" + token_hex(8),
        slug=plan.conference.slug,
        title=plan.conference.title,
        languages=plan.conference.languages,
        zones=json.dumps([zone.model_dump() for zone in plan.conference.zones]),
    )
    # In a thread: a plan may have thousands of votes, and the server that imports it serves other rooms.
    rooms = await asyncio.to_thread(_rooms, plan, conference.id, now, limits)
    links = [new_link(conference.id, None, Role.ORGANISER)]
    links += [new_link(conference.id, room.id, role) for room, _ in rooms for role in PAGES]
    try:
        await store.add_conference(conference, rooms, links)
    except Conflict:
        raise PlanRejected(
            f"There is a conference {conference.slug!r} here already, or a room with one of its codes."
        ) from None


def _rooms(
    plan: ConferencePlan, conference: str, now: datetime, limits: Limits
) -> list[tuple[Room, list[Row]]]:
    """Raises `PlanRejected` if the rules do not allow what was asked before."""
    rooms = []
    for position, each in enumerate(plan.rooms):
        try:
            rooms.append((new_room(each, conference, position), opening_rows(each, now, limits)))
        except Refused as refused:
            where = ".".join(filter(None, ("rooms", str(position), refused.field)))
            raise PlanRejected(f"The file is not right at {where}: {refused.message}.") from None
    return rooms
