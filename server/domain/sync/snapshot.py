"""A room's folded state as text, so that a long log need not be folded again at every start.

Each attribute of a `Room` is written and read by one entry of `PARTS`. A new attribute needs an entry too; a
test that compares all attributes fails until it has one. Each line has few records, so that neither writing
nor reading one blocks the event loop for long.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from server.domain.model.items import Ballot, Item, Participation, Poll
from server.domain.model.poll_events import CastBallot
from server.domain.polls.ballots import Round, read_ballot
from server.domain.sync.change_versions import BallotVersions, ChangeVersions, PersonalVersions
from server.domain.sync.versioned import Room

FOLD = 14
"""The version of the state that `apply` makes of a log, and of its text here.

To be raised whenever either changes, also by a change of `views.item_body`, which decides the versions of
changes. Snapshots of other versions are ignored, at the price of folding the log once.
"""

RECORDS = 25  # in one line; a line of people with 500 votes each takes some 2 ms


class UnreadableSnapshot(Exception):
    """A snapshot that this release did not write."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The functions that write and read one attribute of a room.

    `copy` returns the values, which no later event changes. It is called once for all of them, so it must be
    quick. `write` makes a record of a value. `fill` puts records back into a room, in the order of `copy`.
    """

    records: TypeAdapter[Any]
    copy: Callable[[Room], list[Any]]
    fill: Callable[[Room, list[Any]], None]
    write: Callable[[Any], Any] = lambda value: value


def _fill_items(room: Room, items: list[Item]) -> None:
    room.items.update((item.id, item) for item in items)
    room.poll_ids.update((item.id, None) for item in items if isinstance(item, Poll))


# ---- people: their votes are indices of questions, in the order of the tally

_CopiedPerson = tuple[str, Participation, dict[str, int]]
_PersonRecord = tuple[str, tuple[str, ...], tuple[int, ...]]


def _copy_people(room: Room) -> list[_CopiedPerson]:
    numbers = {question: number for number, question in enumerate(room.tally)}
    return [(person, participation, numbers) for person, participation in room.people.items()]


def _write_person(copied: _CopiedPerson) -> _PersonRecord:
    person, participation, numbers = copied
    return person, participation.asked, tuple(sorted(map(numbers.__getitem__, participation.votes)))


def _fill_people(room: Room, people: list[_PersonRecord]) -> None:
    questions = list(room.tally)
    for person, asked, votes in people:
        room.people[person] = Participation(asked, frozenset(map(questions.__getitem__, votes)))


# ---- the versions of changes

_ItemRecord = tuple[str, tuple[int, ...], tuple[int, ...], int, int]
_PersonalRecord = tuple[str, int, int, int]


def _copy_change_versions(room: Room) -> list[_ItemRecord]:
    return [
        (item, tuple(each.changed), tuple(each.hidden), each.counters_changed, each.results_changed)
        for item, each in room.versions.items()
    ]


def _fill_change_versions(room: Room, records: list[_ItemRecord]) -> None:
    for item, changed, hidden, counters_changed, results_changed in records:
        versions = room.versions[item] = ChangeVersions()
        versions.changed, versions.hidden = list(changed), list(hidden)
        versions.counters_changed, versions.results_changed = counters_changed, results_changed


def _copy_personal_versions(room: Room) -> list[_PersonalRecord]:
    return [(person, each.any, each.votes, each.questions) for person, each in room.personal_versions.items()]


def _fill_personal_versions(room: Room, records: list[_PersonalRecord]) -> None:
    room.personal_versions.update((person, PersonalVersions(*versions)) for person, *versions in records)


# ---- polls: their tallies are not written, but counted again from the ballots

# The ballots that left the log are not written: those of a sealed round are read from its boxes.

_BallotRecord = tuple[str, Ballot]
_NameRecord = tuple[str, str]


def _copy_ballots(room: Room) -> list[_BallotRecord]:
    unsealed = (ballot for ballots in room.ballot_versions.values() for ballot in ballots)
    return [(ballot, room.ballots[ballot]) for ballot in unsealed]


def _fill_ballots(room: Room, records: Iterable[_BallotRecord]) -> None:
    for ballot_id, ballot in records:
        before = room.ballots.get(ballot_id)
        room.ballots[ballot_id] = ballot
        room.count_ballot(ballot, before)


_BallotVersionsRecord = tuple[str, int, int]


def _copy_ballot_versions(room: Room) -> list[_BallotVersionsRecord]:
    return [
        (ballot, *versions)
        for ballots in room.ballot_versions.values()
        for ballot, versions in ballots.items()
    ]


def _fill_ballot_versions(room: Room, records: list[_BallotVersionsRecord]) -> None:
    for each, first, last in records:
        ballot = room.ballots[each]
        versions = room.ballot_versions.setdefault((ballot.poll, ballot.round_id), {})
        versions[each] = BallotVersions(first, last)


_SealedRecord = tuple[str, int, int]


def _fill_sealed(room: Room, records: list[_SealedRecord]) -> None:
    room.sealed_at.update(((poll, round_id), version) for poll, round_id, version in records)


_VersionRecord = tuple[int, tuple[int, ...]]


def _fill_version(room: Room, records: list[_VersionRecord]) -> None:
    for version, shown in records:
        room.version, room.visible_versions = version, list(shown)


PARTS: dict[str, _Part] = {
    "version": _Part(
        TypeAdapter(list[_VersionRecord]),
        lambda room: [(room.version, tuple(room.visible_versions))],
        _fill_version,
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
    "sealed_at": _Part(
        TypeAdapter(list[_SealedRecord]),
        lambda room: [(*round_, version) for round_, version in room.sealed_at.items()],
        _fill_sealed,
    ),
    "missing_rounds": _Part(
        TypeAdapter(list[Round]),
        lambda room: list(room.missing_rounds),
        lambda room, rounds: room.missing_rounds.update(dict.fromkeys(rounds)),
    ),
    "ballots": _Part(TypeAdapter(list[_BallotRecord]), _copy_ballots, _fill_ballots),
    "players": _Part(
        TypeAdapter(list[_NameRecord]),
        lambda room: list(room.players.items()),
        lambda room, players: room.players.update(players),
    ),
    "names": _Part(
        TypeAdapter(list[_NameRecord]),
        lambda room: list(room.names.items()),
        lambda room, names: room.names.update(names),
    ),
    "hidden_players": _Part(
        TypeAdapter(list[str]),
        lambda room: list(room.hidden_players),
        lambda room, players: room.hidden_players.update(dict.fromkeys(players)),
    ),
    "people": _Part(TypeAdapter(list[_PersonRecord]), _copy_people, _fill_people, _write_person),
    "change_versions": _Part(TypeAdapter(list[_ItemRecord]), _copy_change_versions, _fill_change_versions),
    "by_version": _Part(
        TypeAdapter(list[tuple[str, int]]),
        lambda room: list(room.by_version.items()),
        lambda room, versions: room.by_version.update(versions),
    ),
    "personal_versions": _Part(
        TypeAdapter(list[_PersonalRecord]), _copy_personal_versions, _fill_personal_versions
    ),
    "ballot_versions": _Part(
        TypeAdapter(list[_BallotVersionsRecord]), _copy_ballot_versions, _fill_ballot_versions
    ),
    "last_answered": _Part(
        TypeAdapter(list[tuple[str, int]]),
        lambda room: list(room.last_answered.items()),
        lambda room, versions: room.last_answered.update(versions),
    ),
    "round_changed_at": _Part(
        TypeAdapter(list[tuple[str, int]]),
        lambda room: list(room.round_changed_at.items()),
        lambda room, versions: room.round_changed_at.update(versions),
    ),
}
"""The attributes in the order in which they are filled: people's votes need the tally, ballots need polls."""


