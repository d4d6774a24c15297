"""Attendees answer polls: every type, what becomes of an answer, and that nothing is lost or led astray."""

import re

import pytest
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from tests.e2e.conftest import Demo, People
from tests.e2e.desk import Desk, desk
from tests.e2e.looks import look
from tests.e2e.test_story import PHONE

ROOM = "MOB1"


def poll(page: Page, prompt: str) -> Locator:
    return page.locator(".poll", has_text=prompt)


async def send(card: Locator) -> None:
    await card.get_by_role("button", name="Send answer").click()
    await expect(card).to_contain_text("Recorded")


async def tick(card: Locator, *labels: str) -> None:
    for label in labels:
        await card.get_by_label(label, exact=True).check()
    await send(card)


async def rank(card: Locator, *options: str) -> None:
    for option in options:
        await card.locator(".unranked").get_by_role("button", name=option).click()
    await send(card)


async def type_in(card: Locator, text: str) -> None:
    await card.locator(".typed").get_by_role("textbox").fill(text)
    await send(card)


async def test_every_type_is_answered_seen_when_it_closes_and_still_known_after_a_reload(
    demo: Demo, people: People
) -> None:
    one, other = [await people.open(demo.rooms[ROOM]["attendee"], **PHONE) for _ in range(2)]
    places = ["Depots", "Stops", "Trains"]
    async with desk(demo, ROOM) as moderator:
        ids = [
            await moderator.open("choice", "Where first?", places),
            await moderator.open("multiple", "Where as well?", places, max=2),
            await moderator.open("yesno", "Is it safe?"),
            await moderator.open("rating", "How was it?"),
            await moderator.open("scale", "How ready?", low="Not at all", high="Tomorrow"),
            await moderator.open("ranking", "In which order?", places),
            await moderator.open("text", "What stops you?", moderated=False),
            await moderator.open("words", "In one word?"),
            await moderator.open("estimate", "How many trams?", unit="trams"),
            await moderator.open("quiz", "Which is oldest?", places, right=[2], explanation="Since 1869."),
        ]
        for page, ranked, word, estimate, nickname in (
            (one, ["Trains", "Stops"], "Quiet", "1,200", "Ayu"),
            (other, ["Trains", "Depots"], "quiet", "1 000", "Budi"),
        ):
            await page.reload()
            await expect(page.locator("#polls-list > li")).to_have_count(len(ids))
            await tick(poll(page, "Where first?"), "Stops")
            await tick(poll(page, "Where as well?"), "Depots", "Stops")
            await tick(poll(page, "Is it safe?"), "Yes")
            await tick(poll(page, "How was it?"), "4")
            await tick(poll(page, "How ready?"), "5, Tomorrow")
            await rank(poll(page, "In which order?"), *ranked)
            await type_in(poll(page, "What stops you?"), f"Fares, says {nickname}")
            await type_in(poll(page, "In one word?"), word)
            trams = poll(page, "How many trams?")
            await trams.get_by_role("textbox").fill(estimate)
            if page is one:  # a thousand and more to some readers, a little more than one to others
                await trams.get_by_role("button", name="1200", exact=True).click()
            await send(trams)
            await poll(page, "Which is oldest?").get_by_label("Nickname").fill(nickname)
            await tick(poll(page, "Which is oldest?"), "Trains")
        for each in ids:
            await moderator.do("poll.close", id=each)
        await expect(poll(one, "Which is oldest?")).to_contain_text("That is right!")

        await one.reload()
        await one.locator("#tab-polls").click()
        row = poll(one, "Where first?").locator(".result", has_text="Stops")
        await expect(row).to_contain_text("Your answer")
        await expect(row).to_contain_text("100% · 2")
        await expect(poll(one, "Where as well?").locator(".result[data-mine]")).to_have_count(2)
        await expect(poll(one, "Is it safe?")).to_contain_text(re.compile("Yes.*100% · 2"))
        await expect(poll(one, "How was it?")).to_contain_text("Average 4 of 5")
        await expect(poll(one, "How ready?")).to_contain_text("Average 5 of 5")
        await expect(poll(one, "In which order?").locator(".result").first).to_contain_text("Trains")
        await expect(poll(one, "In which order?")).to_contain_text("Your answer: 1. Trains  2. Stops")
        await expect(poll(one, "What stops you?")).to_contain_text("Fares, says Budi")
        await expect(poll(one, "In one word?")).to_contain_text(re.compile("quiet2", re.IGNORECASE))
        await expect(poll(one, "How many trams?")).to_contain_text("Median 1,100 trams")
        await expect(poll(one, "Which is oldest?")).to_contain_text("Since 1869.")
        await expect(one.locator(".leaderboard")).to_contain_text("Budi")


