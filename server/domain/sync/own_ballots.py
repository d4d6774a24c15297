"""A person's own answers to polls, and the results that they may see because they have answered.

A person's ballots are found by their ids, which only the bytes in the person's token lead to.
"""

from collections.abc import Iterable, Iterator

from server.domain.model.items import Poll
from server.domain.model.people import Person
from server.domain.polls.ballots import Round, ballot_id, own_ballot
from server.domain.polls.view import Body
from server.domain.sync.change_versions import BallotVersions
from server.domain.sync.versioned import Room
from server.domain.visibility import View, ViewerKind, depends_on_answering, view_of_role


def answers_of(room: Room, person: Person) -> Body:
    """The person's answers by poll id, in each poll's current round."""
    answers: Body = {}
    for each, _ in _ballots_of(room, person, room.tallies):
        ballot = room.ballots[each]
        poll = room.require_poll(ballot.poll)
        if ballot.round_id == poll.round_id and poll.state != "deleted":
            answers[poll.id] = ballot.answer
    return answers


def last_change(room: Room, person: Person, since: int = 0) -> int:
    """The version at which `answers_of` last changed; 0 if it did not change after the version `since`."""
    newest = 0
    changed_rounds = (
        (poll, round_id)
        for poll, round_id in room.tallies
        if max(room.last_answered[poll], room.round_changed_at[poll]) > since
    )
    for each, versions in _ballots_of(room, person, changed_rounds):
        newest = max(newest, versions.last, room.round_changed_at[room.ballots[each].poll])
    return newest if newest > since else 0


def view_of_person(room: Room, person: Person) -> View:
    """The view that this person has now."""
    view = view_of_role(person.role)
    if view.kind is not ViewerKind.ATTENDEE:
        return view
    polls = (poll for poll in room.polls() if depends_on_answering(poll))
    answered = frozenset(poll.id for poll in polls if own_ballot(room, person, poll) is not None)
    return View(view.kind, answered) if answered else view


def answer_dependent_rounds(room: Room) -> set[Round]:
    """The current rounds of the polls that look different to attendees who have answered them."""
    return {(poll.id, poll.round_id) for poll in room.polls() if depends_on_answering(poll)}


def resent_polls(room: Room, person: Person, since: int) -> frozenset[str]:
    """Ids of the polls to send whole to a person who was last at version `since`.

    The person may have seen these as another kind of viewer then: before they answered, in another round, or
    while the poll was open. To send one too many is harmless.
    """
    if view_of_role(person.role).kind is not ViewerKind.ATTENDEE:
        return frozenset()
    changed = {poll.id: _changed_at(room, poll) for poll in room.polls() if poll.show == "answered"}
    changed_rounds = (
        (poll, round_id)
        for poll, round_id in room.tallies
        if poll in changed and max(changed[poll], room.last_answered[poll]) > since
    )
    answered = (
        (room.ballots[each].poll, versions.first)
        for each, versions in _ballots_of(room, person, changed_rounds)
    )
    return frozenset(poll for poll, first in answered if max(changed[poll], first) > since)


def _changed_at(room: Room, poll: Poll) -> int:
    versions = room.versions[poll.id]
    return max(
        versions.changed[ViewerKind.RESPONDENT],
        versions.hidden[ViewerKind.RESPONDENT],
        room.round_changed_at[poll.id],
    )


def _ballots_of(room: Room, person: Person, rounds: Iterable[Round]) -> Iterator[tuple[str, BallotVersions]]:
    """The ids and versions of this person's ballots in these rounds. Each round costs a hash."""
    for poll, round_id in rounds if person.secret else ():
        each = ballot_id(person, poll, round_id)
        versions = room.versions_of_ballot((poll, round_id), each)
        if versions is not None:
            yield each, versions
