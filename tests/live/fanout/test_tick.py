"""The tick when something in it goes wrong."""

from typing import Any

import pytest

from server.domain.sync import difference as sync
from server.domain.sync.difference import Difference
from server.domain.sync.versioned import Room
from server.domain.visibility import View
from server.live.transport.outlet import Outlet
from tests.live.conftest import Process


class FailingOnce:
    """An outlet whose first packet of a tick meets a fault of ours."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self.failed = False

    def send(self, data: bytes) -> None:
        if not self.failed:
            self.failed = True
            raise ValueError("a fault of ours")
        self._outlet.send(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outlet, name)


async def test_a_tick_that_fails_is_not_the_last(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    asker, watcher = await process.join(), await process.join()
    shared_difference, failed = sync.shared_difference, list[int]()

    def failing_once(
        room: Room, view: View, since: int | None, turned: frozenset[str] = sync.NO_POLLS
    ) -> Difference:
        if not failed:
            failed.append(room.version)
            raise ValueError("a fault of ours")
        return shared_difference(room, view, since, turned)

    monkeypatch.setattr(sync, "shared_difference", failing_once)

    await asker.ok("question.ask", text="Lost?")
    await asker.ok("question.ask", text="Or not?")

    await watcher.until(lambda it: it.questions.keys() == {"Lost?", "Or not?"})
    assert failed


async def test_a_slice_that_fails_moves_nobody_and_is_not_the_last(process: Process) -> None:
    asker, watcher = await process.join(), await process.join()
    audience = process.suara.rooms._rooms[process.record().id].audience
    [theirs] = [each for each in audience.browsers if each.person.id == watcher.ok_of_hello["person"]]
    failing = FailingOnce(theirs.outlet)
    theirs.outlet = failing

    await asker.ok("question.ask", text="Lost?")

    await watcher.until(lambda it: it.questions == {"Lost?": "published"})
    assert failing.failed
