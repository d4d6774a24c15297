"""What takes all of a sight from one version to now, encoded once for all who come from there."""

from collections.abc import Callable

from server.domain.sync import difference as sync
from server.domain.sync.versioned import Room
from server.domain.visibility import Kind, Sight
from server.wire import Step

STARTS = 64  # starting points that are worked out for one version; who comes from others is rounded down


class Steps:
    """`at` names a version to a kind of viewer. Steps are kept until the room moves on."""

    def __init__(self, room: Room, at: Callable[[int, Kind], str]) -> None:
        self._room = room
        self._at = at
        self._steps: dict[tuple[Sight, frozenset[str], int | None], Step] = {}
        self._version = -1

    def find(self, seer: Sight, turned: frozenset[str], since: int | None) -> tuple[Step, int | None]:
        """The step for who comes from `since`, and where it starts. `turned` are polls that they see by
        now as they did not there.

        A difference from an older version is right as well, because everything in it is absolute: beyond
        `STARTS` starting points the rest are rounded down to one of them, or to nothing.
        """
        room = self._room
        if self._version != room.version:
            self._steps.clear()
            self._version = room.version
        if since is not None and (seer, turned, since) not in self._steps and len(self._steps) >= STARTS:
            alike = (at for *who, at in self._steps if who == [seer, turned] and at is not None)
            since = max((at for at in alike if at <= since), default=None)
        step = self._steps.get((seer, turned, since))
        if step is None:
            at = self._at(sync.stand(room, seer), seer.kind)
            step = self._steps[seer, turned, since] = Step(at, sync.shared(room, seer, since, turned))
        return step, since
