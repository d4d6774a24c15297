"""The tick when something in it goes wrong."""

import pytest

from server.domain.sync import difference as sync
from server.domain.sync.difference import Difference
from server.domain.sync.versioned import Room
from server.domain.visibility import View
from tests.live.conftest import Process


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
