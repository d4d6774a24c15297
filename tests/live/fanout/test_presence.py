"""Counts of people and moderators at work: never stored, and sent only to those who may know."""

from tests.live.conftest import Process, Start


async def test_the_count_of_people_comes_right_after_the_first_sync(either: Process) -> None:
    first = await either.join()
    await first.until(lambda it: it.came("live"))
    assert "ok" in first.frames[0]
    assert first.frames[1]["sync"]["full"] is True
    assert first.frames[2] == {"live": {"people": 1, "reactions": {}}}


async def test_people_are_attendees_over_all_processes(start: Start) -> None:
    one, other = await start(), await start()
    await one.join("moderator")
    await one.join("stage")
    first, second = await one.join(), await one.join()
    third = await other.join()
    for person in (first, second, third):
        await person.until(lambda it: it.people()[-1] == 3)
    await third.leave()
    for person in (first, second):
        await person.until(lambda it: it.people()[-1] == 2)


async def test_who_came_while_nobody_was_there_hears_of_the_next_who_comes(process: Process) -> None:
    first = await process.join()
    await first.until(lambda it: it.people() == [1, 1])  # on coming, and with everybody
    await first.leave()
    stage = await process.join("stage")
    await stage.until(lambda it: it.people()[-1:] == [0])
    await process.join()
    await stage.until(lambda it: it.people()[-1] == 1)


async def test_who_works_on_a_card_is_told_to_moderators_and_nobody_else(start: Start) -> None:
    one, other = await start(), await start()
    question = (await (await one.join()).ok("question.ask", text="Mine or yours?"))["id"]
    moderator = await one.join("moderator", name="Dewi")
    colleague = await other.join("moderator")
    rest = [await other.join(role) for role in ("attendee", "speaker", "stage")]
    assert await moderator.ok("question.touch", id=question) == {}
    for board in (moderator, colleague):
        await board.until(lambda it: it.came("live")[-1]["live"]["working"] == {question: "Dewi"})
    await moderator.ok("announce", text="Later than the touch")
    for viewer in rest:
        await viewer.until(lambda it: it.items["room"].get("announcement"))
        assert all("working" not in frame["live"] for frame in viewer.came("live"))
    assert await one.log() == await other.log()
    assert "question.touch" not in {row.do for row in await one.log()}
