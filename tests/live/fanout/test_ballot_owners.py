"""The index from ballots to the browsers of their owners, built in slices while people join and leave."""

import asyncio

from server.domain.model.people import Person, Role
from server.domain.polls.ballots import ballot_id
from server.live.fanout.ballot_owners import BROWSERS_PER_SLICE, BallotOwners
from server.live.fanout.cohorts import Browser
from server.live.transport.outlet import AsgiOutlet

ROUND = ("p_1", 1)
SLICES = 3


async def _unheard(text: str) -> None:
    """Sends nothing."""


def browser(number: int) -> Browser:
    person = Person(f"person {number}", Role.ATTENDEE, number.to_bytes(16))
    return Browser(AsgiOutlet(_unheard), person, lambda close: None)


def found(ballot_owners: BallotOwners, of: Browser) -> list[Browser]:
    return list(ballot_owners.browsers_of(*ROUND, ballot_id(of.person, *ROUND)))


def crowd() -> tuple[set[Browser], BallotOwners]:
    browsers = {browser(number) for number in range(SLICES * BROWSERS_PER_SLICE)}
    return browsers, BallotOwners(browsers)


async def test_a_ballot_that_comes_early_is_its_browsers_all_the_same() -> None:
    browsers, ballot_owners = crowd()
    ballot_owners.follow({ROUND})
    assert all(found(ballot_owners, each) == [each] for each in browsers)


async def test_who_comes_and_goes_between_two_slices_is_counted_once_or_not_at_all() -> None:
    browsers, ballot_owners = crowd()
    ballot_owners.follow({ROUND})
    gone, twin, newcomer = set(list(browsers)[::7]), browser(1), browser(4 * BROWSERS_PER_SLICE)
    for each in gone:
        browsers.discard(each)
        ballot_owners.remove(each)
    for each in (twin, newcomer):
        browsers.add(each)
        ballot_owners.add(each)
    for _ in range(SLICES + 1):
        await asyncio.sleep(0)  # a turn of the loop for each
    assert not ballot_owners._unindexed
    for each in browsers | gone:
        alike = [other for other in browsers if other.person == each.person]
        assert set(found(ballot_owners, each)) == set(alike)
        assert len(found(ballot_owners, each)) == len(alike)


async def test_rounds_that_are_over_are_not_gone_on_with() -> None:
    browsers, ballot_owners = crowd()
    ballot_owners.follow({ROUND})
    ballot_owners.follow(set())
    await asyncio.sleep(0)
    assert not ballot_owners._unindexed
    assert all(found(ballot_owners, each) == [each] for each in browsers)
