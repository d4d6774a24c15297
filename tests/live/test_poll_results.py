"""The results of polls in every frame that reached a viewer: nobody is told them too early."""

import asyncio
from typing import NamedTuple

import pytest

from server.domain.model.poll_events import PollType, Show
from tests.live.browser import Browser
from tests.live.conftest import Process
from tests.live.polls import opened, until_counted

NAMES = ("answered", "waiting", "stage", "speaker", "moderator")


class Everybody(NamedTuple):
    answering: Browser
    waiting: Browser
    stage: Browser
    speaker: Browser
    moderator: Browser

    def see_results(self, poll: str) -> dict[str, bool]:
        return {name: it.results(poll) is not None for name, it in zip(NAMES, self, strict=True)}

    def were_told(self, poll: str) -> dict[str, bool]:
        return {name: bool(it.told_results(poll)) for name, it in zip(NAMES, self, strict=True)}

    async def until(self, poll: str, **fields: object) -> None:
        for browser in self:
            await browser.until(lambda it: {**it.items[poll], **fields} == it.items[poll])


async def everybody(process: Process) -> Everybody:
    roles = ("attendee", "attendee", "stage", "speaker", "moderator")
    return Everybody(*[await process.join(role) for role in roles])


def who(*names: str) -> dict[str, bool]:
    return {name: name in ("speaker", "moderator", *names) for name in NAMES}


WHILE_OPEN: dict[Show, dict[str, bool]] = {
    "always": who("answered", "waiting", "stage"),
    "answered": who("answered"),
    "closed": who(),
    "hand": who(),
}


@pytest.mark.parametrize("show", WHILE_OPEN)
async def test_results_reach_those_who_may_see_them_and_no_frame_to_others_has_any(
    either: Process, show: Show
) -> None:
    room = await everybody(either)
    poll = await opened(room.moderator, "choice", *room, show=show)
    await room.answering.ok("poll.answer", id=poll, answer="o1")
    await until_counted(1, poll, *room)
    assert room.see_results(poll) == room.were_told(poll) == WHILE_OPEN[show]

    await room.moderator.ok("poll.close", id=poll)
    await room.until(poll, state="closed")
    after = WHILE_OPEN[show] if show == "hand" else dict.fromkeys(NAMES, True)
    assert room.see_results(poll) == room.were_told(poll) == after
    for browser in room:
        assert browser.results(poll) in (None, {"o1": 1, "o2": 0, "o3": 0})


@pytest.mark.parametrize("show", WHILE_OPEN)
async def test_revealing_and_hiding_go_before_any_mode_until_the_next_opening(
    process: Process, show: Show
) -> None:
    room = await everybody(process)
    poll = await opened(room.moderator, "choice", *room, show=show)
    await room.answering.ok("poll.answer", id=poll, answer="o2")
    await room.moderator.ok("poll.reveal", id=poll)
    await room.until(poll, revealed=True, ballots=1)
    assert room.see_results(poll) == dict.fromkeys(NAMES, True)
    await room.moderator.ok("poll.hide", id=poll)
    await room.until(poll, revealed=False)
    assert room.see_results(poll) == who()
    await room.moderator.ok("poll.close", id=poll)
    await room.until(poll, state="closed")
    assert room.see_results(poll) == who()
    await room.moderator.ok("poll.open", id=poll)
    await room.until(poll, state="open")
    assert room.see_results(poll) == WHILE_OPEN[show]


@pytest.mark.tuning(heartbeat_s=3600.0)  # it may read a ballot before the one who stored it has applied it
async def test_who_answer_together_are_shown_the_results_in_one_frame_for_all_of_them(
    process: Process,
) -> None:
    moderator, others = await process.join("moderator"), [await process.join() for _ in range(3)]
    people = [await process.join() for _ in range(12)]
    poll = await opened(moderator, "choice", *people, *others, show="answered")
    await asyncio.gather(*(person.ok("poll.answer", id=poll, answer="o1") for person in people))
    await until_counted(12, poll, *people, *others)
    frames = [person.told_results(poll) for person in people]
    assert len(frames[0]) == 1
    assert all(each == frames[0] for each in frames)
    assert "mine" not in frames[0][0], "their own acknowledgements told them"
    assert not any(other.told_results(poll) for other in others)
    assert [frame["set"] for frame in others[0].came("sync")[-1:]] == [{poll: {"ballots": 12}}]


async def test_whoever_answers_later_is_shown_more_then_and_comes_to_see_what_the_first_do(
    process: Process,
) -> None:
    moderator = await process.join("moderator")
    first, second, never = [await process.join() for _ in range(3)]
    poll = await opened(moderator, "choice", first, second, never, show="answered")
    await first.ok("poll.answer", id=poll, answer="o1")
    await until_counted(1, poll, first, second, never)
    assert (first.results(poll), second.results(poll)) == ({"o1": 1, "o2": 0, "o3": 0}, None)
    await second.ok("poll.answer", id=poll, answer="o2")
    await until_counted(2, poll, first, second, never)
    assert first.items == second.items
    assert first.results(poll) == {"o1": 1, "o2": 1, "o3": 0}
    await second.ok("poll.answer", id=poll, answer="o1")
    await first.until(lambda it: it.results(poll) == {"o1": 2, "o2": 0, "o3": 0})
    assert not never.told_results(poll)


@pytest.mark.parametrize("kind", ["text", "words", "rating", "estimate"])
async def test_what_people_wrote_and_what_it_comes_to_are_results_too(
    process: Process, kind: PollType
) -> None:
    room = await everybody(process)
    poll = await opened(room.moderator, kind, *room, show="answered")
    given = {"text": "More trees", "words": "trees", "rating": 4, "estimate": 12.5}[kind]
    await room.answering.ok("poll.answer", id=poll, answer=given)
    await until_counted(1, poll, *room)
    assert room.were_told(poll) == who("answered")


async def test_an_open_poll_that_is_edited_shows_nothing_to_who_may_not_see_its_results(
    process: Process,
) -> None:
    room = await everybody(process)
    poll = await opened(room.moderator, "choice", *room, show="closed")
    await room.answering.ok("poll.answer", id=poll, answer="o1")
    await room.moderator.ok("poll.edit", id=poll, prompt="Which of them?")
    await room.until(poll, prompt="Which of them?", ballots=1)
    assert room.were_told(poll) == who()
    assert await room.moderator.no("poll.edit", id=poll, show="always") == "wrong_state"


@pytest.mark.parametrize("role", ["attendee", "speaker", "stage"])
async def test_a_draft_is_known_to_moderators_alone_and_its_right_options_wait_for_the_close(
    process: Process, role: str
) -> None:
    moderator, viewer = await process.join("moderator"), await process.join(role)
    poll = await opened(moderator, "quiz", viewer)
    frames = [frame for frame in viewer.came("sync") for item in frame.get("put", ()) if item["id"] == poll]
    assert len(frames) == 1, "nothing before it opened"
    assert not {"right", "explanation"} & viewer.items[poll].keys()
    await moderator.ok("poll.close", id=poll)
    await viewer.until(lambda it: it.items[poll]["state"] == "closed")
    assert (viewer.items[poll]["right"], viewer.items[poll]["explanation"]) == (["o2"], "As grass is.")
