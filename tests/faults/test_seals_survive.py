"""Processes killed while rounds close: each ballot is in the log or in a box, and counts once."""

import json
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.faults.conftest import Database, Join, moderators_key
from tests.faults.folders import events, link_key, table
from tests.live.browser import Browser
from tests.live.polls import opened
from tests.processes import SECRET, Serving

PEOPLE = 4
MOST_PINGS = 12  # that are answered between the closing of the poll and the end of the process
TIMES = [pytest.param(5, id="short"), pytest.param(100, id="long", marks=pytest.mark.long)]

Recorded = list[list[Any]]


@dataclass(frozen=True)
class Killed:
    """A process, and what is read of its record while it is dead or alive: data of rows, and boxes."""

    serving: Serving
    key: str
    rows: Callable[[], list[str]]
    boxes: Callable[[], list[str]]

    def ballots(self, poll: str) -> tuple[Recorded, Recorded]:
        """A poll's ballots in rows, and in boxes."""
        rows = [ballot for data in self.rows() for ballot in json.loads(data)["ballots"]]
        boxes = [ballot for box in self.boxes() for ballot in json.loads(box)]
        return [each for each in rows if each[1] == poll], [each for each in boxes if each[1] == poll]


@pytest.fixture
def on_file(serving: Serving, room: str) -> Killed:
    def rows() -> list[str]:
        return [row["data"] for row in events(serving.folder, room) if row["type"] == "BallotsCast"]

    def boxes() -> list[str]:
        return [box["ballots"] for box in table(serving.folder, "ballot_box")]

    return Killed(serving, link_key(serving.folder, "moderator", room), rows, boxes)


@pytest.fixture
def on_postgresql(tmp_path: Path, database: Database, room: str) -> Iterator[Killed]:
    def rows() -> list[str]:
        of_room = "FROM event JOIN room ON room.id = room WHERE code = %s AND type = 'BallotsCast'"
        return [str(data) for (data,) in database.rows(f"SELECT data {of_room}", room)]

    def boxes() -> list[str]:
        return [str(ballots) for (ballots,) in database.rows("SELECT ballots FROM ballot_box")]

    serving = Serving(tmp_path, DATABASE_URL=database.url, SECRET_KEY=SECRET)
    serving.start()
    yield Killed(serving, moderators_key(database, room), rows, boxes)
    serving.stop()


async def closing(killed: Killed, join: Join, random: Random) -> None:
    """Closes a poll, kills the process at some moment after, and starts it again."""
    moderator = await join(killed.serving, key=killed.key)
    people: list[Browser] = [await join(killed.serving) for _ in range(PEOPLE)]
    poll = await opened(moderator, "estimate", *people, show="always", floor=0, ceiling=100, unit="")
    for number, person in enumerate(people):
        await person.ok("poll.answer", id=poll, answer=number)
    await moderator.line.send(json.dumps({"do": "poll.close", "ref": 1000, "id": poll}))
    for _ in range(random.randrange(MOST_PINGS)):
        await people[0].ok("ping")
    killed.serving.end(signal.SIGKILL)

    in_rows, in_boxes = killed.ballots(poll)
    assert sorted(each[3] for each in (*in_rows, *in_boxes)) == list(range(PEOPLE)), "each is there once"
    assert not in_rows or not in_boxes, "half sealed"

    killed.serving.start()
    moderator = await join(killed.serving, key=killed.key)
    if moderator.items[poll]["state"] == "open":
        await moderator.ok("poll.close", id=poll)
    while killed.ballots(poll)[0]:  # until all have left the log
        await moderator.ok("ping")
    assert Counter(each[3] for each in killed.ballots(poll)[1]) == Counter(range(PEOPLE))
    fresh = await join(killed.serving, key=killed.key)
    assert fresh.items[poll]["ballots"] == PEOPLE
    for number, person in enumerate(people):
        again = await join(killed.serving, token=person.token)
        assert again.mine["ballots"][poll] == number
        await again.leave()
    await fresh.ok("poll.delete", id=poll)


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.timeout(900)
async def test_on_sqlite_no_ballot_is_lost_doubled_or_half_sealed(
    on_file: Killed, join: Join, times: int
) -> None:
    for number in range(times):
        await closing(on_file, join, Random(number))


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.timeout(900)
async def test_on_postgresql_no_ballot_is_lost_doubled_or_half_sealed(
    on_postgresql: Killed, join: Join, times: int
) -> None:
    for number in range(times):
        await closing(on_postgresql, join, Random(number))
