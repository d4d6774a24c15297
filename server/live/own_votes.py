"""Which browsers know their own votes from their own acknowledgements, and need not be told of them."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from server.domain import sync
from server.domain.commands import Command, Vote
from server.domain.people import Person
from server.domain.room import Room
from server.live.cohort import Browser


class Asked(Protocol):
    """A command, and the browser it came from, if it came from one that stays."""

    person: Person
    command: Command
    browser: Browser | None


class Voter(NamedTuple):
    """A browser that was up to date about its votes, those it cast now, and where it stood before them."""

    browser: Browser
    votes: list[Vote]
    stood: int


def alone(room: Room, batch: Iterable[Asked]) -> list[Voter]:
    """The voters of a batch, before it is applied.

    Not one that had missed an earlier vote of the same person, nor any if two voted for one at once.
    """
    voting: dict[str, Voter | None] = {}
    for asked in batch:
        if not isinstance(asked.command, Vote):
            continue
        browser, person = asked.browser, asked.person.id
        if person not in voting:
            voting[person] = _up_to_date(room, browser)
        voter = voting[person]
        if voter is not None and voter.browser is browser:
            voter.votes.append(asked.command)
        else:
            voting[person] = None
    return [voter for voter in voting.values() if voter is not None]


def told(room: Room, voters: Iterable[Voter]) -> None:
    """Now that the votes are applied: their browsers know them, unless an answer can't say all of it."""
    for browser, votes, stood in voters:
        if all(sync.told_by_ok(room, browser.sight, vote, stood) for vote in votes):
            browser.votes_known = room.version


def _up_to_date(room: Room, browser: Browser | None) -> Voter | None:
    if browser is None:
        return None
    own = room.own.get(browser.person.id)
    stood = browser.stand
    current = own is None or own.votes <= max(stood, browser.votes_known)
    return Voter(browser, [], stood) if current else None
