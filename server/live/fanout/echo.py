"""Which browsers know their own votes and ballots from their own acknowledgements, and need not be told."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from server.domain.model.commands import Command, Vote
from server.domain.model.people import Person
from server.domain.model.poll_commands import PollAnswer
from server.domain.sync import difference as sync
from server.domain.sync import own_ballots
from server.domain.sync.versioned import Room
from server.live.fanout.cohorts import Browser


class Asked(Protocol):
    """A command, and the browser it came from, if it came from one that stays."""

    person: Person
    command: Command
    browser: Browser | None


class Voter(NamedTuple):
    """A browser that was up to date about its own, what it sent now, and where it stood before that."""

    browser: Browser
    sent: list[Command]
    stood: int


class Alone(NamedTuple):
    """Those who voted, and those who answered polls, with no other browser of the same person; and the
    version of the room before any of that."""

    voters: list[Voter]
    answerers: list[Voter]
    version: int


def alone(room: Room, batch: Iterable[Asked]) -> Alone:
    """The voters of a batch, before it is applied.

    Not one that had missed an earlier vote of the same person, nor any if two voted for one at once.
    """
    voting: dict[str, Voter | None] = {}
    answering: dict[str, Voter | None] = {}
    for asked in batch:
        if isinstance(asked.command, Vote):
            _add(voting, asked, room, _knows_votes)
        elif isinstance(asked.command, PollAnswer):
            _add(answering, asked, room, _knows_ballots)
    return Alone(
        [voter for voter in voting.values() if voter is not None],
        [voter for voter in answering.values() if voter is not None],
        room.version,
    )


def told(room: Room, who: Alone) -> None:
    """Now that all is applied: their browsers know it, unless an answer can't say all of it."""
    for browser, sent, stood in who.voters:
        votes = (command for command in sent if isinstance(command, Vote))
        if all(sync.told_by_ok(room, browser.sight, vote, stood) for vote in votes):
            browser.votes_known = room.version
    if any(at > who.version for at in room.switched.values()):
        return  # a poll was reset, or taken away, together with the answers: no `ok` says that
    for browser, _, _ in who.answerers:
        browser.ballots_known = room.version


def _add(
    found: dict[str, Voter | None], asked: Asked, room: Room, knows: Callable[[Room, Browser], bool]
) -> None:
    browser, person = asked.browser, asked.person.id
    if person not in found:
        current = browser is not None and knows(room, browser)
        found[person] = Voter(browser, [], browser.stand) if browser is not None and current else None
    voter = found[person]
    if voter is not None and voter.browser is browser:
        voter.sent.append(asked.command)
    else:
        found[person] = None


def _knows_votes(room: Room, browser: Browser) -> bool:
    own = room.own.get(browser.person.id)
    return own is None or own.votes <= max(browser.stand, browser.votes_known)


def _knows_ballots(room: Room, browser: Browser) -> bool:
    return not own_ballots.newest(room, browser.person, max(browser.stand, browser.ballots_known))
