"""One browser in ten reads nothing: delays of the others, and memory for the slow ones.

Runs with and without slow browsers take turns. Their network is a phone's, whose buffers fill. Afterwards
they read again, and their screens must become those of the others. They receive fewer updates (`slow_saw`),
because the server merges what has waited.
"""

import json
import time
from statistics import median

from tests.load import machine, rooms
from tests.load.bench import Bench
from tests.load.client import Client
from tests.load.metrics import percentile_ms
from tests.load.pool import ClientPool
from tests.load.screens import stamp
from tests.load.updates import SendUpdate, send_one_by_one

# Each letter carries several marks, because the number of letters is limited more than that of bytes.
LONG = "a\u0301\u0302\u0303\u0304" * 420
LANGUAGES = ("id", "de", "th")
CAUGHT_UP_S = 30.0
BUDGET_S = 12.0  # less than the time after which the server cuts off a browser that reads nothing


async def run(bench: Bench) -> None:
    browsers = bench.browsers(smoke=20, quick=500, full=5000)
    pairs = bench.pick(smoke=1, quick=3, full=5)
    updates = bench.pick(smoke=5, quick=80, full=80)
    slow_ones = max(1, browsers // 10)
    async with bench.suara(rooms.plan("LOAD", 1)) as suara, ClientPool() as pool:
        key = await bench.moderator_key(suara)
        (moderator,) = await pool.open([rooms.by_key(suara.port, "LOAD", key)])
        moderator.counted = False
        others = await pool.open([rooms.attendee(suara.port)] * (browsers - slow_ones))
        slow = await pool.open([rooms.attendee(suara.port)] * slow_ones, slow=True)
        (question,) = pool.room_screen(others[0]).votes()
        for lang in LANGUAGES:
            _translate(moderator, question, lang)
        send = _edits(moderator, question)
        await send_one_by_one(pool, send, 2, len(others))

        async def p99_ms() -> tuple[int, float]:
            tally = pool.reset_tally()
            sent = await send_one_by_one(pool, send, updates, len(others), budget_s=BUDGET_S)
            bench.delivered(tally.stamps, sent * len(others))
            return sent, percentile_ms(tally.ages_us, 0.99) or 0.0

        before_kb = machine.rss_kb(suara.pid)
        ratios = []
        for pair in range(pairs):
            _, without_ms = await p99_ms()
            await _reconnect(pool, slow, suara.port)
            for client in slow:
                client.pause()
            sent, with_ms = await p99_ms()
            grown_kb = machine.rss_kb(suara.pid) - before_kb
            for client in slow:
                client.resume()
            caught_up = await pool.until(lambda: _agree(others, slow), CAUGHT_UP_S)
            bench.require(caught_up, "the screens of slow browsers did not become those of the others")
            saw = sum(client.stamps for client in slow) / slow_ones
            fell_behind = saw < sent or bench.scale == "smoke"
            bench.require(fell_behind, "the slow browsers did not fall behind, so nothing was measured")
            ratios.append(with_ms / without_ms if without_ms else 0.0)
            bench.rows.append(
                {
                    "pair": pair + 1,
                    "browsers": browsers,
                    "slow": slow_ones,
                    "p99_without_ms": without_ms,
                    "p99_with_ms": with_ms,
                    "ratio": round(ratios[-1], 2),
                    "updates": sent,
                    "slow_saw": round(saw, 1),
                    "rss_grown_mb": round(grown_kb / 1024, 1),
                    "kb_per_slow": round(grown_kb / slow_ones, 1),
                }
            )
        bench.require(pool.closed == 0, f"{pool.closed} browsers were cut off")
        bench.rows.append({"pair": "median", "browsers": browsers, "ratio": round(median(ratios), 2)})


async def _reconnect(pool: ClientPool, slow: list[Client], port: int) -> None:
    """New connections for all. For a connection that has long kept up the kernel buffers megabytes."""
    for client in slow:
        client.close()
    await pool.reopen((client, rooms.returning(port, client)) for client in slow)


def _translate(moderator: Client, question: str, lang: str) -> None:
    fields = {"id": question, "lang": lang, "text": LONG}
    moderator.send(json.dumps({"do": "question.translate", "ref": 10, **fields}))


def _edits(moderator: Client, question: str) -> SendUpdate:
    """Edits of a long question by a moderator. Its translations are sent with each of them."""
    ref = 100

    def send() -> None:
        nonlocal ref
        ref += 1
        text = stamp(time.monotonic_ns()) + LONG
        moderator.send(json.dumps({"do": "question.edit", "ref": ref, "id": question, "text": text}))

    return send


def _agree(others: list[Client], slow: list[Client]) -> bool:
    return {client.screen for client in slow} == {client.screen for client in others}
