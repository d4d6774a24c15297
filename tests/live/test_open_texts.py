"""Open texts and words: moderated, voted for, withdrawn with the answer they were, curated."""

from typing import Any

from tests.live.browser import Browser
from tests.live.conftest import Process
from tests.live.polls import opened, until_counted


def entries(browser: Browser) -> dict[str, tuple[str, int]]:
    """Their statuses and votes by what they say."""
    items = [item for item in browser.items.values() if item["kind"] == "entry"]
    return {item["text"]: (item["status"], item["votes"]) for item in items}


def entry(browser: Browser, text: str) -> str:
    [found] = [item["id"] for item in browser.items.values() if item.get("text") == text]
    return str(found)


async def test_a_moderated_text_waits_and_is_shown_to_whoever_may_see_results(process: Process) -> None:
    roles = ("moderator", "attendee", "attendee", "stage")
    moderator, author, other, stage = [await process.join(role) for role in roles]
    poll = await opened(moderator, "text", author, other, stage, show="answered", moderated=True)
    await author.ok("poll.answer", id=poll, answer="More trees")
    await other.ok("poll.answer", id=poll, answer="More benches")
    await moderator.until(lambda it: entries(it).keys() == {"More trees", "More benches"})
    await until_counted(2, poll, author, other, stage)
    assert (entries(author), entries(other)) == ({}, {}), "not even one's own: nobody is known to have it"
    trees = entry(moderator, "More trees")
    assert await other.no("question.vote", id=trees, on=True) == "unknown"
    await moderator.ok("question.publish", id=trees)
    for viewer in (author, other):
        await viewer.until(lambda it: entries(it) == {"More trees": ("published", 0)})
    assert await other.ok("question.vote", id=trees, on=True) == {"votes": 1}
    await author.until(lambda it: entries(it)["More trees"] == ("published", 1))
    assert other.mine["votes"] == [trees]
    assert not stage.told_results(poll)
    [item] = [item for item in author.items.values() if item["kind"] == "entry"]
    assert item.keys() & {"by", "name"} == set()
    await moderator.ok("poll.close", id=poll)
    await stage.until(lambda it: entries(it) == {"More trees": ("published", 1)})


async def test_another_answer_takes_the_text_before_away_and_so_does_a_reset(process: Process) -> None:
    moderator, author, reader = [await process.join(role) for role in ("moderator", "attendee", "attendee")]
    poll = await opened(moderator, "text", author, reader, show="always", moderated=False)
    await author.ok("poll.answer", id=poll, answer="More trees")
    await reader.until(lambda it: entries(it) == {"More trees": ("published", 0)})
    trees = entry(reader, "More trees")
    await reader.ok("question.vote", id=trees, on=True)
    await author.ok("poll.answer", id=poll, answer="More shade")
    for viewer in (author, reader):
        await viewer.until(lambda it: entries(it) == {"More shade": ("published", 0)})
    assert await reader.no("question.vote", id=trees, on=True) == "unknown"
    await moderator.ok("poll.reset", id=poll)
    await reader.until(lambda it: entries(it) == {})
    await moderator.ok("poll.unreset", id=poll)
    await reader.until(lambda it: entries(it) == {"More shade": ("published", 0)})
    await moderator.until(lambda it: entries(it).get("More shade") == ("published", 0))
    for each in (author, reader, moderator):
        fresh = await process.back(each)
        assert (fresh.items, fresh.mine) == (each.items, each.mine)


async def test_hidden_and_joined_words_change_the_cloud_for_all_and_nobody_learns_which(
    process: Process,
) -> None:
    moderator, stage = await process.join("moderator"), await process.join("stage")
    people = [await process.join() for _ in range(3)]
    poll = await opened(moderator, "words", stage, *people, show="always")
    for person, words in zip(people, ("trees", "Tree, rude", "rude"), strict=True):
        await person.ok("poll.answer", id=poll, answer=words)

    def cloud(browser: Browser) -> dict[str, int]:
        results: dict[str, Any] = browser.results(poll) or {"top": []}
        return dict(results["top"])

    await stage.until(lambda it: cloud(it) == {"rude": 2, "Tree": 1, "trees": 1})
    await moderator.ok("poll.word", id=poll, word="rude", hide=True)
    await moderator.ok("poll.word", id=poll, word="tree", into="trees")
    for viewer in (moderator, stage, *people):
        await viewer.until(lambda it: cloud(it) == {"trees": 2})
    assert (moderator.items[poll]["hidden"], moderator.items[poll]["joined"]) == (["rude"], {"tree": "trees"})
    assert not {"hidden", "joined"} & stage.items[poll].keys()
    await moderator.ok("poll.word", id=poll, word="tree", into=None)
    await moderator.ok("poll.word", id=poll, word="rude", hide=False)
    await stage.until(lambda it: cloud(it) == {"rude": 2, "Tree": 1, "trees": 1})
