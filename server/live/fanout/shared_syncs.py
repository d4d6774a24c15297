"""What takes all of a sight from one version to now, encoded once for all who come from there."""

from collections.abc import Callable

from server.domain.sync import difference as sync
from server.domain.sync.versioned import Room
from server.domain.visibility import View, ViewerKind
from server.wire import Step

MAX_STARTING_POINTS = (
    64  # starting points that are worked out for one version; who comes from others is rounded down
)


class SharedSyncs:
    """`at` names a version to a kind of viewer. Steps are kept until the room moves on."""

    def __init__(self, room: Room, at: Callable[[int, ViewerKind], str]) -> None:
        self._room = room
        self._at = at
        self._steps: dict[tuple[View, frozenset[str], int | None], Step] = {}
        self._version = -1

    def get(self, view: View, resent_polls: frozenset[str], since: int | None) -> tuple[Step, int | None]:
        """The step for who comes from `since`, and where it starts. `resent_polls` are polls that they see by
        now as they did not there.

        A difference from an older version is right as well, because everything in it is absolute: beyond
        `MAX_STARTING_POINTS` starting points the rest are rounded down to one of them, or to nothing.
        """
        room = self._room
        if self._version != room.version:
            self._steps.clear()
            self._version = room.version
        if (
            since is not None
            and (view, resent_polls, since) not in self._steps
            and len(self._steps) >= MAX_STARTING_POINTS
        ):
            alike = (at for *who, at in self._steps if who == [view, resent_polls] and at is not None)
            since = max((at for at in alike if at <= since), default=None)
        step = self._steps.get((view, resent_polls, since))
        if step is None:
            at = self._at(sync.visible_version(room, view), view.kind)
            step = self._steps[view, resent_polls, since] = Step(
                at, sync.shared_difference(room, view, since, resent_polls)
            )
        return step, since