async def test_an_answer_is_changed_where_that_is_allowed_and_a_second_round_stands_beside_the_first(
    demo: Demo, people: People
) -> None:
    page = await people.open(demo.rooms["ENV1"]["attendee"], **PHONE)
    async with desk(demo, "ENV1") as moderator:
        asked = await moderator.open("choice", "Which river?", ["Ciliwung", "Spree"], show="answered")
        fixed = await moderator.open("yesno", "Once and for all?", changeable=False)
        await page.reload()
        river = poll(page, "Which river?")
        await expect(river).to_contain_text("You see the results once you have answered.")
        await tick(river, "Spree")
        await expect(river.locator(".result", has_text="Spree")).to_contain_text("100%")
        await river.get_by_role("button", name="Change").click()
        await expect(river.get_by_label("Spree", exact=True)).to_be_checked()
        await tick(river, "Ciliwung")
        await expect(river.locator(".result", has_text="Ciliwung")).to_contain_text("100%")
        await tick(poll(page, "Once and for all?"), "No")
        await expect(poll(page, "Once and for all?").get_by_role("button", name="Change")).to_be_hidden()

        for each in (asked, fixed):
            await moderator.do("poll.close", id=each)
        await moderator.do("poll.open", id=asked, again=True)
        await page.reload()
        await expect(river).to_contain_text("Round 2")
        await tick(river, "Spree")
        bars = river.locator(".result", has_text="Spree").locator(".result-number")
        await expect(bars).to_have_text(["Round 1: 0% · 0", "Round 2: 100% · 1"])


async def test_an_answer_that_did_not_arrive_says_so_and_nothing_typed_is_lost(
    demo: Demo, people: People
) -> None:
    page = await people.open(demo.rooms["LIV1"]["attendee"], **PHONE)
    async with desk(demo, "LIV1") as moderator:
        asked = await moderator.open("text", "What would you plant?", moderated=False)
        await page.reload()
        card = poll(page, "What would you plant?")
        await card.get_by_role("textbox").fill("Trees, and then more trees")
        await page.reload()
        await expect(card.get_by_role("textbox")).to_have_value("Trees, and then more trees")

        await refuse_answers(page)
        await page.reload()
        await card.get_by_role("button", name="Send answer").click()
        await expect(card).to_contain_text("Not recorded. That did not work.")
        await expect(card).to_contain_text("Trees, and then more trees")
        await card.get_by_role("button", name="Try again").click()
        await expect(card).to_contain_text("Recorded")
        await moderator.do("poll.close", id=asked)
        await expect(card.locator(".entry")).to_contain_text("Trees, and then more trees")


