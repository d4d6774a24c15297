"""Which browsers a ballot belongs to, worked out a slice at a time while people come and go."""

import asyncio

from server.domain.model.people import Person, Role
from server.domain.polls.ballots import ballot_id
from server.live.fanout.ballot_owners import AT_ONCE, Answering
from server.live.fanout.cohorts import Browser
from server.live.transport.outlet import AsgiOutlet

ROUND = ("p_1", 1)
SLICES = 3


async def _unheard(text: str) -> None:
    """Where nobody listens."""


def browser(number: int) -> Browser:
    person = Person(f"person {number}", Role.ATTENDEE, number.to_bytes(16))
    return Browser(AsgiOutlet(_unheard), person, lambda close: None)


def found(answering: Answering, of: Browser) -> list[Browser]:
    return list(answering.of(*ROUND, ballot_id(of.person, *ROUND)))


def crowd() -> tuple[set[Browser], Answering]:
    browsers = {browser(number) for number in range(SLICES * AT_ONCE)}
    return browsers, Answering(browsers)


async def test_a_ballot_that_comes_early_is_its_browsers_all_the_same() -> None:
    browsers, answering = crowd()
    answering.follow({ROUND})
    assert all(found(answering, each) == [each] for each in browsers)


async def test_who_comes_and_goes_between_two_slices_is_counted_once_or_not_at_all() -> None:
    browsers, answering = crowd()
    answering.follow({ROUND})
    gone, twin, newcomer = set(list(browsers)[::7]), browser(1), browser(4 * AT_ONCE)
    for each in gone:
        browsers.discard(each)
        answering.left(each)
    for each in (twin, newcomer):
        browsers.add(each)
        answering.joined(each)
    for _ in range(SLICES + 1):
        await asyncio.sleep(0)  # a turn of the loop for each
    assert not answering.ahead
    for each in browsers | gone:
        alike = [other for other in browsers if other.person == each.person]
        assert set(found(answering, each)) == set(alike)
        assert len(found(answering, each)) == len(alike)


async def test_rounds_that_are_over_are_not_gone_on_with() -> None:
    browsers, answering = crowd()
    answering.follow({ROUND})
    answering.follow(set())
    await asyncio.sleep(0)
    assert not answering.ahead
    assert all(found(answering, each) == [each] for each in browsers)
