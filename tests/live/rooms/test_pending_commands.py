"""The bound on waiting commands, and their answers after a mistake of ours."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from server.domain.model.people import Person, Role
from server.domain.model.refusal import Refused
from server.live.metrics import Metrics
from server.live.rooms.commits import Commits, Outcome, PendingCommand
from server.live.rooms.tasks import Tasks
from server.live.tuning import Tuning
from server.store import Row
from tests.domain.making import command
from tests.live.conftest import Process

PERSON = Person("somebody", Role.ATTENDEE)


def asking(text: str, outcomes: list[Outcome]) -> PendingCommand:
    return PendingCommand(PERSON, command("question.ask", text=text), outcomes.append)


@pytest.mark.tuning(pending_commands=2)
async def test_more_than_may_wait_are_sent_away_at_once(process: Process) -> None:
    watcher = await process.join()
    commits = process.suara.rooms._rooms[process.record().id].commits
    outcomes: list[Outcome] = []
    for text in ("One?", "Two?", "Three?"):
        commits.submit(asking(text, outcomes))
    (refused,) = outcomes
    assert isinstance(refused, Refused)
    assert (refused.code, refused.details) == ("overloaded", {"retry_after_s": 2.0})
    await watcher.until(lambda it: it.questions.keys() == {"One?", "Two?"})
    assert len(outcomes) == 3


async def test_after_a_mistake_of_ours_everybody_who_waits_is_answered(process: Process) -> None:
    await process.join()
    live = process.suara.rooms._rooms[process.record().id]
    outcomes: list[Outcome] = []

    def apply_rows(rows: Sequence[Row]) -> bool:
        commits.submit(asking("Meanwhile?", outcomes))
        raise ValueError("a mistake of ours")

    tasks = Tasks({})
    announced: list[Row] = []
    commits = Commits(
        live.room,
        live.history,
        process.suara.store,
        tasks,
        lambda: datetime.now(UTC),
        live.receive,
        apply_rows,
        lambda _, rows: announced.extend(rows),
        Tuning(),
        Metrics(),
        process.suara.rooms.store_health,
    )
    with capture_logs() as logs:
        commits.submit(asking("First?", outcomes))
        task = commits.task
        assert task is not None
        with pytest.raises(ValueError, match="a mistake"):
            await task
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Refused)] == ["unavailable"] * 2
    assert [(entry["event"], entry["task"]) for entry in logs] == [("a task died", "commits")]
    assert commits.task is None
    assert announced == []
