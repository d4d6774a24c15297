"""A room's folded state as text, so that a long past need not be folded again at every start.

Each part of a `Room` is written and read by one entry of `PARTS`. Whatever a room gets more of needs one too:
until then the test fails that compares all that a room has. Lines hold few records each, so that neither
writing nor reading them holds up whoever else has something to do.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from server.domain.model.items import Ballot, Item, Participant, Poll
from server.domain.sync.change_versions import BallotVersions, ChangeVersions, PersonalVersions
from server.domain.sync.versioned import Room

FOLD = 8
"""The number of what `apply` makes of a log, marks and so what `see` shows included, and of how it is written
here. Raised whenever any of that changes: other numbers are ignored, at the price of folding the log once."""

RECORDS = 25  # in a line; people with 500 votes each take some 2 ms


class UnreadableSnapshot(Exception):
    """Not something that this release wrote."""


@dataclass(frozen=True, slots=True)
class _Part:
    """`copied` takes values that no later event changes out of the room, all at once and therefore quickly;
    `filled` puts records back, in the order in which they were taken; `written` makes a record of a value."""

    records: TypeAdapter[Any]
    copied: Callable[[Room], list[Any]]
    filled: Callable[[Room, list[Any]], None]
    written: Callable[[Any], Any] = lambda value: value


def _fill_items(room: Room, items: list[Item]) -> None:
    room.items.update((item.id, item) for item in items)
    room.poll_ids.update((item.id, None) for item in items if isinstance(item, Poll))


# ---- people: votes as numbers of questions, in the order of the tally

_Voter = tuple[str, Participant, dict[str, int]]
_Person = tuple[str, tuple[str, ...], tuple[int, ...]]


def _copy_people(room: Room) -> list[_Voter]:
    numbers = {question: number for number, question in enumerate(room.tally)}
    return [(person, did, numbers) for person, did in room.people.items()]


def _write_person(voter: _Voter) -> _Person:
    person, did, numbers = voter
    return person, did.asked, tuple(sorted(map(numbers.__getitem__, did.votes)))


def _fill_people(room: Room, people: list[_Person]) -> None:
    questions = list(room.tally)
    for person, asked, votes in people:
        room.people[person] = Participant(asked, frozenset(map(questions.__getitem__, votes)))


# ---- marks

_Marked = tuple[str, tuple[int, ...], tuple[int, ...], int, int]
_Own = tuple[str, int, int, int]


def _copy_marks(room: Room) -> list[_Marked]:
    return [
        (item, tuple(at.changed), tuple(at.hidden), at.counters_changed, at.results_changed)
        for item, at in room.versions.items()
    ]


def _fill_marks(room: Room, marked: list[_Marked]) -> None:
    for item, changed, gone, counted, results_changed in marked:
        versions = room.versions[item] = ChangeVersions()
        versions.changed, versions.hidden, versions.counters_changed, versions.results_changed = (
            list(changed),
            list(gone),
            counted,
            results_changed,
        )


def _copy_own(room: Room) -> list[_Own]:
    return [(person, own.any, own.votes, own.questions) for person, own in room.personal_versions.items()]


def _fill_own(room: Room, records: list[_Own]) -> None:
    room.personal_versions.update((person, PersonalVersions(*at)) for person, *at in records)


# ---- polls: tallies are counted anew, from the ballots in their order

_Cast = tuple[str, Ballot]
_Player = tuple[str, str]


def _fill_ballots(room: Room, records: list[_Cast]) -> None:
    for ballot_id, ballot in records:
        room.ballots[ballot_id] = ballot
        room.recount(ballot)


_CastAt = tuple[str, int, int]


def _fill_cast(room: Room, records: list[_CastAt]) -> None:
    for ballot, first, last in records:
        room.ballot_versions[ballot] = BallotVersions(first, last)
        poll = room.ballots[ballot].poll
        room.last_answered.pop(poll, None)
        room.last_answered[poll] = last


_Place = tuple[int, tuple[int, ...]]


def _fill_place(room: Room, records: list[_Place]) -> None:
    for version, shown in records:
        room.version, room.visible_versions = version, list(shown)


PARTS: dict[str, _Part] = {
    "place": _Part(
        TypeAdapter(list[_Place]), lambda room: [(room.version, tuple(room.visible_versions))], _fill_place
    ),
    "items": _Part(
        TypeAdapter(list[Item]),
        lambda room: list(room.items.values()),
        _fill_items,
    ),
    "tally": _Part(
        TypeAdapter(list[tuple[str, int]]),
        lambda room: list(room.tally.items()),
        lambda room, votes: room.tally.update(votes),
    ),
    "ballots": _Part(TypeAdapter(list[_Cast]), lambda room: list(room.ballots.items()), _fill_ballots),
    "players": _Part(
        TypeAdapter(list[_Player]),
        lambda room: list(room.players.items()),
        lambda room, players: room.players.update(players),
    ),
    "names": _Part(
        TypeAdapter(list[_Player]),
        lambda room: list(room.names.items()),
        lambda room, names: room.names.update(names),
    ),
    "people": _Part(TypeAdapter(list[_Person]), _copy_people, _fill_people, _write_person),
    "marks": _Part(TypeAdapter(list[_Marked]), _copy_marks, _fill_marks),
    "latest": _Part(
        TypeAdapter(list[tuple[str, int]]),
        lambda room: list(room.by_version.items()),
        lambda room, versions: room.by_version.update(versions),
    ),
    "own": _Part(TypeAdapter(list[_Own]), _copy_own, _fill_own),
    "cast": _Part(
        TypeAdapter(list[_CastAt]),
        lambda room: [(ballot, *at) for ballot, at in room.ballot_versions.items()],
        _fill_cast,
    ),
    "switched": _Part(
        TypeAdapter(list[tuple[str, int]]),
        lambda room: list(room.round_changed_at.items()),
        lambda room, versions: room.round_changed_at.update(versions),
    ),
}
"""In the order in which they are filled: votes are numbers in the tally, and ballots count by their polls."""


def lines(room: Room) -> Iterator[bytes]:
    """The room as it is now, whatever happens to it while they are taken."""
    copied = {name: part.copied(room) for name, part in PARTS.items()}
    return _written(copied)


def _written(copied: dict[str, list[Any]]) -> Iterator[bytes]:
    for name, values in copied.items():
        part = PARTS[name]
        for start in range(0, len(values), RECORDS):
            records = [part.written(value) for value in values[start : start + RECORDS]]
            yield name.encode() + b" " + part.records.dump_json(records)


def restoring(room: Room, lines: Iterable[bytes]) -> Iterator[None]:
    """Fill an empty room, a line at each step. Raises `UnreadableSnapshot`; what there is then is no room."""
    for line in lines:
        name, _, records = line.partition(b" ")
        try:
            part = PARTS[name.decode()]
            part.filled(room, part.records.validate_json(records))
        except (LookupError, ValueError) as error:
            raise UnreadableSnapshot(f"a line of {name[:20]!r}") from error
        yield
