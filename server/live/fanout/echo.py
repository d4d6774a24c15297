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


class Sent(Protocol):
    """A command, and the browser it came from, if it came from one that stays."""

    person: Person
    command: Command
    browser: Browser | None


class Sender(NamedTuple):
    """A browser that was up to date about its own, what it sent now, and where it stood before that."""

    browser: Browser
    sent: list[Command]
    version: int


class SingleTab(NamedTuple):
    """Those who voted, and those who answered polls, with no other browser of the same person; and the
    version of the room before any of that."""

    voters: list[Sender]
    answerers: list[Sender]
    version: int


def single_tab_senders(room: Room, batch: Iterable[Sent]) -> SingleTab:
    """The voters of a batch, before it is applied.

    Not one that had missed an earlier vote of the same person, nor any if two voted for one at once.
    """
    voting: dict[str, Sender | None] = {}
    ballot_owners: dict[str, Sender | None] = {}
    for asked in batch:
        if isinstance(asked.command, Vote):
            _add(voting, asked, room, _knows_votes)
        elif isinstance(asked.command, PollAnswer):
            _add(ballot_owners, asked, room, _knows_ballots)
    return SingleTab(
        [voter for voter in voting.values() if voter is not None],
        [voter for voter in ballot_owners.values() if voter is not None],
        room.version,
    )


def mark_informed(room: Room, who: SingleTab) -> None:
    """Now that all is applied: their browsers know it, unless an answer can't say all of it."""
    for browser, sent, version in who.voters:
        votes = (command for command in sent if isinstance(command, Vote))
        if all(sync.ok_suffices(room, browser.view, vote, version) for vote in votes):
            browser.votes_known = room.version
    if any(at > who.version for at in room.round_changed_at.values()):
        return  # a poll was reset, or taken away, together with the answers: no `ok` says that
    for browser, _, _ in who.answerers:
        browser.ballots_known = room.version


def _add(
    found: dict[str, Sender | None], asked: Sent, room: Room, knows: Callable[[Room, Browser], bool]
) -> None:
    browser, person = asked.browser, asked.person.id
    if person not in found:
        current = browser is not None and knows(room, browser)
        found[person] = Sender(browser, [], browser.version) if browser is not None and current else None
    voter = found[person]
    if voter is not None and voter.browser is browser:
        voter.sent.append(asked.command)
    else:
        found[person] = None


def _knows_votes(room: Room, browser: Browser) -> bool:
    own = room.personal_versions.get(browser.person.id)
    return own is None or own.votes <= max(browser.version, browser.votes_known)


def _knows_ballots(room: Room, browser: Browser) -> bool:
    return not own_ballots.last_change(room, browser.person, max(browser.version, browser.ballots_known))
