"""Ballots in one poll of a single choice."""

import json
from array import array
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.load import record
from tests.load.casting import Cast
from tests.load.client import Crowd
from tests.load.line import Failed, Line
from tests.load.screens import Held, Step

OPTIONS = ["Trams", "Bicycles", "Buses", "Ferries", "Walking"]
OPENED_S = 30.0


class Ballots(Cast):
    """The one ballot of each line. `own_us` is how long it took from it to the results on the same screen."""

    def __init__(self, crowd: Crowd, poll: dict[str, Any], *, timed_every: int = 20) -> None:
        super().__init__(crowd, {poll["id"]: poll["ballots"]}, timed_every=timed_every)
        self.own_us = array("Q")
        self.options = [option["id"] for option in poll["options"]]
        self._crowd = crowd
        self._poll, self._show = poll["id"], poll["show"]
        self._answers: dict[int, str] = {}
        self._awaiting: dict[int, int] = {}  # results, since when

    def cast(self, line: Line, option: str) -> None:
        self._send(line, self._poll, "poll.answer", answer=option)
        assert line.number not in self._answers, "the poll takes one from each"
        self._answers[line.number] = option
        if line.watched:
            self._awaiting[line.number] = self._sent_ns[-1]

    def right(self, screen: Held, *, newcomer: bool = False) -> bool:
        expected: dict[str, Any] = {"ballots": self.sent}
        if self._show == "always" or not newcomer:
            expected["results"] = dict.fromkeys(self.options, 0) | Counter(self._answers.values())
        shown = screen.items[self._poll]
        return {key: shown[key] for key in ("ballots", "results") if key in shown} == expected

    def is_recorded(self, folder: Path, code: str) -> bool:
        recorded = record.ballots(folder, self._poll, code)
        return Counter(recorded) == Counter(self._answers.values())

    def _raised(self, line: Line, step: Step, now_ns: int) -> None:
        super()._raised(line, step, now_ns)
        if line.number in self._awaiting and "results" in self._crowd.held(line).items[self._poll]:
            self.own_us.append((now_ns - self._awaiting.pop(line.number)) // 1000)


async def launch(crowd: Crowd, lines: list[Line], moderator: Line, show: str) -> dict[str, Any]:
    """A new poll, open on every screen; as those who have not answered see it."""
    before = {poll["id"] for poll in crowd.held(lines[0]).polls()}
    replies: list[dict[str, Any]] = []
    moderator.on_reply = lambda line, payload, now_ns: replies.append(json.loads(payload))
    fields = {"type": "choice", "prompt": "How did you come?", "options": OPTIONS, "show": show}
    moderator.send(json.dumps({"do": "poll.create", "ref": 10, **fields}))
    if not await crowd.until(lambda: len(replies) == 1, OPENED_S):
        raise Failed("no poll could be made")
    moderator.send(json.dumps({"do": "poll.open", "ref": 11, "id": replies[0]["ok"]["id"]}))
    if not await crowd.until(lambda: all(_new(crowd, line, before) for line in lines), OPENED_S):
        raise Failed("the poll is not on every screen")
    (poll,) = _new(crowd, lines[0], before)
    return poll


def _new(crowd: Crowd, line: Line, before: set[str]) -> list[dict[str, Any]]:
    return [poll for poll in crowd.held(line).polls() if poll["id"] not in before]


async def live_through(crowd: Crowd, lines: list[Line], moderator: Line, polls: int) -> None:
    """So many polls, one after the other, that everybody answers and that are closed again."""
    for _ in range(polls):
        poll = await launch(crowd, lines, moderator, "closed")
        cast = Ballots(crowd, poll)
        for n, line in enumerate(lines):
            line.on_reply = cast.answered
            cast.cast(line, cast.options[n % len(cast.options)])
        if not await crowd.until(_all_answered(cast), OPENED_S):
            raise Failed("not all ballots were answered")
        moderator.send(json.dumps({"do": "poll.close", "ref": 12, "id": poll["id"]}))
        if not await crowd.until(_is_closed(crowd, moderator, poll["id"]), OPENED_S):
            raise Failed("the poll did not close")


def _all_answered(cast: Ballots) -> Callable[[], bool]:
    return lambda: cast.acknowledged == cast.sent


def _is_closed(crowd: Crowd, line: Line, poll: str) -> Callable[[], bool]:
    return lambda: crowd.held(line).items[poll]["state"] == "closed"