async def refuse_answers(page: Page) -> None:
    """The next answer is refused on its way, as by a server in trouble."""
    left = [1]

    def between(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def said(message: str | bytes) -> None:
            if '"poll.answer"' in str(message) and left:
                left.pop()
                ref = re.search(r'"ref":(\d+)', str(message))
                assert ref is not None
                route.send(f'{{"ref":{ref[1]},"no":{{"code":"unavailable","message":"try again"}}}}')
            else:
                server.send(message)

        route.on_message(said)

    await page.route_web_socket("**/live/*", between)


async def test_a_nickname_that_somebody_has_is_chosen_anew_before_the_answer_counts(
    demo: Demo, people: People
) -> None:
    one, other = [await people.open(demo.rooms["PPL1"]["attendee"], **PHONE) for _ in range(2)]
    async with desk(demo, "PPL1") as moderator:
        asked = await moderator.open("quiz", "Which came first?", ["Hen", "Egg"], right=[1], limit_s=600)
        for page in (one, other):
            await page.reload()
            await expect(poll(page, "Which came first?").locator(".poll-time")).to_have_text(
                re.compile(r"^\d+:\d\d$")
            )
            await poll(page, "Which came first?").get_by_label("Egg").check()
            await poll(page, "Which came first?").get_by_label("Nickname").fill("Sari")
        await send(poll(one, "Which came first?"))
        card = poll(other, "Which came first?")
        await card.get_by_role("button", name="Send answer").click()
        await expect(card).to_contain_text("This nickname looks like another player’s")
        await expect(card.get_by_label("Egg")).to_be_checked()
        await card.get_by_label("Nickname").fill("Wati")
        await send(card)
        await moderator.do("poll.close", id=asked)
        await expect(other.locator(".leaderboard li")).to_have_count(2)
        for page, standing in ((one, "Sari, you are number "), (other, "Wati, you are number ")):
            await expect(page.locator(".leaderboard")).to_contain_text(standing)


async def test_a_poll_that_opens_is_offered_and_moves_nothing_under_a_finger(
    demo: Demo, people: People
) -> None:
    page = await people.open(demo.rooms["PLEN"]["attendee"], **PHONE)
    last = page.locator("#list .question").last
    await last.scroll_into_view_if_needed()
    async with desk(demo, "PLEN") as moderator:
        stood = await page.evaluate(
            "document.querySelector('#list li:last-child').getBoundingClientRect().top"
        )
        asked = await moderator.open("yesno", "Shall we go on?", show="hand")
        offer = page.get_by_role("button", name="Poll open: answer")
        await expect(offer).to_be_visible()
        stands = await page.evaluate(
            "document.querySelector('#list li:last-child').getBoundingClientRect().top"
        )
        assert abs(stands - stood) < 1
        await offer.click()
        await expect(poll(page, "Shall we go on?").get_by_role("heading")).to_be_focused()
        await expect(offer).to_be_hidden()

        # By keyboard alone: from the heading to the options, an arrow chooses, Enter sends.
        await page.keyboard.press("Tab")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(poll(page, "Shall we go on?")).to_contain_text("Recorded")
        await expect(page.get_by_role("status").filter(has_text="Recorded")).to_have_count(1)
        await moderator.do("poll.close", id=asked)
        await expect(poll(page, "Shall we go on?")).to_contain_text("The results are not shown yet.")
        await moderator.do("poll.reveal", id=asked)
        await expect(poll(page, "Shall we go on?").locator(".result[data-mine]")).to_contain_text("100% · 1")


async def test_a_reaction_rises_for_all_and_is_counted_for_those_who_want_no_motion(
    demo: Demo, people: People
) -> None:
    one = await people.open(demo.rooms[ROOM]["attendee"], **PHONE)
    other = await people.open(demo.rooms[ROOM]["attendee"], **PHONE, reduced_motion="reduce")
    await expect(other.get_by_role("group", name="Reactions")).to_be_visible()

    await one.get_by_role("button", name="Send 👏").click()

    await expect(one.locator(".reaction")).to_have_count(1)
    await expect(other.locator(".reaction-count")).to_have_text("👏 1")


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_polls_on_the_smallest_phone(demo: Demo, people: People, scheme: str) -> None:
    page = await people.open(
        demo.rooms["PLEN"]["attendee"],
        viewport={"width": 320, "height": 640},
        has_touch=True,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    async with desk(demo, "PLEN") as moderator:
        asked = await some_polls(moderator)
        await page.reload()
        await expect(page.locator("#polls-list > li")).to_have_count(len(asked))
        await judge(page, f"polls-open-{scheme}")
        await rank(poll(page, "In order?"), "Longer")
        for each in asked:
            await moderator.do("poll.close", id=each)
        await expect(page.locator(".poll[data-mode=closed]")).to_have_count(len(asked))
        await judge(page, f"polls-closed-{scheme}")


async def some_polls(moderator: Desk) -> list[str]:
    options = ["Short", "Longer", "As long as a sentence that somebody wrote without thinking of phones"]
    return [
        await moderator.open("multiple", "Which of these?", options, max=2, show="always"),
        await moderator.open("ranking", "In order?", options),
        await moderator.open("rating", "How good?", steps=10, show="always"),
        await moderator.open("estimate", "How much?", unit="kilometres per hour", floor=0, ceiling=300),
        await moderator.open("quiz", "Who knows?", options, right=[0], limit_s=600),
    ]


async def judge(page: Page, name: str) -> None:
    await look(page, name, full_page=True)
    small = await page.evaluate(
        """() => [...document.querySelectorAll(".poll button, .poll label, .poll summary, .react")]
          .map((each) => [each.outerHTML, each.getBoundingClientRect()])
          .filter(([, { width, height }]) => width && Math.min(width, height) < 43.9)
          .map(([html]) => html)"""
    )
    assert small == []


async def test_an_answer_that_was_not_sent_before_the_close_is_said_and_kept(
    demo: Demo, people: People
) -> None:
    page = await people.open(demo.rooms[ROOM]["attendee"], **PHONE)
    async with desk(demo, ROOM) as moderator:
        asked = await moderator.open("text", "What is missing here?", moderated=False)
        await page.reload()
        card = poll(page, "What is missing here?")
        await card.get_by_role("textbox").fill("A long idea\nabout shade")
        await moderator.do("poll.close", id=asked)
        await expect(card.locator(".poll-unsent")).to_contain_text(
            "The poll closed before you sent your answer"
        )
        await expect(card.locator(".poll-unsent blockquote")).to_have_text("A long idea\nabout shade")


async def test_an_option_that_is_chosen_when_the_time_of_a_quiz_is_up_is_the_answer(
    demo: Demo, people: People
) -> None:
    page = await people.open(demo.rooms[ROOM]["attendee"], **PHONE)
    async with desk(demo, ROOM) as moderator:
        asked = await moderator.open("quiz", "Which is taller?", ["Palm", "Fern"], right=[0], limit_s=5)
        await page.reload()
        card = poll(page, "Which is taller?")
        await card.get_by_label("Palm").check()
        await expect(card).to_contain_text("That is right!", timeout=20_000)
        assert asked
