"""Browsers that know their own votes and ballots from the replies to their commands.

They need no frame about these, which saves a frame for each voter in a storm of votes.
"""

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
    """A command with its sender, and the browser that it came from, if that is connected."""

    person: Person
    command: Command
    browser: Browser | None


class Sender(NamedTuple):
    """A browser that knew its own votes or ballots, the commands that it sent, and its version before."""

    browser: Browser
    sent: list[Command]
    version: int


class SingleTab(NamedTuple):
    """The people of a batch who voted, and those who answered polls, each from one browser only.

    `version` is the room's version before the batch.
    """

    voters: list[Sender]
    answerers: list[Sender]
    version: int


def single_tab_senders(room: Room, batch: Iterable[Sent]) -> SingleTab:
    """The single-tab senders of a batch. To be called before the batch is applied.

    A browser that has missed an earlier vote of its person is left out. So are all browsers of a person that
    two of them sent for.
    """
    voting: dict[str, Sender | None] = {}
    answering: dict[str, Sender | None] = {}
    for each in batch:
        if isinstance(each.command, Vote):
            _add_sender(voting, each, room, _knows_votes)
        elif isinstance(each.command, PollAnswer):
            _add_sender(answering, each, room, _knows_ballots)
    return SingleTab(
        [voter for voter in voting.values() if voter is not None],
        [voter for voter in answering.values() if voter is not None],
        room.version,
    )


def mark_informed(room: Room, senders: SingleTab) -> None:
    """Notes that these browsers know their votes and ballots, unless the replies do not tell all of them.

    To be called after the batch was applied.
    """
    for browser, sent, version in senders.voters:
        votes = (command for command in sent if isinstance(command, Vote))
        if all(sync.ok_suffices(room, browser.view, vote, version) for vote in votes):
            browser.votes_known = room.version
    if any(at > senders.version for at in room.round_changed_at.values()):
        return  # a poll was reset or deleted in the same batch, and no `ok` tells that
    for browser, _, _ in senders.answerers:
        browser.ballots_known = room.version


def _add_sender(
    senders: dict[str, Sender | None], each: Sent, room: Room, is_up_to_date: Callable[[Room, Browser], bool]
) -> None:
    browser, person = each.browser, each.person.id
    if person not in senders:
        current = browser is not None and is_up_to_date(room, browser)
        senders[person] = Sender(browser, [], browser.version) if browser is not None and current else None
    voter = senders[person]
    if voter is not None and voter.browser is browser:
        voter.sent.append(each.command)
    else:
        senders[person] = None


def _knows_votes(room: Room, browser: Browser) -> bool:
    own = room.personal_versions.get(browser.person.id)
    return own is None or own.votes <= max(browser.version, browser.votes_known)


def _knows_ballots(room: Room, browser: Browser) -> bool:
    return not own_ballots.last_change(room, browser.person, max(browser.version, browser.ballots_known))
