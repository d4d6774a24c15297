"""What a person has answered, and what they may therefore see. Nobody else can tell whose a ballot is: its id
follows from bytes that only the person's token carries."""

from collections.abc import Iterable, Iterator

from server.domain.model.items import Poll
from server.domain.model.people import Person
from server.domain.polls.ballots import Round, ballot_id, own_ballot
from server.domain.polls.view import Body
from server.domain.sync.change_versions import BallotMarks
from server.domain.sync.versioned import Room
from server.domain.visibility import Kind, Sight, depends_on_answering, sight


def own(room: Room, person: Person) -> Body:
    """Their answers in each poll's current round."""
    found: Body = {}
    for each, _ in _theirs(room, person, room.tallies):
        ballot = room.ballots[each]
        poll = room.existing_poll(ballot.poll)
        if ballot.take == poll.take and poll.state != "deleted":
            found[poll.id] = ballot.answer
    return found


def newest(room: Room, person: Person, since: int = 0) -> int:
    """The version at which anything last changed of `own`; 0 if nothing did since that version."""
    newest = 0
    news = (which for which in room.tallies if max(room.answered[which[0]], room.switched[which[0]]) > since)
    for each, marks in _theirs(room, person, news):
        newest = max(newest, marks.last, room.switched[room.ballots[each].poll])
    return newest if newest > since else 0


def sight_of(room: Room, person: Person) -> Sight:
    """What this person may see by now."""
    seer = sight(person.role)
    if seer.kind is not Kind.ATTENDEE:
        return seer
    polls = (poll for poll in room.polls() if depends_on_answering(poll))
    answered = frozenset(poll.id for poll in polls if own_ballot(room, person, poll) is not None)
    return Sight(seer.kind, answered) if answered else seer


def turning(room: Room) -> set[Round]:
    """The polls, and their current takes, that people see otherwise once they have answered."""
    return {(poll.id, poll.take) for poll in room.polls() if depends_on_answering(poll)}


def turned(room: Room, person: Person, since: int) -> frozenset[str]:
    """Polls that this person may have seen otherwise at version `since`, because they had not answered yet,
    or because it was another round or open then. Telling one anew is right whatever they saw."""
    if sight(person.role).kind is not Kind.ATTENDEE:
        return frozenset()
    changed = {poll.id: _changed_at(room, poll) for poll in room.polls() if poll.show == "answered"}
    maybe = (
        which
        for which in room.tallies
        if which[0] in changed and max(changed[which[0]], room.answered[which[0]]) > since
    )
    theirs = ((room.ballots[each].poll, marks.first) for each, marks in _theirs(room, person, maybe))
    return frozenset(poll for poll, first in theirs if max(changed[poll], first) > since)


def _changed_at(room: Room, poll: Poll) -> int:
    marks = room.marks[poll.id]
    return max(marks.changed[Kind.ANSWERED], marks.gone[Kind.ANSWERED], room.switched[poll.id])


def _theirs(room: Room, person: Person, rounds: Iterable[Round]) -> Iterator[tuple[str, BallotMarks]]:
    """This person's ballots in these rounds. To find one takes a hash: the fewer rounds the better."""
    for poll, take in rounds if person.secret else ():
        each = ballot_id(person, poll, take)
        marks = room.cast.get(each)
        if marks is not None:
            yield each, marks
