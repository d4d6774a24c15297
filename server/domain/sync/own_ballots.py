"""What a person has answered, and what they may therefore see. Nobody else can tell whose a ballot is: its id
follows from bytes that only the person's token carries."""

from collections.abc import Iterable, Iterator

from server.domain.model.items import Poll
from server.domain.model.people import Person
from server.domain.polls.ballots import Round, ballot_id, own_ballot
from server.domain.polls.view import Body
from server.domain.sync.change_versions import BallotVersions
from server.domain.sync.versioned import Room
from server.domain.visibility import View, ViewerKind, depends_on_answering, view_of_role


def own(room: Room, person: Person) -> Body:
    """Their answers in each poll's current round."""
    found: Body = {}
    for each, _ in _ballots_of(room, person, room.tallies):
        ballot = room.ballots[each]
        poll = room.require_poll(ballot.poll)
        if ballot.round_id == poll.round_id and poll.state != "deleted":
            found[poll.id] = ballot.answer
    return found


def last_change(room: Room, person: Person, since: int = 0) -> int:
    """The version at which anything last changed of `own`; 0 if nothing did since that version."""
    newest = 0
    news = (
        which
        for which in room.tallies
        if max(room.last_answered[which[0]], room.round_changed_at[which[0]]) > since
    )
    for each, versions in _ballots_of(room, person, news):
        newest = max(newest, versions.last, room.round_changed_at[room.ballots[each].poll])
    return newest if newest > since else 0


def view_of_person(room: Room, person: Person) -> View:
    """What this person may see by now."""
    view = view_of_role(person.role)
    if view.kind is not ViewerKind.ATTENDEE:
        return view
    polls = (poll for poll in room.polls() if depends_on_answering(poll))
    answered = frozenset(poll.id for poll in polls if own_ballot(room, person, poll) is not None)
    return View(view.kind, answered) if answered else view


def answer_dependent_rounds(room: Room) -> set[Round]:
    """The polls, and their current takes, that people see otherwise once they have answered."""
    return {(poll.id, poll.round_id) for poll in room.polls() if depends_on_answering(poll)}


def resent_polls(room: Room, person: Person, since: int) -> frozenset[str]:
    """Polls that this person may have seen otherwise at version `since`, because they had not answered yet,
    or because it was another round or open then. Telling one anew is right whatever they saw."""
    if view_of_role(person.role).kind is not ViewerKind.ATTENDEE:
        return frozenset()
    changed = {poll.id: _changed_at(room, poll) for poll in room.polls() if poll.show == "answered"}
    maybe = (
        which
        for which in room.tallies
        if which[0] in changed and max(changed[which[0]], room.last_answered[which[0]]) > since
    )
    theirs = (
        (room.ballots[each].poll, versions.first) for each, versions in _ballots_of(room, person, maybe)
    )
    return frozenset(poll for poll, first in theirs if max(changed[poll], first) > since)


def _changed_at(room: Room, poll: Poll) -> int:
    versions = room.versions[poll.id]
    return max(
        versions.changed[ViewerKind.RESPONDENT],
        versions.hidden[ViewerKind.RESPONDENT],
        room.round_changed_at[poll.id],
    )


def _ballots_of(room: Room, person: Person, rounds: Iterable[Round]) -> Iterator[tuple[str, BallotVersions]]:
    """This person's ballots in these rounds. To find one takes a hash: the fewer rounds the better."""
    for poll, round_id in rounds if person.secret else ():
        each = ballot_id(person, poll, round_id)
        versions = room.ballot_versions.get(each)
        if versions is not None:
            yield each, versions
