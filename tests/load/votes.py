"""Votes for questions, and the checks at the end of every storm: each screen is exact, and so is the log."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.load import record
from tests.load.bench import Bench
from tests.load.client import Client, Target
from tests.load.metrics import Meter, Row, latency, ratio
from tests.load.pool import ClientPool
from tests.load.screens import RoomScreen
from tests.load.tracker import CommandTracker

SETTLED_S = 60.0
PATIENCE_S = 300.0


class VoteTracker(CommandTracker):
    """Votes that are given and taken back."""

    def __init__(self, pool: ClientPool, before: Mapping[str, int], *, timed_every: int = 20) -> None:
        super().__init__(pool, before, timed_every=timed_every)
        self.given: set[tuple[int, str]] = set()  # the client's number and the question

    @property
    def tallies(self) -> Counter[str]:
        """The votes that every screen must show in the end."""
        return self._before + Counter(question for _, question in self.given)

    def send(self, client: Client, question: str, *, on: bool = True) -> None:
        self._send(client, question, "question.vote", on=on)
        (self.given.add if on else self.given.discard)((client.number, question))

    def matches(self, screen: RoomScreen, *, newcomer: bool = False) -> bool:
        return Counter({each: n for each, n in screen.votes().items() if n}) == self.tallies

    def is_recorded(self, folder: Path, code: str) -> bool:
        recorded = record.votes(folder, code)
        return Counter({each: n for each, n in recorded.items() if n}) == self.tallies


async def closed_loop(
    pool: ClientPool, votes: VoteTracker, clients: list[Client], each: int, pid: int
) -> Row:
    """Every client sends the next of its `each` votes when the last is acknowledged."""
    questions = sorted(pool.room_screen(clients[0]).votes())[:30]
    left = dict.fromkeys((client.number for client in clients), each)

    def vote(client: Client) -> None:
        left[client.number] -= 1
        # On and off by turns, so that every one changes something.
        votes.send(client, questions[client.number % len(questions)], on=left[client.number] % 2 == 0)

    def next_one(client: Client, payload: bytes, now_ns: int) -> None:
        votes.on_reply(client, payload, now_ns)
        if left[client.number]:
            vote(client)

    meter = Meter(pid)
    for client in clients:
        client.on_reply = next_one
        vote(client)
    await pool.until(lambda: votes.acknowledged >= len(clients) * each, PATIENCE_S)
    lap = meter.lap()
    return {
        "voters": len(clients),
        "votes": votes.acknowledged,
        "per_s": round(votes.acknowledged / lap.seconds),
        "cpu_us": ratio(lap.cpu_us, votes.acknowledged),
        **latency(votes.ack_us),
        "load_busy": lap.load_busy,
        "delivered": None,
    }


async def verify_screens(
    bench: Bench,
    pool: ClientPool,
    tracker: CommandTracker,
    clients: list[Client],
    newcomer: Target,
    *,
    settled_s: float = SETTLED_S,
) -> float:
    """The share of screens that show exactly what was sent, once all is acknowledged and screens agree.

    A client that joins now is checked as well. Whatever differs is left as a fault.
    """
    acknowledged = await pool.until(lambda: tracker.acknowledged >= tracker.sent, settled_s)
    bench.require(acknowledged, f"{tracker.acknowledged} of {tracker.sent} were acknowledged")

    def all_match() -> bool:
        same = len({id(client.screen) for client in clients}) == 1
        return same and tracker.matches(pool.room_screen(clients[0]))

    await pool.until(all_match, settled_s)
    (late,) = await pool.open([newcomer])
    right = tracker.matches(pool.room_screen(late), newcomer=True)
    bench.require(right, "a browser that joins now is shown other tallies")
    screens = [pool.room_screen(client) for client in clients]
    matching = {screen: tracker.matches(screen) for screen in set(screens)}
    return bench.delivered(sum(matching[screen] for screen in screens), len(clients))


def verify_log(bench: Bench, tracker: CommandTracker, folder: Path, code: str = "LOAD") -> None:
    """To be called when the server has ended."""
    bench.require(tracker.is_recorded(folder, code), "the log holds something else than was acknowledged")
