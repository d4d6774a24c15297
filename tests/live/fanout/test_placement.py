"""Browsers are in the cohort of their view, whatever happens between two ticks."""

from server.domain.model.people import Person
from server.domain.sync.versioned import Room
from server.live.fanout.ballot_owners import BallotOwners
from server.live.fanout.cohorts import Browser, Cohorts
from server.live.fanout.placement import CohortPlacement
from server.live.transport.outlet import AsgiOutlet
from tests.domain.making import ASKER, MODERATOR, OTHER, Play


async def _unheard(text: str) -> None:
    """Sends nothing."""


class Fanout:
    """The browsers of a room, without frames."""

    def __init__(self, room: Room) -> None:
        self.browsers: set[Browser] = set()
        self.ballot_owners = BallotOwners(self.browsers)
        self.placement = CohortPlacement(room, Cohorts(), self.ballot_owners)

    def join(self, person: Person) -> Browser:
        browser = Browser(AsgiOutlet(_unheard), person, lambda close: None)
        self.browsers.add(browser)
        self.ballot_owners.add(browser)
        self.placement.join(browser)
        return browser


async def test_who_joins_while_a_poll_is_closed_and_has_answered_sees_results_when_it_opens_again() -> None:
    play = Play()
    poll = play(MODERATOR, "poll.create", type="yesno", prompt="Is it safe?", show="answered")["id"]
    play(MODERATOR, "poll.open", id=poll)
    play(ASKER, "poll.answer", id=poll, answer="yes")
    fanout = Fanout(play.room)
    fanout.placement.update()

    play(MODERATOR, "poll.close", id=poll)
    respondent, other = fanout.join(ASKER), fanout.join(OTHER)
    play(MODERATOR, "poll.open", id=poll)
    fanout.placement.update()

    assert respondent.view.answered == {poll}
    assert other.view.answered == frozenset()
