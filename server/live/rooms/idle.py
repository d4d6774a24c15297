"""Idle rooms: rooms in which nothing happened for a while and nothing is due. They may leave memory."""

from datetime import datetime
from time import monotonic

from server.domain.model.items import Talk
from server.live.rooms.room import LiveRoom
from server.live.tuning import Tuning


def is_idle(live: LiveRoom, now: datetime, now_s: float, tuning: Tuning) -> bool:
    """Notes on the room that it is in use, if it is. To be asked again and again.

    `now` is compared with the times of the talk. `now_s` is of the monotonic clock: a wall clock that is set
    neither empties the memory nor fills it.

    A room that has ended is not in use. It stays as long as any other, because its whole log would be read
    each time that somebody comes back to it.
    """
    if not live.ended and _is_in_use(live, now, tuning.boundary_s):
        live.used_at_s = now_s
    return now_s - live.used_at_s >= tuning.idle_s


def _is_in_use(live: LiveRoom, now: datetime, boundary_s: float) -> bool:
    return (
        len(live.audience) > 0
        or live.commits.task is not None
        or live.catching_up is not None
        or live.deadlines.waits  # a poll is open that closes by itself
        or live.growth.is_due(monotonic())  # its snapshot is taken first
        or (live.room.version > 0 and _near(live.room.talk, now, boundary_s))
    )


def _near(talk: Talk, now: datetime, boundary_s: float) -> bool:
    boundaries = (talk.starts_at, talk.ends_at, talk.opens_at, talk.closes_at)
    return any(at is not None and abs((at - now).total_seconds()) <= boundary_s for at in boundaries)
