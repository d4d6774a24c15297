"""The demo's whole story by plain frames, with the links of `suara links`: alone and as two workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.links import key, links
from tests.live.browser import Browser, over_socket
from tests.processes import Serving

CROWD = 8  # the kernel spreads them over both workers


@pytest.fixture(params=["on its own", "two workers"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Serving, dict[str, str]]]:
    """A demo, and the settings for a command beside it."""
    if request.param == "on its own":
        yield request.getfixturevalue("demo"), {}
        return
    given = {
        "DATABASE_URL": request.getfixturevalue("postgres_server").database(),
        "REDIS_URL": request.getfixturevalue("redis_server").url,
        "WEB_CONCURRENCY": "2",
    }
    serving = Serving(tmp_path, "demo", **given)
    try:
        serving.start()
        yield serving, given
    finally:
        serving.stop()


async def test_a_question_is_asked_published_voted_for_taken_and_answered(
    served: tuple[Serving, dict[str, str]],
) -> None:
    serving, given = served
    (room,) = (room for room in links(serving, **given)["rooms"] if room["code"] == "PLEN")

    async def join(role: str = "") -> Browser:
        browser = await over_socket(serving.url, "PLEN")
        return await browser.hello(**({"key": key(room[role])} if role else {}))

    asker, moderator, speaker, stage = [await join(role) for role in ("", "moderator", "speaker", "stage")]
    crowd = [await join() for _ in range(CROWD)]
    asked = await asker.ok("question.ask", text="Siapa yang membaca datanya?", lang="id")
    question = asked["id"]
    assert asked["status"] == "pending"

    await moderator.until(lambda it: question in it.items)
    assert all(question not in each.items for each in (speaker, stage, *crowd))
    await moderator.ok("question.publish", id=question)
    for each in crowd:
        await each.until(lambda it: question in it.items)
        await each.ok("question.vote", id=question, on=True)
    await stage.until(lambda it: it.votes(question) == CROWD)
    await speaker.until(lambda it: question in it.items)
    await speaker.ok("question.take", id=question)
    await stage.until(lambda it: it.items["room"]["now"] == question)
    await speaker.ok("question.answered", id=question)
    for each in (asker, moderator, stage, *crowd):
        await each.until(lambda it: it.items[question]["status"] == "answered")
    for each in (asker, moderator, speaker, stage, *crowd):
        await each.leave()
