"""People who answer a poll without end, and what counts in the end by the log alone."""

import asyncio
import json
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from typing import Any

from server.domain.model.statistics import summary
from tests.live.browser import Browser
from tests.live.polls import until_counted

Ballots = dict[str, Any]


class Answering:
    """All of them at it at once, until their connections are gone."""

    def __init__(self, browsers: Iterable[Browser], poll: str) -> None:
        self.acknowledged: Ballots = {}
        self._poll = poll
        self._news = asyncio.Event()
        self._all = [asyncio.create_task(self._answer(browser)) for browser in browsers]

    async def _answer(self, browser: Browser) -> None:
        """A higher number each time, so that the last that was acknowledged is known."""
        person = str(browser.ok_of_hello["person"])
        for number in count():
            assert await browser.ok("poll.answer", id=self._poll, answer=number) == {}
            self.acknowledged[person] = number
            self._news.set()

    async def until_each_reached(self, number: int) -> None:
        async with asyncio.timeout(30):
            while len(self.acknowledged) < len(self._all) or min(self.acknowledged.values()) < number:
                self._news.clear()
                await self._news.wait()

    async def over(self) -> None:
        """Their process has been killed."""
        for task in self._all:
            with suppress(AssertionError):
                await task


def counted(rows: Iterable[str], poll: str) -> Ballots:
    """The last word of each ballot, from the data of the rows in their order."""
    ballots: Ballots = {}
    for data in rows:
        for ballot, of, _, answer, _ in json.loads(data)["ballots"]:
            if of == poll:
                ballots[ballot] = answer
    return ballots


async def until_all_agree(poll: str, ballots: Ballots, *browsers: Browser) -> None:
    """On the tally that is exactly those ballots'."""
    await until_counted(len(ballots), poll, *browsers)
    exact = json.loads(json.dumps(summary(sorted(ballots.values()))))
    for browser in browsers:
        await browser.until(lambda it: it.results(poll) == exact)
