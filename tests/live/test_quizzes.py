"""Quizzes over live sockets: nicknames, points, who leads, and one's own standing."""

from tests.live.conftest import Process, Start
from tests.live.polls import opened, recorded, until_counted
from tests.live.rooms.test_deadlines import Clock


async def test_who_leads_is_told_to_all_when_a_quiz_closes_and_how_one_does_to_oneself_alone(
    start: Start,
) -> None:
    clock = Clock()
    process = await start(now=clock)
    moderator, stage = await process.join("moderator"), await process.join("stage")
    first, second, unnamed = [await process.join() for _ in range(3)]
    for person, name in ((first, "Ondel"), (second, "Buddy Bear")):
        assert await person.ok("quiz.name", name=name) == {"name": name}
    assert await unnamed.no("quiz.name", name="ONDEL") == "invalid", "another's name, whatever its case"
    assert await stage.no("quiz.name", name="Stage") == "forbidden"
    quiz = await opened(moderator, "quiz", first, second, unnamed, stage, limit_s=20)
    clock.forward(4)
    await first.ok("poll.answer", id=quiz, answer="o2", took_ms=4000)
    clock.forward(4)
    for person in (second, unnamed):
        await person.ok("poll.answer", id=quiz, answer="o2", took_ms=0)
    assert await first.no("quiz.name", name="Other") == "wrong_state"
    assert await first.no("poll.answer", id=quiz, answer="o1") == "wrong_state", "a quiz is answered once"
    await until_counted(3, quiz, stage, first)
    assert not stage.told_results(quiz)
    assert "leaders" not in stage.items

    await moderator.ok("poll.close", id=quiz)
    top = [{"name": "Ondel", "points": 900, "rank": 1}, {"name": "Buddy Bear", "points": 850, "rank": 2}]
    for viewer in (moderator, stage, first, second, unnamed):
        await viewer.until(lambda it: it.items.get("leaders", {}).get("top") == top)
        assert viewer.items["leaders"]["players"] == 2
    assert await second.ok("quiz.standing") == {"name": "Buddy Bear", "points": 850, "rank": 2}
    assert await unnamed.ok("quiz.standing") == {}
    cast = {ballot[3]: ballot[4]["took_ms"] for ballot in await recorded(process)}
    assert cast == {"o2": 6000}, "no more than two seconds are the network's"


async def test_two_tabs_and_two_processes_are_one_player(start: Start) -> None:
    one, other = await start(), await start()
    moderator, tab = await one.join("moderator"), await one.join()
    await tab.ok("quiz.name", name="Ondel")
    quiz = await opened(moderator, "quiz", tab)
    twin = await other.back(tab)
    await twin.until(lambda it: quiz in it.items)
    await twin.ok("poll.answer", id=quiz, answer="o2")
    assert await twin.ok("quiz.name", name="Ondel") == {"name": "Ondel"}
    await moderator.until(lambda it: it.ballots(quiz) == 1)
    assert await tab.no("quiz.name", name="Another") == "wrong_state"
    await moderator.ok("poll.close", id=quiz)
    await tab.until(lambda it: "leaders" in it.items)
    rank = await tab.ok("quiz.standing")
    assert (rank["name"], rank["rank"]) == ("Ondel", 1)
    assert rank["points"] == tab.items["leaders"]["top"][0]["points"] > 500


async def test_what_a_reset_or_deleted_quiz_gave_counts_no_more(process: Process) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    await person.ok("quiz.name", name="Ondel")
    quiz = await opened(moderator, "quiz", person)
    await person.ok("poll.answer", id=quiz, answer="o2")
    await moderator.ok("poll.close", id=quiz)
    await person.until(lambda it: it.items.get("leaders", {}).get("players") == 1)
    await moderator.ok("poll.delete", id=quiz)
    await person.until(lambda it: it.items["leaders"]["top"] == [])
    await moderator.ok("poll.restore", id=quiz)
    await person.until(lambda it: len(it.items["leaders"]["top"]) == 1)
    fresh = await process.back(person)
    assert (fresh.items, fresh.mine) == (person.items, person.mine)
