"""Votes, and what of anything cast must hold in the end: every screen exact, and the log too."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.load import record
from tests.load.bench import Bench
from tests.load.casting import Cast
from tests.load.client import Crowd
from tests.load.line import Line, Way
from tests.load.measuring import Meter, Row, latency, ratio
from tests.load.screens import Held

SETTLED_S = 60.0
PATIENCE_S = 300.0


class Votes(Cast):
    """Votes for questions."""

    def __init__(self, crowd: Crowd, before: Mapping[str, int], *, timed_every: int = 20) -> None:
        super().__init__(crowd, before, timed_every=timed_every)
        self.holding: set[tuple[int, str]] = set()

    @property
    def tallies(self) -> Counter[str]:
        """What every screen must show in the end."""
        return self._before + Counter(question for _, question in self.holding)

    def cast(self, line: Line, question: str, *, on: bool = True) -> None:
        self._send(line, question, "question.vote", on=on)
        (self.holding.add if on else self.holding.discard)((line.number, question))

    def right(self, screen: Held, *, newcomer: bool = False) -> bool:
        return Counter({each: n for each, n in screen.votes().items() if n}) == self.tallies

    def is_recorded(self, folder: Path, code: str) -> bool:
        recorded = record.votes(folder, code)
        return Counter({each: n for each, n in recorded.items() if n}) == self.tallies


async def closed_loop(crowd: Crowd, votes: Votes, lines: list[Line], each: int, pid: int) -> Row:
    """Everybody sends the next vote when their last is answered."""
    questions = sorted(crowd.held(lines[0]).votes())[:30]
    left = dict.fromkeys((line.number for line in lines), each)

    def vote(line: Line) -> None:
        left[line.number] -= 1
        # On and off by turns, so that every one changes something.
        votes.cast(line, questions[line.number % len(questions)], on=left[line.number] % 2 == 0)

    def next_one(line: Line, payload: bytes, now_ns: int) -> None:
        votes.answered(line, payload, now_ns)
        if left[line.number]:
            vote(line)

    meter = Meter(pid)
    for line in lines:
        line.on_reply = next_one
        vote(line)
    await crowd.until(lambda: votes.acknowledged >= len(lines) * each, PATIENCE_S)
    lap = meter.lap()
    return {
        "voters": len(lines),
        "votes": votes.acknowledged,
        "per_s": round(votes.acknowledged / lap.seconds),
        "cpu_us": ratio(lap.cpu_us, votes.acknowledged),
        **latency(votes.ack_us),
        "load_busy": lap.load_busy,
        "reach": None,
    }


async def settle(
    bench: Bench, crowd: Crowd, cast: Cast, lines: list[Line], fresh: Way, *, settled_s: float = SETTLED_S
) -> float:
    """Waits until all is answered and every screen shows the same; then compares that, and what a browser
    that comes now is shown, with what was cast. Returns how many of the screens show exactly that."""
    answered = await crowd.until(lambda: cast.acknowledged >= cast.sent, settled_s)
    bench.must(answered, f"{cast.acknowledged} of {cast.sent} were answered")

    def all_right() -> bool:
        return len({id(line.screen) for line in lines}) == 1 and cast.right(crowd.held(lines[0]))

    await crowd.until(all_right, settled_s)
    (newcomer,) = await crowd.open([fresh])
    bench.must(
        cast.right(crowd.held(newcomer), newcomer=True), "a browser that comes now is shown other tallies"
    )
    shown = {screen: cast.right(screen) for screen in {crowd.held(line) for line in lines}}
    return bench.reach(sum(shown[crowd.held(line)] for line in lines), len(lines))


def must_be_recorded(bench: Bench, cast: Cast, folder: Path, code: str = "LOAD") -> None:
    """In the log itself, once the server is over."""
    bench.must(cast.is_recorded(folder, code), "the log holds something else than was acknowledged")
