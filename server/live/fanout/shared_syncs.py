"""Cache of encoded syncs, by view and starting version. It is cleared when the room's version changes."""

from collections.abc import Callable

from server.domain.sync import difference as sync
from server.domain.sync.versioned import Room
from server.domain.visibility import View, ViewerKind
from server.live.transport.outlet import Packet
from server.wire import Step


class SharedSync(Step):
    """A step with its packet, which is made once for all browsers that have no personal part."""

    __slots__ = ("_packet",)

    def __init__(self, at: str, shared: sync.Difference) -> None:
        super().__init__(at, shared)
        self._packet: Packet | None = None

    def packet(self) -> Packet:
        if self._packet is None:
            self._packet = Packet(self.shared_frame())
        return self._packet


MAX_STARTING_POINTS = 64  # steps kept for one version; other versions are rounded down to one of them


class SharedSyncs:
    """The shared syncs to a room's current version, each encoded once.

    `at` seals a version for a kind of viewer, as the `at` of a sync.
    """

    def __init__(self, room: Room, at: Callable[[int, ViewerKind], str]) -> None:
        self._room = room
        self._at = at
        self._steps: dict[tuple[View, frozenset[str], int | None], SharedSync] = {}
        self._version = -1

    def get(
        self, view: View, resent_polls: frozenset[str], since: int | None
    ) -> tuple[SharedSync, int | None]:
        """The step for viewers at the version `since`, and the version that it starts from.

        `resent_polls` are ids of polls that they saw as another kind of viewer there. A difference from an
        older version is right as well, because everything in it is absolute. So beyond `MAX_STARTING_POINTS`
        versions are rounded down to one that there is a step for, or to `None`, which gives a full sync.
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
            starts = (
                start for *key, start in self._steps if key == [view, resent_polls] and start is not None
            )
            since = max((start for start in starts if start <= since), default=None)
        step = self._steps.get((view, resent_polls, since))
        if step is None:
            at = self._at(sync.visible_version(room, view), view.kind)
            step = self._steps[view, resent_polls, since] = SharedSync(
                at, sync.shared_difference(room, view, since, resent_polls)
            )
        return step, since
