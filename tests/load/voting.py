"""Votes: cast, acknowledged, shown on screens, and counted in the end."""

import json
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping

from tests.load import ours
from tests.load.bench import Bench
from tests.load.client import Crowd
from tests.load.line import Line, Way
from tests.load.measuring import Meter, Row, latency, ratio
from tests.load.screens import Held, Step

SETTLED_S = 60.0
PATIENCE_S = 300.0


class Votes:
    """Keeps count of what was said and answered.

    A screen that shows n votes for a question shows the n that were sent first: which of two votes sent in
    the same moment was committed first can't be seen, and makes no difference to how long both took.
    """

    def __init__(self, crowd: Crowd, before: Mapping[str, int], *, timed_every: int = 20) -> None:
        """`before` is what screens show as it begins; on them, one vote of a question in so many is timed."""
        self.acknowledged = 0
        self.ack_us = array("Q")
        self.shown_us = array("Q")
        self.holding: set[tuple[int, str]] = set()
        self._sent_ns: list[int] = []
        self._by_question: defaultdict[str, list[int]] = defaultdict(list)
        self._before = Counter(before)
        self._every = timed_every
        crowd.on_raised = self._raised

    @property
    def sent(self) -> int:
        return len(self._sent_ns)

    @property
    def tallies(self) -> Counter[str]:
        """What every screen must show in the end."""
        return self._before + Counter(question for _, question in self.holding)

    def cast(self, line: Line, question: str, *, on: bool = True) -> None:
        now_ns = time.monotonic_ns()
        line.send(
            json.dumps({"do": "question.vote", "ref": 1000 + len(self._sent_ns), "id": question, "on": on})
        )
        self._sent_ns.append(now_ns)
        self._by_question[question].append(now_ns)
        (self.holding.add if on else self.holding.discard)((line.number, question))

    def answered(self, line: Line, payload: bytes, now_ns: int) -> None:
        """A line's `on_reply`."""
        ref = int(payload[7 : payload.index(b",")])
        self.acknowledged += 1
        self.ack_us.append((now_ns - self._sent_ns[ref - 1000]) // 1000)

    def _raised(self, line: Line, step: Step, now_ns: int) -> None:
        for question, before, after in step.raised:
            sent, old = self._by_question[question], self._before[question]
            first = ((before - old) // self._every + 1) * self._every
            for nth in range(first, after - old + 1, self._every):
                self.shown_us.append((now_ns - sent[nth - 1]) // 1000)


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
    bench: Bench, crowd: Crowd, votes: Votes, lines: list[Line], fresh: Way, *, settled_s: float = SETTLED_S
) -> float:
    """Waits until all is answered and every screen shows the same; then compares that, and what a browser
    that comes now is shown, with what was cast. Returns how many of the screens show exactly that."""
    answered = await crowd.until(lambda: votes.acknowledged >= votes.sent, settled_s)
    bench.must(answered, f"{votes.acknowledged} of {votes.sent} votes were answered")
    expected = votes.tallies

    def right(screen: Held) -> bool:
        return Counter({each: n for each, n in screen.votes().items() if n}) == expected

    def all_right() -> bool:
        return len({id(line.screen) for line in lines}) == 1 and right(crowd.held(lines[0]))

    await crowd.until(all_right, settled_s)
    (newcomer,) = await crowd.open([fresh])
    bench.must(right(crowd.held(newcomer)), "a browser that comes now is shown other tallies")
    shown = {screen: right(screen) for screen in {crowd.held(line) for line in lines}}
    return bench.reach(sum(shown[crowd.held(line)] for line in lines), len(lines))


async def must_be_recorded(bench: Bench, votes: Votes, url: str, code: str = "LOAD") -> None:
    """The log's own count, which no server had a hand in, once that is over."""
    recorded = Counter({each: n for each, n in (await ours.recorded_votes(url, code)).items() if n})
    bench.must(recorded == votes.tallies, "the log holds other votes than were acknowledged")
