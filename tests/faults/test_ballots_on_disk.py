"""Nobody can tell who chose what from the whole data folder, its secret key included.

A room is played on a real server over sockets; the server is killed, so that nothing is tidied away, and then
the folder is read byte by byte.
"""

import base64
import hashlib
import hmac
import json
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from server.domain.model.people import Person, Role, pseudonym
from server.domain.polls.ballots import ballot_id, player_id
from server.store import database_url
from server.tokens import Keyring
from tests.faults.conftest import seeded
from tests.faults.folders import Record, every_byte, link_key, secret, table
from tests.live.browser import Browser, over_socket
from tests.live.polls import opened, until_counted
from tests.processes import Serving

CROWD = 20
TALKING = 10  # of the crowd: they ask and vote as well
OPTIONS = [f"Choice {number}" for number in range(CROWD)]


@dataclass
class Played:
    """The choices, which only the people themselves know, and the folder that is left."""

    folder: Path
    crowd: list[Browser] = field(default_factory=list)
    polls: list[str] = field(default_factory=list)

    @property
    def people(self) -> list[str]:
        return [str(browser.ok_of_hello["person"]) for browser in self.crowd]

    def bytes_of(self, browser: Browser) -> bytes:
        payload = browser.token.split(".")[1]
        text: str = json.loads(base64.urlsafe_b64decode(payload + "=="))["ballot"]
        return base64.urlsafe_b64decode(text + "==")

    @property
    def events(self) -> list[Record]:
        return table(self.folder, "event")

    @property
    def ballot_rows(self) -> list[Record]:
        return [row for row in self.events if row["type"] == "BallotsCast"]

    @property
    def ballots(self) -> set[str]:
        """The ids of all, in the log or in the boxes of the round that a reset put aside for a while."""
        boxed = [ballot for row in table(self.folder, "ballot_box") for ballot in json.loads(row["ballots"])]
        logged = [ballot for row in self.ballot_rows for ballot in json.loads(row["data"])["ballots"]]
        return {ballot[0] for ballot in (*boxed, *logged)}


@asynccontextmanager
async def in_room(serving: Serving, played: Played) -> AsyncIterator[Browser]:
    """A moderator, and the crowd around them; all leave at the end."""
    moderator = await (await over_socket(serving.url, "OPEN")).hello(
        key=link_key(serving.folder, "moderator")
    )
    for _ in range(CROWD):
        played.crowd.append(await (await over_socket(serving.url, "OPEN")).hello(locale="id"))
    try:
        yield moderator
    finally:
        for browser in (moderator, *played.crowd):
            await browser.leave()


async def play(moderator: Browser, played: Played) -> None:
    """Each chooses another option, at another moment; half of them do other things in between."""
    crowd = played.crowd
    choice = await opened(moderator, "choice", *crowd, show="answered", options=OPTIONS)
    quiz = await opened(moderator, "quiz", *crowd)
    text = await opened(moderator, "text", *crowd, show="always", moderated=False)
    played.polls = [choice, quiz, text]
    questions: list[str] = []
    for number, person in enumerate(crowd):
        if number < TALKING:
            questions.append((await person.ok("question.ask", text=f"From number {number}?"))["id"])
            await person.ok("question.vote", id=questions[0], on=True)
        await person.ok("poll.answer", id=choice, answer=f"o{(number * 7) % CROWD + 1}")
        await person.ok("quiz.name", name=f"Player {number * 3}")
        await person.ok("poll.answer", id=quiz, answer="o2", took_ms=number)
        await person.ok("poll.answer", id=text, answer=f"Thought {number * 11}")
    for number, person in enumerate(crowd[::-3]):
        await person.ok("poll.answer", id=choice, answer=f"o{number + 1}")
        assert await person.no("poll.answer", id=choice, answer="o99") == "invalid"
    await moderator.ok("poll.reset", id=choice)
    await moderator.ok("poll.unreset", id=choice)
    await moderator.ok("poll.close", id=quiz)
    await until_counted(CROWD, choice, *crowd)


