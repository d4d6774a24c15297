"""Stories of people in a room, from end to end, over plain ASGI and over real sockets."""

import pytest

from tests.live.conftest import Process


async def test_a_question_is_asked_published_voted_for_taken_shown_and_answered(either: Process) -> None:
    asker, other = await either.join(code="WAIT"), await either.join(code="WAIT")
    moderator = await either.join("moderator", "WAIT")
    speaker, stage = await either.join("speaker", "WAIT"), await either.join("stage", "WAIT")

    asked = await asker.ok("question.ask", text="Who owns the data?")
    question = asked["id"]
    assert asked == {"id": question, "status": "pending"}
    await asker.until(lambda it: it.questions == {"Who owns the data?": "pending"})
    await moderator.until(lambda it: question in it.items)
    assert await other.no("question.vote", id=question, on=True) == "unknown"

    await moderator.ok("question.publish", id=question)
    for viewer in (asker, other, speaker, stage, moderator):
        await viewer.until(lambda it: it.questions == {"Who owns the data?": "published"})

    assert await asker.ok("question.vote", id=question, on=True) == {"votes": 1}
    assert await other.ok("question.vote", id=question, on=True) == {"votes": 2}
    for viewer in (asker, other, speaker, stage, moderator):
        await viewer.until(lambda it: it.votes(question) == 2)

    await speaker.ok("question.take", id=question)
    await stage.until(lambda it: it.items["room"]["now"] == question)
    assert stage.items[question]["status"] == "answering"
    await speaker.ok("question.answered", id=question, text="The city does.")
    for viewer in (asker, other, stage):
        await viewer.until(lambda it: it.items[question]["status"] == "answered")
        assert viewer.items[question]["answer"]["text"] == "The city does."
        assert viewer.items["room"]["now"] is None


async def test_a_declined_question_goes_back_to_its_asker_with_the_reason_and_to_nobody_else(
    either: Process,
) -> None:
    asker, other = await either.join(code="WAIT"), await either.join(code="WAIT")
    moderator = await either.join("moderator", "WAIT")
    question = (await asker.ok("question.ask", text="Is it hidden?"))["id"]
    await moderator.until(lambda it: question in it.items)
    await moderator.ok("question.decline", id=question, reason="off_topic")
    await asker.until(lambda it: it.items[question]["status"] == "declined")
    assert asker.items[question]["reason"] == "off_topic"
    # Whatever was on its way to the other has come once this has.
    await moderator.ok("announce", text="Welcome")
    await other.until(lambda it: it.items["room"].get("announcement") == "Welcome")
    assert "Is it hidden?" not in str(other.frames)
    assert question not in str(other.frames)


async def test_a_published_question_that_is_declined_leaves_the_others_and_stays_with_its_asker(
    either: Process,
) -> None:
    asker, other, moderator = await either.join(), await either.join(), await either.join("moderator")
    question = (await asker.ok("question.ask", text="Shown, then not?"))["id"]
    for viewer in (asker, other, moderator):
        await viewer.until(lambda it: question in it.items)
    await moderator.ok("question.decline", id=question, reason="duplicate")
    await other.until(lambda it: question not in it.items)
    await asker.until(lambda it: it.items[question]["status"] == "declined")
    assert asker.mine["questions"] == [question]


@pytest.mark.tuning(heartbeat_s=3600.0)  # it may read a vote before the one who stored it has applied it
async def test_two_tabs_of_one_person_are_one_vote_and_only_the_other_tab_is_told(either: Process) -> None:
    tab = await either.join()
    twin, other = await either.back(tab), await either.join()
    question = (await tab.ok("question.ask", text="One vote?"))["id"]
    for viewer in (tab, twin):  # a tab that was not shown the question yet is told its vote with it
        await viewer.until(lambda it: it.mine.get("questions") == [question])
    seen = len(tab.frames)
    assert await tab.ok("question.vote", id=question, on=True) == {"votes": 1}
    assert await twin.ok("question.vote", id=question, on=True) == {"votes": 1}
    await twin.until(lambda it: it.mine["votes"] == [question])
    assert await other.ok("question.vote", id=question, on=True) == {"votes": 2}
    await tab.until(lambda it: it.votes(question) == 2)
    assert not [frame for frame in tab.frames[seen:] if "votes" in frame.get("mine", {})]
    assert await twin.ok("question.vote", id=question, on=False) == {"votes": 1}
    await tab.until(lambda it: it.mine["votes"] == [])


async def test_everybody_holds_what_a_fresh_browser_is_given(either: Process) -> None:
    one, two, moderator = await either.join(), await either.join(), await either.join("moderator")
    first, second = [(await one.ok("question.ask", text=text))["id"] for text in ("First?", "Second?")]
    await two.ok("question.vote", id=first, on=True)
    await moderator.ok("question.merge", id=second, into=first)
    await moderator.ok("question.pin", id=first)
    await moderator.ok("room.pause")
    for old in (one, two, moderator):
        await old.until(lambda it: it.items["room"]["state"] == "paused")
        role = "moderator" if old is moderator else "attendee"
        fresh = await either.back(old) if role == "attendee" else await either.join(role, token=old.token)
        assert old.items == fresh.items
        assert old.mine == fresh.mine
