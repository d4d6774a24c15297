"""Steps of tests with polls of a room: from composing one to counting the ballots recorded."""

import json
from typing import Any

from server.domain.model.poll_events import PollType
from tests.domain.polling import DEFINITIONS
from tests.live.browser import Browser
from tests.live.conftest import Process


async def draft(moderator: Browser, kind: PollType = "choice", /, **fields: Any) -> str:
    """The id of a poll that nobody else knows of yet."""
    said = {"type": kind, "prompt": "Which one?", **DEFINITIONS[kind], **fields}
    return str((await moderator.ok("poll.create", **said))["id"])


async def opened(moderator: Browser, kind: PollType = "choice", /, *others: Browser, **fields: Any) -> str:
    """The id of an open poll, once the moderator and the others hold it."""
    poll = await draft(moderator, kind, **fields)
    await moderator.ok("poll.open", id=poll)
    for browser in (moderator, *others):
        await browser.until(lambda it: it.items.get(poll, {}).get("state") == "open")
    return poll


async def until_counted(people: int, poll: str, *browsers: Browser) -> None:
    for browser in browsers:
        await browser.until(lambda it: it.ballots(poll) == people)


async def recorded(process: Process, code: str = "OPEN") -> list[list[Any]]:
    """Every ballot in the boxes, and every one in the log as often as it was cast or changed there: id, poll,
    round, answer, details."""
    rows = [json.loads(row.data) for row in await process.log(code) if row.type == "BallotsCast"]
    boxes = await process.suara.store.boxes(process.record(code).id)
    boxed = [ballot for texts in boxes.values() for box in texts for ballot in json.loads(box)]
    return [*boxed, *(ballot for row in rows for ballot in row["ballots"])]
