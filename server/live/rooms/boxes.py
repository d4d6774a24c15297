"""Ballots of sealed rounds that a room misses, read from the boxes that come with a row of its log."""

from collections.abc import Iterator

from server.domain.model.poll_events import RoundSealed
from server.domain.polls.sealing import BoxedBallots
from server.domain.sync.versioned import Room
from server.live.rooms.slices import sliced
from server.record import ballots_of, event_of
from server.store import Row


def read_at_once(room: Room, row: Row) -> BoxedBallots | None:
    """The ballots that the room misses before this row. Raises `UnreadableEvent`."""
    boxed = None
    for so_far in _read(room, row):
        boxed = so_far
    return boxed


async def read_in_slices(room: Room, row: Row) -> BoxedBallots | None:
    """The same, in slices: ten thousand ballots take a twentieth of a second."""
    boxed = None
    async for so_far in sliced(_read(room, row)):
        boxed = so_far
    return boxed


def _read(room: Room, row: Row) -> Iterator[BoxedBallots]:
    """What has been read after each box. Nothing if the room misses no ballots that the row could bring."""
    event = event_of(row) if row.boxes is not None else None
    if not isinstance(event, RoundSealed) or (event.poll, event.round_id) not in room.missing_rounds:
        return
    boxed = BoxedBallots(room.require_poll(event.poll))
    yield boxed
    for box in row.boxes or ():
        boxed.add(ballots_of([box]))
        yield boxed
