"""What moderators put right about a quiz: its key, its time, its place on the board, and a nickname."""

from playwright.async_api import expect

from tests.e2e.conftest import Demo, People
from tests.e2e.desk import desk
from tests.e2e.looks import look
from tests.e2e.test_answering import poll, tick
from tests.e2e.test_poll_desk import card, choose
from tests.e2e.test_story import PHONE, SCREEN

ROOM = "LIV1"
PROMPT = "What is the capital of Australia?"


async def test_a_wrong_key_a_rude_name_and_a_quiz_are_put_right_at_the_desk(
    demo: Demo, people: People
) -> None:
    async with desk(demo, ROOM) as hand:
        quiz = await hand.open("quiz", PROMPT, ["Sydney", "Canberra"], right=[0], limit_s=600)
        phones = [await people.open(demo.rooms[ROOM]["attendee"], **PHONE) for _ in range(2)]
        for phone, name, answer in zip(phones, ("Rude one", "Wati"), ("Sydney", "Canberra"), strict=True):
            await expect(poll(phone, PROMPT)).to_contain_text("shown with your nickname")
            await poll(phone, PROMPT).get_by_label("Nickname").fill(name)
            await tick(poll(phone, PROMPT), answer)
        moderator = await people.open(demo.rooms[ROOM]["moderator"], **SCREEN)
        await moderator.locator("#sides label", has_text="Polls").click()
        await choose(moderator, PROMPT)
        row = card(moderator, PROMPT)
        await row.get_by_role("button", name="30 s more").click()
        await expect(moderator.locator(".toast, .undo")).to_contain_text(["The poll has more time"])
        await row.get_by_role("button", name="Close", exact=True).click()
        wati = phones[1].locator(".leaderboard")
        await expect(wati.locator("li").first).to_contain_text("Rude one")

        await row.get_by_role("button", name="Hide name: Rude one").click()
        await expect(wati.locator("li").first).to_contain_text("Player 1")
        await expect(row.locator("s")).to_have_text("Rude one")

        await row.get_by_role("button", name="More about this poll").click()
        await moderator.get_by_role("dialog").get_by_role("button", name="Edit", exact=True).click()
        ticks = moderator.get_by_role("dialog").get_by_label("Right", exact=True)
        await ticks.nth(0).uncheck()
        await ticks.nth(1).check()
        await moderator.get_by_role("dialog").get_by_role("button", name="Save").first.click()
        await expect(wati.locator("li").first).to_contain_text("Wati")
        await expect(poll(phones[1], PROMPT)).to_contain_text("The right answer was corrected")
        await expect(row).to_contain_text("right answer corrected")
        await look(moderator, "quiz-put-right")

        await row.get_by_role("button", name="More about this poll").click()
        await moderator.get_by_role("dialog").get_by_role("button", name="Take off the leaderboard").click()
        await expect(wati).to_be_hidden()

        await row.get_by_role("button", name="New round").click()
        await expect(poll(phones[0], PROMPT)).to_contain_text("this round gives no points")
        await hand.do("poll.close", id=quiz)
