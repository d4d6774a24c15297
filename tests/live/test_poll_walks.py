"""Whatever happens to polls, in whatever order and at once: every browser ends with what a new one holds.

On two processes, with a person on both, with one whose network takes nothing for a while, and with one who
goes and comes back from where they stood.
"""

import asyncio
import json
from random import Random
from typing import Any

import pytest

from server.domain.model.poll_events import PollType
from tests.live.browser import Browser
from tests.live.conftest import Process, Start, direct
from tests.live.polls import opened, recorded

BURSTS = 80
POLLS: tuple[tuple[PollType, dict[str, Any], tuple[Any, ...]], ...] = (
    ("choice", {"show": "answered"}, ("o1", "o2", "o3")),
    ("choice", {"show": "closed"}, ("o1", "o2")),
    ("text", {"show": "answered", "moderated": False}, ("More trees", "More shade", "More benches")),
    ("words", {"show": "hand"}, ("trees", "shade", "trees, benches")),
    ("multiple", {"show": "always", "changeable": False}, (["o1"], ["o2", "o3"])),
    ("quiz", {"show": "answered"}, ("o1", "o2")),
)
CURATING = (
    *("poll.open", "poll.close", "poll.close", "poll.open again", "poll.reveal", "poll.hide"),
    *("poll.reset", "poll.reset", "poll.unreset", "poll.unreset", "poll.delete", "poll.restore"),
    *("poll.restore", "poll.restore", "poll.edit", *["poll.open"] * 8),
)


class Walk:
    """The people in the room, its polls, and their next step."""

    def __init__(self, random: Random, processes: list[Process]) -> None:
        self.random = random
        self.processes = processes
        self.polls: list[str] = []
        self.people: list[Browser] = []
        self.moderator: Browser
        self.slow: Browser
        self.commuter: Browser

    async def begin(self) -> None:
        one, other = self.processes
        self.moderator = await one.join("moderator")
        self.people = [await one.join(), await one.join(), await other.join()]
        self.people.append(await other.back(self.people[0]))
        self.people.append(await other.join("speaker"))
        self.slow, self.commuter = await one.join(), await other.join()
        for kind, fields, _ in POLLS:
            self.polls.append(await opened(self.moderator, kind, **fields))
        for number, person in enumerate(self.people[:3]):
            await person.ok("quiz.name", name=f"Player {number}")

    async def burst(self) -> None:
        """A few things at once; whether each is refused does not matter here."""
        deeds = [self._deed() for _ in range(self.random.randint(1, 5))]
        await asyncio.gather(*(who.say(do, **fields) for who, do, fields in deeds))
        chance = self.random.random()
        if chance < 0.2:
            reading = direct(self.slow).reading
            reading.clear() if reading.is_set() else reading.set()
        elif chance < 0.4:
            process = self.random.choice(self.processes)
            await self.commuter.leave()
            self.commuter = await process.back(self.commuter, since=self.commuter.at)

    def _deed(self) -> tuple[Browser, str, dict[str, Any]]:
        random = self.random
        number = random.randrange(len(POLLS))
        poll, (_, _, answers) = self.polls[number], POLLS[number]
        chance = random.random()
        if chance < 0.6:
            who = random.choice([*self.people, *self.people[:4], self.commuter])
            return who, "poll.answer", {"id": poll, "answer": random.choice(answers)}
        if chance < 0.72:
            entries = [item["id"] for item in self.moderator.items.values() if item["kind"] == "entry"]
            entry = random.choice([*entries, "e_none"])
            if random.random() < 0.5:
                do = random.choice(("question.unpublish", "question.publish", "question.decline"))
                reason = {"reason": "tone"} if do == "question.decline" else {}
                return self.moderator, do, {"id": entry, **reason}
            return random.choice(self.people), "question.vote", {"id": entry, "on": random.random() < 0.7}
        do, _, again = random.choice(CURATING).partition(" ")
        fields: dict[str, Any] = {"again": True} if again else {}
        if do == "poll.edit":
            fields = {"prompt": random.choice(("Which?", "Which one?", "And now?"))}
        return self.moderator, do, {"id": poll, **fields}

    async def settle(self) -> list[Browser]:
        """Everybody, once they have heard of what was said after all else."""
        direct(self.slow).reading.set()
        everybody = [self.moderator, *self.people, self.slow, self.commuter]
        await self.moderator.ok("announce", text="That was it")
        for browser in everybody:
            await browser.until(lambda it: it.items["room"].get("announcement") == "That was it")
        return everybody


def plain(browser: Browser) -> Any:
    return json.loads(json.dumps([browser.items, browser.mine], sort_keys=True))


@pytest.mark.parametrize("number", range(8))
async def test_every_browser_ends_with_what_a_new_one_holds(start: Start, number: int) -> None:
    walk = Walk(Random(number), [await start(), await start()])
    await walk.begin()
    for _ in range(BURSTS):
        await walk.burst()
    assert len(await recorded(walk.processes[0])) > 12, "it was about ballots"
    for browser in await walk.settle():
        for process in walk.processes:
            fresh = await process.back(browser)
            assert plain(browser) == plain(fresh), browser.frames[-6:]
            await fresh.leave()


@pytest.mark.parametrize("number", range(4))
async def test_who_never_answers_is_told_no_results_before_a_poll_closes_whatever_the_others_do(
    start: Start, number: int
) -> None:
    walk = Walk(Random(100 + number), [await start(), await start()])
    await walk.begin()
    closing = {"poll.close", "poll.reveal", "poll.restore", "poll.delete"}
    for _ in range(BURSTS):
        deeds = [walk._deed() for _ in range(4)]
        await asyncio.gather(*(who.say(do, **fields) for who, do, fields in deeds if do not in closing))
    await walk.settle()
    for poll, (_, fields, _) in zip(walk.polls, POLLS, strict=True):
        assert walk.moderator.told_results(poll)
        assert bool(walk.slow.told_results(poll)) == (fields["show"] == "always")
