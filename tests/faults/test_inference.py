"""Whoever copies the record after a round has closed can't tell whose a ballot is better than by chance."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from server.conference.creation import create_conference
from server.conference.plans import ConferencePlan
from server.domain.model.people import Person, Role
from server.domain.model.poll_events import PollType
from server.domain.model.refusal import Refused
from server.domain.polls.ballots import ballot_id
from server.domain.polls.sealing import UNSEALED_TYPES, rounds_to_seal
from server.live.rooms.commits import Outcome, PendingCommand
from server.live.rooms.room import LiveRoom
from server.live.tuning import Tuning
from server.run.app import Suara, running
from server.run.settings import Settings, read
from tests.domain.making import command
from tests.domain.polling import DEFINITIONS
from tests.faults.inference import Evidence, Score, from_postgresql, from_sqlite
from tests.live.conftest import AT_ONCE, HOUR
from tests.processes import SECRET
from tests.servers import PostgresServer

MODERATOR = Person("moderator", Role.MODERATOR)
TYPES: list[PollType] = sorted(DEFINITIONS.keys() - UNSEALED_TYPES)
WORDS = ("trees", "bikes", "open data", "water")
EAGER = Tuning(snapshot_bytes=1, snapshots_apart_s=0.0, heartbeat_s=0.05)
"""Snapshots are taken all the time: they must not keep what leaves the log."""


@dataclass(frozen=True)
class Size:
    """How many rooms, of six people and of sixty."""

    small: int
    large: int


SIZES = [
    pytest.param(Size(16, 2), id="short"),
    pytest.param(Size(200, 20), id="long", marks=pytest.mark.long),
]


class Rooms:
    """Rooms in each of which people vote, answer a poll, and vote again, one after the other."""

    def __init__(self, suara: Suara, random: Random) -> None:
        self._suara = suara
        self._random = random
        self.truths: dict[str, list[str]] = {}  # by poll: the answers, in the order of their times

    async def say(self, live: LiveRoom, person: Person, do: str, /, **fields: Any) -> dict[str, Any]:
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._suara.rooms.submit(live, PendingCommand(person, command(do, **fields), outcome.set_result))
        said = await outcome
        assert not isinstance(said, Refused), said
        return said

    async def play(self, code: str, kind: PollType, people: int) -> tuple[LiveRoom, str]:
        record = self._suara.directory.room(code)
        assert record is not None
        live = await self._suara.rooms.enter(record)
        question = (await self.say(live, MODERATOR, "question.ask", text="Which streets first?"))["id"]
        poll = (await self.say(live, MODERATOR, "poll.create", type=kind, prompt="?", **DEFINITIONS[kind]))[
            "id"
        ]
        await self.say(live, MODERATOR, "poll.open", id=poll)
        truth: list[str] = []
        for number in range(people):
            secret = self._random.randbytes(16)
            person = Person(f"{code} {number}", Role.ATTENDEE, secret)
            await self.say(live, person, "question.vote", id=question, on=True)
            await self.say(live, person, "poll.answer", id=poll, answer=self._answer(kind))
            await self.say(live, person, "question.vote", id=question, on=False)
            truth.append(json.dumps(live.room.ballots[ballot_id(person, poll, 1)].answer))
        self.truths[poll] = truth
        return live, poll

    def _answer(self, kind: PollType) -> Any:
        options = ["o1", "o2", "o3"]
        match kind:
            case "yesno":
                return self._random.choice(["yes", "no"])
            case "multiple" | "ranking":
                return self._random.sample(options, self._random.randint(1, 3))
            case "rating" | "scale":
                return self._random.randint(1, 5)
            case "estimate":
                return self._random.randint(0, 6)
            case "words":
                return self._random.choice(WORDS)
        return self._random.choice(options)

    async def close(self, live: LiveRoom, poll: str) -> None:
        await self.say(live, MODERATOR, "poll.close", id=poll)
        await self.say(live, MODERATOR, "poll.hide", id=poll)  # stored with the seal, or after it
        assert not rounds_to_seal(live.room)


def plan(rooms: int) -> ConferencePlan:
    codes = [f"R{number:03}" for number in range(rooms)]
    talks = [{**HOUR, "code": each, "title": each, "state": "open", "settings": AT_ONCE} for each in codes]
    return ConferencePlan.model_validate({"conference": {"slug": "many", "title": "Many"}, "rooms": talks})


@dataclass
class Copies:
    """The evidence in copies from before and after the rounds closed, and what is true."""

    before: dict[str, Evidence]
    after: dict[str, Evidence]
    truths: dict[str, list[str]]

    def score(self, evidence: dict[str, Evidence], people: int) -> Score:
        score = Score()
        for poll, truth in self.truths.items():
            if len(truth) == people:
                score.add(truth, evidence[poll])
        return score


async def played(settings: Settings, size: Size, copied: Any) -> Copies:
    """`copied` reads a copy of the record as it is."""
    people = [*[6] * size.small, *[60] * size.large]
    async with running(settings, tuning=EAGER) as suara:
        await create_conference(suara.store, plan(len(people)), datetime.now(UTC))
        await suara.directory.load()
        rooms = Rooms(suara, Random(2020))
        polls = [
            await rooms.play(f"R{number:03}", TYPES[number % len(TYPES)], count)
            for number, count in enumerate(people)
        ]
        before = await asyncio.to_thread(copied)
        for live, poll in polls:
            await rooms.close(live, poll)
        while not await suara.store.scrub():
            pass
        after = await asyncio.to_thread(copied)
    return Copies(before, after, rooms.truths)


def check(copies: Copies) -> None:
    small = copies.score(copies.before, 6)
    assert small.whole["version"] >= 0.9 * small.rooms, "the attacker is able: the log of before tells all"
    for people in (6, 60):
        score = copies.score(copies.after, people)
        assert "version" not in score.right, "all have left their rows"
        assert score.right, "some order is always found"
        for order, right in score.right.items():
            assert right <= score.limit, f"by {order}: {right}, by chance {score.mean:.0f}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.timeout(600)
async def test_on_sqlite_files_freed_pages_and_snapshots_tell_nothing(tmp_path: Path, size: Size) -> None:
    numbers: Iterator[int] = iter(range(2))

    def copied() -> dict[str, Evidence]:
        copy = tmp_path / f"copy {next(numbers)}"
        copy.mkdir()
        for name in ("suara.db", "suara.db-wal"):
            shutil.copy(tmp_path / name, copy / name)
        return from_sqlite(copy)

    settings = read(data=tmp_path, database_url="", redis_url="", rate_limit=False)
    check(await played(settings, size, copied))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.timeout(600)
async def test_on_postgresql_nothing_that_sql_shows_tells(
    tmp_path: Path, size: Size, postgres_server: PostgresServer
) -> None:
    address = postgres_server.database()
    settings = read(data=tmp_path, database_url=address, redis_url="", secret_key=SECRET, rate_limit=False)
    check(await played(settings, size, lambda: from_postgresql(address)))


def test_what_is_likely_by_chance_is_that_of_all_assignments() -> None:
    answers = ["o1", "o1", "o2", "o3"]
    random = Random(1)
    counts = []
    for _ in range(20_000):
        assigned = random.sample(answers, len(answers))
        counts.append(sum(map(str.__eq__, answers, assigned)))
    score = Score()
    score.add(answers, Evidence({str(n): a for n, a in enumerate(answers)}))
    mean = sum(counts) / len(counts)
    assert score.mean == pytest.approx(mean, abs=0.05)
    assert score.variance == pytest.approx(
        sum((count - mean) ** 2 for count in counts) / len(counts), rel=0.05
    )
