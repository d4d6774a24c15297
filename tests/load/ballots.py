"""Ballots in one poll of single choice."""

import json
from array import array
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.load import record
from tests.load.client import Client, LoadError
from tests.load.pool import ClientPool
from tests.load.screens import RoomScreen, Transition
from tests.load.tracker import CommandTracker

OPTIONS = ["Trams", "Bicycles", "Buses", "Ferries", "Walking"]
OPENED_S = 30.0


class BallotTracker(CommandTracker):
    """One ballot of each client. `own_us` are the delays from a ballot to the results on the same screen."""

    def __init__(self, pool: ClientPool, poll: dict[str, Any], *, timed_every: int = 20) -> None:
        super().__init__(pool, {poll["id"]: poll["ballots"]}, timed_every=timed_every)
        self.own_us = array("Q")
        self.options = [option["id"] for option in poll["options"]]
        self._pool = pool
        self._poll, self._show = poll["id"], poll["show"]
        self._answers: dict[int, str] = {}
        self._awaiting_results: dict[int, int] = {}  # since when

    def send(self, client: Client, option: str) -> None:
        self._send(client, self._poll, "poll.answer", answer=option)
        assert client.number not in self._answers, "the poll takes one from each"
        self._answers[client.number] = option
        if client.sampled:
            self._awaiting_results[client.number] = self._sent_ns[-1]

    def matches(self, screen: RoomScreen, *, newcomer: bool = False) -> bool:
        expected: dict[str, Any] = {"ballots": self.sent}
        if self._show == "always" or not newcomer:
            expected["results"] = dict.fromkeys(self.options, 0) | Counter(self._answers.values())
        shown = screen.items[self._poll]
        return {key: shown[key] for key in ("ballots", "results") if key in shown} == expected

    def is_recorded(self, folder: Path, code: str) -> bool:
        recorded = record.ballots(folder, self._poll, code)
        return Counter(recorded) == Counter(self._answers.values())

    def _on_counts(self, client: Client, transition: Transition, now_ns: int) -> None:
        super()._on_counts(client, transition, now_ns)
        if client.number not in self._awaiting_results:
            return
        if "results" in self._pool.room_screen(client).items[self._poll]:
            self.own_us.append((now_ns - self._awaiting_results.pop(client.number)) // 1000)


async def open_poll(pool: ClientPool, clients: list[Client], moderator: Client, show: str) -> dict[str, Any]:
    """A new poll that is open on every screen, as seen before one has answered. Raises `LoadError`."""
    before = {poll["id"] for poll in pool.room_screen(clients[0]).polls()}
    replies: list[dict[str, Any]] = []
    moderator.on_reply = lambda client, payload, now_ns: replies.append(json.loads(payload))
    fields = {"type": "choice", "prompt": "How did you come?", "options": OPTIONS, "show": show}
    moderator.send(json.dumps({"do": "poll.create", "ref": 10, **fields}))
    if not await pool.until(lambda: len(replies) == 1, OPENED_S):
        raise LoadError("no poll could be made")
    moderator.send(json.dumps({"do": "poll.open", "ref": 11, "id": replies[0]["ok"]["id"]}))
    if not await pool.until(lambda: all(_new_polls(pool, client, before) for client in clients), OPENED_S):
        raise LoadError("the poll is not on every screen")
    (poll,) = _new_polls(pool, clients[0], before)
    return poll


def _new_polls(pool: ClientPool, client: Client, before: set[str]) -> list[dict[str, Any]]:
    return [poll for poll in pool.room_screen(client).polls() if poll["id"] not in before]


async def run_polls(pool: ClientPool, clients: list[Client], moderator: Client, polls: int) -> None:
    """So many polls, one after the other: opened, answered by all clients, closed. Raises `LoadError`."""
    for _ in range(polls):
        poll = await open_poll(pool, clients, moderator, "closed")
        ballots = BallotTracker(pool, poll)
        for n, client in enumerate(clients):
            client.on_reply = ballots.on_reply
            ballots.send(client, ballots.options[n % len(ballots.options)])
        if not await pool.until(_all_acknowledged(ballots), OPENED_S):
            raise LoadError("not all ballots were acknowledged")
        moderator.send(json.dumps({"do": "poll.close", "ref": 12, "id": poll["id"]}))
        if not await pool.until(_is_closed(pool, moderator, poll["id"]), OPENED_S):
            raise LoadError("the poll did not close")


def _all_acknowledged(ballots: BallotTracker) -> Callable[[], bool]:
    return lambda: ballots.acknowledged == ballots.sent


def _is_closed(pool: ClientPool, client: Client, poll: str) -> Callable[[], bool]:
    return lambda: pool.room_screen(client).items[poll]["state"] == "closed"