def lines(room: Room) -> Iterator[bytes]:
    """The lines of a room as it is now. Later events do not change them."""
    copied = {name: part.copy(room) for name, part in PARTS.items()}
    return _write(copied)


def _write(copied: dict[str, list[Any]]) -> Iterator[bytes]:
    for name, values in copied.items():
        part = PARTS[name]
        for start in range(0, len(values), RECORDS):
            records = [part.write(value) for value in values[start : start + RECORDS]]
            yield name.encode() + b" " + part.records.dump_json(records)


Boxes = Mapping[Round, Iterable[Sequence[CastBallot]]]
"""The ballots of sealed rounds, box by box."""


def restore(room: Room, lines: Iterable[bytes], boxes: Boxes) -> Iterator[None]:
    """Fills an empty room, by one line at each step. After `UnreadableSnapshot` the room must not be used.

    `boxes` may know more rounds, and more ballots of them, than were there at the snapshot's version: the log
    behind it tells of the same.
    """
    for line in lines:
        name, _, records = line.partition(b" ")
        try:
            part = PARTS[name.decode()]
            part.fill(room, part.records.validate_json(records))
        except (LookupError, ValueError) as error:
            raise UnreadableSnapshot(f"a line of {name[:20]!r}") from error
        yield
        if part is PARTS["sealed_at"]:
            yield from _fill_boxes(room, boxes)


def _fill_boxes(room: Room, boxes: Boxes) -> Iterator[None]:
    unfilled = [round_ for round_ in room.sealed_at if round_ not in room.tallies]
    for round_ in unfilled:
        for box in boxes.get(round_, ()):
            _fill_ballots(room, map(read_ballot, box))
            yield
