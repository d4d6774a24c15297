"""Stage and speaker while polls are open and after: what takes the screen, what stays, what came out."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import Demo, People
from tests.e2e.desk import Desk, attending, desk

ROOM = "LIV1"
STAGE = {"viewport": {"width": 1920, "height": 1080}}
MARKETS = ["Pasar Baru", "Chatuchak", "Markthalle"]
LATER = "Results appear here when the poll closes."


async def screen(demo: Demo, people: People) -> Page:
    return await people.open(demo.rooms[ROOM]["stage"], **STAGE, reduced_motion="reduce")


async def take_a_question(moderator: Desk, text: str) -> str:
    question = str((await moderator.do("question.ask", text=text))["id"])
    await moderator.do("question.take", id=question)
    return question


async def test_an_open_poll_takes_the_screen_and_its_results_stay_until_a_question_is_taken(
    demo: Demo, people: People
) -> None:
    stage = await screen(demo, people)
    async with desk(demo, ROOM) as moderator, attending(demo, ROOM) as one, attending(demo, ROOM) as other:
        before = await take_a_question(moderator, "Who keeps the market open at night?")
        await expect(stage.locator("#question")).to_contain_text("at night")

        poll = await moderator.open("choice", "Which market first?", MARKETS)
        await expect(stage.locator("#prompt")).to_have_text("Which market first?")
        await expect(stage.locator("#question")).to_be_hidden()
        await expect(stage.locator(".bar-label")).to_have_text(MARKETS)
        await one.do("poll.answer", id=poll, answer="o2")
        await other.do("poll.answer", id=poll, answer="o3")
        await expect(stage.locator(".answer-count")).to_have_text("2answers")
        await expect(stage.locator(".poll-foot")).to_have_text(LATER)
        await expect(stage.locator(".figure:visible")).to_have_count(0)

        await moderator.do("poll.close", id=poll)
        results = ["0 · 0%", "1 · 50%", "1 · 50%"]
        await expect(stage.locator(".bars .figure")).to_have_text(results)
        await stage.reload()
        await expect(stage.locator(".bars .figure")).to_have_text(results)

        await moderator.do("question.answered", id=before)
        after = await take_a_question(moderator, "Who sweeps the floor?")
        await expect(stage.locator("#question")).to_have_text("Who sweeps the floor?")
        await expect(stage.locator("#prompt")).to_be_hidden()
        await moderator.do("question.answered", id=after)
        await moderator.do("poll.delete", id=poll)


async def test_of_several_open_polls_the_one_opened_last_is_shown_with_its_time(
    demo: Demo, people: People
) -> None:
    stage = await screen(demo, people)
    async with desk(demo, ROOM) as moderator:
        first = await moderator.open("yesno", "Is the first one still open?")
        await expect(stage.locator(".countdown")).to_be_hidden()
        second = await moderator.open("quiz", "Which is oldest?", MARKETS, right=[0], limit_s=3600)
        await expect(stage.locator("#prompt")).to_have_text("Which is oldest?")
        await expect(stage.locator(".others")).to_have_text("1 more poll is open")
        await expect(stage.locator(".countdown")).to_contain_text("59:")

        await moderator.do("poll.close", id=first)
        await expect(stage.locator("#prompt")).to_have_text("Is the first one still open?")
        await moderator.do("poll.close", id=second)
        await expect(stage.locator("#prompt")).to_have_text("Which is oldest?")
        await expect(stage.locator(".poll-foot")).to_have_text("No answers yet")
        for poll in (first, second):
            await moderator.do("poll.delete", id=poll)


async def test_a_quiz_says_what_was_right_and_who_leads_and_two_rounds_stand_side_by_side(
    demo: Demo, people: People
) -> None:
    stage = await screen(demo, people)
    async with desk(demo, ROOM) as moderator, attending(demo, ROOM) as one, attending(demo, ROOM) as other:
        await one.do("quiz.name", name="Ayu")
        await other.do("quiz.name", name="สมชาย")
        poll = await moderator.open(
            "quiz", "Since when?", ["1820", "1942"], right=[0], explanation="Since 1820."
        )
        await one.do("poll.answer", id=poll, answer="o1", took_ms=0)
        await other.do("poll.answer", id=poll, answer="o2", took_ms=0)
        await moderator.do("poll.close", id=poll)
        await expect(stage.locator("[data-right]")).to_contain_text("Right answer")
        await expect(stage.locator("[data-wrong]")).to_contain_text("1942")
        await expect(stage.locator(".poll-foot")).to_contain_text("Since 1820.")
        await expect(stage.locator(".leaders li").first).to_contain_text("Ayu")
        await moderator.do("poll.delete", id=poll)

        poll = await moderator.open("choice", "Before or after?", ["Before", "After"], show="always")
        await one.do("poll.answer", id=poll, answer="o1")
        await moderator.do("poll.close", id=poll)
        await moderator.do("poll.open", id=poll, again=True)
        await one.do("poll.answer", id=poll, answer="o2")
        await other.do("poll.answer", id=poll, answer="o2")
        await expect(stage.locator(".bar-row").last.locator(".figure")).to_have_text(["0 · 0%", "2 · 100%"])
        await expect(stage.locator(".poll-foot")).to_have_text("Round 1 · 1 answerRound 2 · 2 answers")
        await moderator.do("poll.delete", id=poll)


async def test_the_speaker_reads_what_comes_in_although_nobody_else_may(demo: Demo, people: People) -> None:
    speaker = await people.open(demo.rooms[ROOM]["speaker"])
    async with desk(demo, ROOM) as moderator, attending(demo, ROOM) as one:
        poll = await moderator.open("words", "In one word?", show="hand")
        await one.do("poll.answer", id=poll, answer="Quiet")
        card = speaker.locator(".speaker-poll")
        await expect(card).to_contain_text("1 answer")
        await expect(card.locator(".bar-row")).to_contain_text(["quiet"], ignore_case=True)
        await moderator.do("poll.delete", id=poll)
        await expect(card).to_be_hidden()


async def test_reactions_rise_over_the_screen_and_are_counted_where_nothing_may_move(
    demo: Demo, people: People
) -> None:
    rising = await people.open(demo.rooms[ROOM]["stage"], **STAGE)
    still = await screen(demo, people)
    async with attending(demo, ROOM) as someone:
        for stage in (rising, still):
            await expect(stage.locator("#people")).not_to_be_empty()
        await someone.do("react", emoji="👏")
        await expect(still.locator(".reaction-count")).to_have_text("👏 1")
        await expect(rising.locator(".reaction")).to_have_count(1)
        await expect(still.get_by_role("status").get_by_text("Reactions: 👏 1")).to_be_attached(
            timeout=15_000
        )
        await expect(rising.locator(".reaction")).to_have_count(0)
