"""One browser in ten reads nothing: what the others notice of it, and what it costs to hold those.

Runs with and without them take turns. The slow ones' network is a phone's, whose buffers fill; afterwards
they read again, and must come to hold what everybody holds. They `saw` fewer updates: some were merged.
"""

import json
import time
from statistics import median

from tests.load import machine, ours
from tests.load.bench import Bench
from tests.load.client import Crowd
from tests.load.line import Line
from tests.load.measuring import percentile_ms
from tests.load.saying import Say, one_by_one
from tests.load.screens import stamp

# Each letter carries several marks, since what is limited first is the number of letters.
LONG = "a\u0301\u0302\u0303\u0304" * 420
LANGUAGES = ("id", "de", "th")
CAUGHT_UP_S = 30.0
BUDGET_S = 12.0  # less than what the server waits before it cuts off who reads nothing


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=500, full=5000)
    pairs = bench.pick(smoke=1, quick=3, full=5)
    updates = bench.pick(smoke=5, quick=80, full=80)
    slow_ones = max(1, browsers // 10)
    async with bench.suara(ours.talk("LOAD", 1)) as suara, Crowd() as crowd:
        key = await bench.moderator_key(suara)
        (moderator,) = await crowd.open([ours.way_by_link(suara.port, "LOAD", key)])
        moderator.counts = False
        others = await crowd.open([ours.way(suara.port)] * (browsers - slow_ones))
        slow = await crowd.open([ours.way(suara.port)] * slow_ones, slow=True)
        (question,) = crowd.held(others[0]).votes()
        for lang in LANGUAGES:
            _translate(moderator, question, lang)
        say = _editing(moderator, question)
        await one_by_one(crowd, say, 2, len(others))

        async def p99_ms() -> tuple[int, float]:
            tally = crowd.count_afresh()
            said = await one_by_one(crowd, say, updates, len(others), budget_s=BUDGET_S)
            bench.reach(tally.stamps, said * len(others))
            return said, percentile_ms(tally.ages_us, 0.99) or 0.0

        before_kb = machine.rss_kb(suara.pid)
        ratios = []
        for pair in range(pairs):
            _, without_ms = await p99_ms()
            await _come_again(crowd, slow, suara.port)
            for line in slow:
                line.pause()
            said, with_ms = await p99_ms()
            grown_kb = machine.rss_kb(suara.pid) - before_kb
            for line in slow:
                line.resume()
            caught_up = await crowd.until(lambda: _together(others, slow), CAUGHT_UP_S)
            bench.must(caught_up, "the slow ones did not come to hold what everybody holds")
            saw = sum(line.received for line in slow) / slow_ones
            fell_behind = saw < said or bench.scale == "smoke"
            bench.must(fell_behind, "the slow ones did not fall behind, so nothing was measured")
            ratios.append(with_ms / without_ms if without_ms else 0.0)
            bench.rows.append(
                {
                    "pair": pair + 1,
                    "browsers": browsers,
                    "slow": slow_ones,
                    "p99_without_ms": without_ms,
                    "p99_with_ms": with_ms,
                    "ratio": round(ratios[-1], 2),
                    "updates": said,
                    "slow_saw": round(saw, 1),
                    "rss_grown_mb": round(grown_kb / 1024, 1),
                    "kb_per_slow": round(grown_kb / slow_ones, 1),
                }
            )
        bench.must(crowd.closed == 0, f"{crowd.closed} browsers were cut off")
        bench.rows.append({"pair": "median", "browsers": browsers, "ratio": round(median(ratios), 2)})


async def _come_again(crowd: Crowd, slow: list[Line], port: int) -> None:
    """On new connections: the kernel buffers megabytes for one that has long kept up."""
    for line in slow:
        line.close()
    await crowd.reopen((line, ours.way_back(port, line)) for line in slow)


def _translate(moderator: Line, question: str, lang: str) -> None:
    fields = {"id": question, "lang": lang, "text": LONG}
    moderator.send(json.dumps({"do": "question.translate", "ref": 10, **fields}))


def _editing(moderator: Line, question: str) -> Say:
    """A long question that a moderator puts differently, again and again; its translations travel along."""
    ref = 100

    def say() -> None:
        nonlocal ref
        ref += 1
        text = stamp(time.monotonic_ns()) + LONG
        moderator.send(json.dumps({"do": "question.edit", "ref": ref, "id": question, "text": text}))

    return say


def _together(others: list[Line], slow: list[Line]) -> bool:
    return {line.screen for line in slow} == {line.screen for line in others}
