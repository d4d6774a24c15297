"""One person, one ballot, whatever they send, from however many tabs and processes."""

import asyncio

import pytest

from server.domain.model.poll_events import PollType
from tests.domain.polling import ANSWERS
from tests.live.conftest import Process, Start
from tests.live.polls import opened, recorded, until_counted


@pytest.mark.tuning(heartbeat_s=3600.0)  # it may read a ballot before the one who stored it has applied it
async def test_two_tabs_of_one_person_are_one_ballot_and_both_know_it(either: Process) -> None:
    moderator, tab = await either.join("moderator"), await either.join()
    other = await either.join()
    poll = await opened(moderator, "choice", tab, other, show="answered")
    twin = await either.back(tab)
    await tab.ok("poll.answer", id=poll, answer="o1")
    await twin.until(lambda it: it.mine["ballots"] == {poll: "o1"})
    await until_counted(1, poll, tab, twin, other)
    assert tab.items == twin.items
    assert tab.results(poll) == {"o1": 1, "o2": 0, "o3": 0}
    assert not any("mine" in frame for frame in tab.came("sync")[1:])

    await twin.ok("poll.answer", id=poll, answer="o2")
    await tab.until(lambda it: it.mine["ballots"] == {poll: "o2"})
    await twin.until(lambda it: it.results(poll) == {"o1": 0, "o2": 1, "o3": 0})
    assert (tab.items, tab.mine) == (twin.items, twin.mine)
    assert (other.ballots(poll), other.results(poll), other.mine["ballots"]) == (1, None, {})


@pytest.mark.parametrize("linked", [True, False])
async def test_tabs_on_two_processes_are_one_ballot_too(start: Start, linked: bool) -> None:
    one, other = await start(linked=linked), await start(linked=linked)
    moderator, tab = await one.join("moderator"), await one.join()
    poll = await opened(moderator, "choice", tab, show="answered")
    twin, stranger = await other.back(tab), await other.join()
    await twin.until(lambda it: poll in it.items)
    answers = [each.ok("poll.answer", id=poll, answer="o3") for each in (tab, twin) * 5]
    await asyncio.gather(*answers)
    await until_counted(1, poll, tab, twin, stranger)
    await twin.until(lambda it: it.results(poll) is not None)
    assert [ballot[3] for ballot in await recorded(one)] == ["o3"]
    await tab.ok("poll.answer", id=poll, answer="o1")
    for each in (tab, twin):
        await each.until(lambda it: it.mine["ballots"] == {poll: "o1"})
        await each.until(lambda it: it.results(poll) == {"o1": 1, "o2": 0, "o3": 0})
    assert not stranger.told_results(poll)


@pytest.mark.parametrize("kind", ANSWERS)
async def test_every_type_is_answered_changed_and_known_again_after_coming_back(
    process: Process, kind: PollType
) -> None:
    moderator, person = await process.join("moderator"), await process.join()
    poll = await opened(moderator, kind, person, show="always", changeable=True)
    for answer in ANSWERS[kind]:
        await person.ok("poll.answer", id=poll, answer=answer)
        await person.ok("poll.answer", id=poll, answer=answer)
    assert len(await recorded(process)) == 2
    away = await process.back(person, since=person.at)
    fresh = await process.back(person)
    assert away.mine["ballots"] == fresh.mine["ballots"] == {poll: ANSWERS[kind][1]}
    assert away.items == fresh.items
    assert fresh.ballots(poll) == 1


async def test_a_final_answer_stays_also_when_two_tabs_send_different_ones_at_once(process: Process) -> None:
    moderator, tab = await process.join("moderator"), await process.join()
    poll = await opened(moderator, changeable=False)
    twin = await process.back(tab)
    replies = await asyncio.gather(
        tab.say("poll.answer", id=poll, answer="o1"), twin.say("poll.answer", id=poll, answer="o2")
    )
    assert sorted(reply.get("no", {}).get("code", "ok") for reply in replies) == ["ok", "wrong_state"]
    [[_, _, _, stored, _]] = await recorded(process)
    for each in (tab, twin):
        await each.until(lambda it: it.mine["ballots"] == {poll: stored})