@pytest.fixture(scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("folder")
    await seeded(database_url("", folder))
    serving = Serving(folder)
    played = Played(folder)
    try:
        serving.start()
        async with in_room(serving, played) as moderator:
            await play(moderator, played)
        serving.end(signal.SIGKILL)
    finally:
        serving.stop()
    return played


def test_there_is_something_to_tell(played: Played) -> None:
    """All ballots are there, and with the bytes that only the tokens carry each would be found."""
    assert (played.folder / "suara.db-wal").stat().st_size > 0
    assert len(played.ballots) == 3 * CROWD
    known = {
        ballot_id(Person(who, Role.ATTENDEE, played.bytes_of(browser)), poll, 1)
        for who, browser in zip(played.people, played.crowd, strict=True)
        for poll in played.polls
    }
    assert known == played.ballots
    asked = {row["person"] for row in played.events if row["type"] == "QuestionAsked"}
    assert asked == set(played.people[:TALKING])


def test_a_row_with_ballots_or_a_player_names_nobody_and_no_moment(played: Played) -> None:
    rooms = {row["room"] for row in played.events}
    names = {*played.people, *(pseudonym(room, person) for room in rooms for person in played.people)}
    unsigned = [row for row in played.events if row["type"] in ("BallotsCast", "PlayerNamed")]
    assert len(unsigned) > 2 * CROWD, "also those whose ballots are in boxes by now"
    for row in unsigned:
        assert [row[column] for column in ("person", "do", "ref", "ok")] == [None] * 4
        assert not [name for name in names if name in json.dumps(row)]
        at = datetime.fromisoformat(row["at"])
        assert (at.second, at.microsecond) == (0, 0), "they are told by the minute"
    for row in played.ballot_rows:
        data = json.loads(row["data"])
        ids = [ballot[0] for ballot in data["ballots"]]
        assert ids == sorted(ids)
        assert data["at"].endswith(":00Z"), data["at"]


def test_entries_say_no_more_than_ballots(played: Played) -> None:
    """An open answer is recorded with its ballot, and everything that is done to it by its own id."""
    entries = {
        ballot[4]["entry"]: ballot[0]
        for row in played.ballot_rows
        for ballot in json.loads(row["data"])["ballots"]
        if ballot[4] and "entry" in ballot[4]
    }
    assert len(entries) == CROWD
    assert not [
        row for row in played.events if row["person"] and any(each in row["data"] for each in entries)
    ]


def test_a_ballot_alone_leaves_no_trace_of_a_person(played: Played) -> None:
    found = every_byte(played.folder)
    assert all(person.encode() in found for person in played.people[:TALKING])
    assert not [person for person in played.people[TALKING:] if person.encode() in found]


def test_the_bytes_of_the_tokens_stand_nowhere(played: Played) -> None:
    found = every_byte(played.folder)
    for browser in played.crowd:
        own = played.bytes_of(browser)
        assert len(own) == 16
        written = (own, own.hex().encode(), base64.b64encode(own)[:-2], base64.urlsafe_b64encode(own)[:-2])
        assert not [each for each in (*written, browser.token.encode()) if each in found]


def test_nothing_that_was_logged_tells_of_a_person_or_a_poll(played: Played) -> None:
    logged = (played.folder / "stderr").read_text()
    assert not [each for each in (*played.people, *played.polls, *played.ballots) if each in logged]


def known_to_a_thief(played: Played) -> set[bytes]:
    """Everything that a key could be made of: short texts of the folder, and what follows from them."""
    ring = Keyring(secret(played.folder))
    links = [str(row["id"]) for row in table(played.folder, "link")]
    texts = {secret(played.folder), ring.admin_key(), *links, *map(ring.link_key, links), *played.people}
    for row in (*table(played.folder, "conference"), *table(played.folder, "room")):
        texts.update(str(row[column]) for column in ("id", "slug", "code") if column in row)
    texts.update(pseudonym(row["room"], person) for row in played.events[:1] for person in played.people)
    texts.update(row["batch"] for row in played.ballot_rows)
    epochs = {row["epoch"] for row in table(played.folder, "room")}
    derived = {ring._derive(use) for use in ("token", "stand", "ballot", "ballots", "person", "player")}
    plain = {b"", *(text.encode() for text in texts), *epochs, *derived}
    return plain | {hashlib.sha256(each).digest() for each in plain}


def guesses(keys: set[bytes], messages: set[bytes]) -> Iterator[bytes]:
    for key, message in product(keys, messages):
        yield hmac.digest(key, message, "sha256")[:16]
        yield hashlib.sha256(key + message).digest()[:16]


def test_no_ballot_follows_from_all_that_is_in_the_folder(played: Played) -> None:
    keys = known_to_a_thief(played)
    rounds = {f"{poll}:1".encode() for poll in played.polls} | {b"player"}
    of_people = {
        b"".join(parts)
        for person, message in product(played.people, rounds)
        for parts in (
            (person.encode(), message),
            (message, person.encode()),
            (person.encode(), b":", message),
        )
    }
    wanted = {bytes.fromhex(ballot) for ballot in played.ballots}
    wanted |= {
        bytes.fromhex(player_id(Person("", Role.ATTENDEE, played.bytes_of(each)))) for each in played.crowd
    }
    # As a thief would have to: first a secret for each person, and then their ballots.
    secrets = set(guesses(keys, {person.encode() for person in played.people}))
    assert not wanted & set(guesses(keys, rounds | of_people))
    assert not wanted & set(guesses(secrets, rounds))
    assert wanted & set(guesses({played.bytes_of(played.crowd[0])}, rounds)), "it would be found"
