"""The log in a SQLite file, read without the code that wrote it: so it can be the log of any release."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

ROWS = "SELECT type, data FROM event WHERE room = (SELECT id FROM room WHERE code = ?) ORDER BY version"
BOXES = "SELECT ballots FROM ballot_box WHERE room = (SELECT id FROM room WHERE code = ?)"
HAS_BOXES = "SELECT 1 FROM sqlite_master WHERE name = 'ballot_box'"
FILE = "suara.db"


def votes(folder: Path, code: str = "LOAD") -> dict[str, int]:
    """The number of people who vote for each question."""
    voters: dict[str, set[str]] = {}
    for kind, event in _events(folder, code):
        if kind == "QuestionAsked":
            voters[event["id"]] = set()
        elif kind == "VotesCast":
            for person, question, on in event["votes"]:
                (voters[question].add if on else voters[question].discard)(person)
    return {question: len(people) for question, people in voters.items()}


def ballots(folder: Path, poll: str, code: str = "LOAD") -> list[str]:
    """The last answer of each ballot in the first round of a poll of single choice."""
    logged = [event["ballots"] for kind, event in _events(folder, code) if kind == "BallotsCast"]
    answers: dict[str, str] = {}
    for some in (*_boxes(folder, code), *logged):
        answers |= {
            ballot: answer for ballot, of, round_number, answer, *_ in some if (of, round_number) == (poll, 1)
        }
    return list(answers.values())


def length(folder: Path, code: str = "LOAD") -> int:
    """The number of rows in the room's log."""
    return sum(1 for _ in _events(folder, code))


def _boxes(folder: Path, code: str) -> Iterator[list[Any]]:
    """The ballots of rounds that are over. Releases without boxes keep them in the log."""
    with closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)) as database:
        if database.execute(HAS_BOXES).fetchone():
            for (ballots,) in database.execute(BOXES, (code,)).fetchall():
                yield json.loads(ballots)


def _events(folder: Path, code: str) -> Iterator[tuple[str, dict[str, Any]]]:
    with closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)) as database:
        for kind, data in database.execute(ROWS, (code,)).fetchall():
            yield kind, json.loads(data)
