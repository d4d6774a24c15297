"""The time of one room, for all that is decided in it."""

from collections.abc import Callable
from datetime import datetime, timedelta


class RoomClock:
    """Tells the time of the wall clock, but goes steadily while a poll with a time limit is open.

    A limit is a duration, and the record holds the time of its end. If the wall clock is set meanwhile, the
    poll would end at once, or stay open for as long as the clock was set back. So from the opening of such a
    poll to its end this clock follows the monotonic clock. Then it takes the wall clock's time again.

    A process that loads the room while such a poll is open begins with the time of its wall clock, but never
    with a time before the opening. So a poll may be over after a restart, and never lasts longer than its
    limit. Processes do not tell each other the time. Whichever sees the end first closes the poll for all of
    them, and so the clocks of several machines must agree to within the grace that answers are given.
    """

    def __init__(self, wall: Callable[[], datetime], steady_s: Callable[[], float]) -> None:
        self._wall = wall
        self._steady_s = steady_s
        self._anchor: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        if self._anchor is None:
            return self._wall()
        at, at_s = self._anchor
        return at + timedelta(seconds=self._steady_s() - at_s)

    def hold(self, since: datetime) -> None:
        """Goes steadily from now on, or from `since` if that is later, until `release`."""
        now = self.now()
        if self._anchor is None or now < since:
            self._anchor = (max(now, since), self._steady_s())

    def release(self) -> None:
        """Follows the wall clock again."""
        self._anchor = None
