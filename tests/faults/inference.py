"""An attacker who has a copy of the record, and guesses whose each ballot is.

The attacker knows all acts of the people and their order, but for what they answered. Whatever the record
tells of an order of the ballots is tried: the ballots, sorted by it, are given to the people, sorted by the
time of their answers. On one axis no other assignment has a smaller sum of distances.
"""

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

import psycopg

Ballot = str


@dataclass
class Evidence:
    """The ballots of one poll as a copy has them: their answers, and their places in every order found."""

    answers: dict[Ballot, str] = field(default_factory=dict)
    places: dict[str, dict[Ballot, float]] = field(default_factory=dict)

    def add(self, ballot: Ballot, answer: Any, **places: float) -> None:
        self.answers[ballot] = json.dumps(answer)
        for order, place in places.items():
            self.places.setdefault(order, {})[ballot] = place

    def note(self, order: str, ballot: Ballot, place: float) -> None:
        if ballot in self.answers:
            self.places.setdefault(order, {})[ballot] = place


def guesses_right(truth: Sequence[str], evidence: Evidence) -> dict[str, int]:
    """For each order of all ballots: how many answers it gives to the right people.

    `truth` are the answers of the people in the order of their answering.
    """
    assert Counter(truth) == Counter(evidence.answers.values()), "the copy has each ballot, once"
    right: dict[str, int] = {}
    for order, places in evidence.places.items():
        if places.keys() == evidence.answers.keys():
            assigned = [evidence.answers[each] for each in sorted(places, key=places.__getitem__)]
            right[order] = sum(map(str.__eq__, truth, assigned))
    return right


@dataclass
class Score:
    """Guesses that were right, summed over rooms, beside those of random assignments of the same answers."""

    right: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)  # rooms in which all were
    rooms: int = 0
    mean: float = 0.0
    variance: float = 0.0

    def add(self, truth: Sequence[str], evidence: Evidence) -> None:
        right = guesses_right(truth, evidence)
        self.right.update(right)
        self.whole.update(order for order, count in right.items() if count == len(truth))
        self.rooms += 1
        mean, variance = chance(truth)
        self.mean += mean
        self.variance += variance

    @property
    def limit(self) -> float:
        return self.mean + 3 * sqrt(self.variance)


def chance(answers: Sequence[str]) -> tuple[float, float]:
    """The mean and the variance of the right guesses, if the answers are assigned at random.

    Those of Σ a(i, σ(i)) for a random permutation σ, by W. Hoeffding, "A combinatorial central limit
    theorem" (1951).
    """
    people, counts = len(answers), Counter(answers)
    mean = sum(count**2 for count in counts.values()) / people
    overall = mean / people
    squares = 0.0
    for one, of_one in counts.items():
        for other, of_other in counts.items():
            difference = (one == other) - of_one / people - of_other / people + overall
            squares += of_one * of_other * difference**2
    return mean, squares / (people - 1)


# ---- copies


def from_sqlite(folder: Path) -> dict[str, Evidence]:
    """The evidence by poll, in the tables, in every byte of the files, and in snapshots."""
    # Read first, because opening the database may change the files.
    files = {name: (folder / name).read_bytes() for name in ("suara.db", "suara.db-wal")}
    with closing(sqlite3.connect(folder / "suara.db")) as database:
        found = _from_tables(
            (
                (room, version, data)
                for room, version, data in database.execute(
                    "SELECT room, version, data FROM event WHERE type = 'BallotsCast' ORDER BY room, version"
                )
            ),
            database.execute("SELECT ballots FROM ballot_box").fetchall(),
        )
        snapshots = [data for (data,) in database.execute("SELECT data FROM snapshot")]
    _from_snapshots(found, snapshots)
    for name, content in files.items():
        _from_bytes(found, name, content)
    return found


def from_postgresql(address: str) -> dict[str, Evidence]:
    """The evidence by poll in all that SQL shows."""
    with psycopg.connect(address) as connection:
        rows = connection.execute(
            "SELECT room, version, data, ctid::text, xmin::text::bigint FROM event"
            " WHERE type = 'BallotsCast' ORDER BY room, version"
        ).fetchall()
        boxes = connection.execute(
            "SELECT ballots, ctid::text, xmin::text::bigint FROM ballot_box ORDER BY ctid"
        ).fetchall()
        snapshots = [bytes(data) for (data,) in connection.execute("SELECT data FROM snapshot").fetchall()]
    found = _from_tables(((room, version, data) for room, version, data, _, _ in rows), boxes)
    for number, (_, _, data, ctid, xmin) in enumerate(rows):
        for place, ballot in enumerate(json.loads(data)["ballots"]):
            _note(found, "xmin of its row", ballot, xmin + place / 1000)
            _note(found, "ctid of its row", ballot, _place(ctid) + place / 1000)
            _note(found, "order of rows", ballot, number + place / 1000)
    for ballots, ctid, xmin in boxes:
        for place, ballot in enumerate(json.loads(ballots)):
            _note(found, "xmin of its box", ballot, xmin + place / 1000)
            _note(found, "ctid of its box", ballot, _place(ctid) + place / 1000)
    _from_snapshots(found, snapshots)
    return found


def _place(ctid: str) -> float:
    page, _, row = ctid.strip("()").partition(",")
    return int(page) * 1000.0 + int(row)


def _from_tables(rows: Any, boxes: Sequence[tuple[Any, ...]]) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for _, version, data in rows:
        for place, (ballot, poll, _, answer, _) in enumerate(json.loads(data)["ballots"]):
            found.setdefault(poll, Evidence()).add(ballot, answer, version=version + place / 1000)
    for number, (ballots, *_) in enumerate(boxes):
        for place, (ballot, poll, _, answer, _) in enumerate(json.loads(ballots)):
            found.setdefault(poll, Evidence()).add(ballot, answer, box=number * 1000.0 + place)
    return found


def _note(found: Mapping[str, Evidence], order: str, recorded: Sequence[Any], place: float) -> None:
    found[recorded[1]].note(order, recorded[0], place)


def _from_bytes(found: Mapping[str, Evidence], name: str, content: bytes) -> None:
    """Where each ballot's id stands in a file, for the first and for the last time, also in free pages."""
    for evidence in found.values():
        for ballot in evidence.answers:
            first, last = content.find(ballot.encode()), content.rfind(ballot.encode())
            if first >= 0:
                evidence.note(f"first in {name}", ballot, first)
                evidence.note(f"last in {name}", ballot, last)


def _from_snapshots(found: Mapping[str, Evidence], snapshots: Sequence[bytes]) -> None:
    for snapshot in snapshots:
        _from_bytes(found, "a snapshot", zlib.decompress(snapshot))
