"""Suara itself under load: seeded rooms, processes of its own, and what its log says in the end."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from server.conference import importing
from server.domain.model.events import QuestionAsked, VotesCast
from server.domain.model.people import Role
from server.domain.model.poll_events import BallotsCast
from server.record import event_of
from server.store import Room as Facts
from server.store import Store, database_url
from server.tokens import Keyring
from tests.load.line import Line, Way
from tests.processes import SECRET, Serving

HELLO = '{"do":"hello","ref":1}'
SYNCED = b'{"sync"'
SETTINGS = {"premoderated": False, "asking": True, "voting": True}


def talk(code: str, questions: int = 0, text: str = "What of question {}?", **fields: Any) -> dict[str, Any]:
    """An open room where whatever is asked shows at once."""
    asked = [{"text": text.format(i), "lang": "en", "status": "published"} for i in range(questions)]
    return {
        "code": code,
        "title": f"Room {code}",
        "state": "open",
        "settings": SETTINGS,
        "starts_at": "2020-12-16T08:00:00Z",
        "ends_at": "2020-12-16T09:00:00Z",
        "questions": asked,
        **fields,
    }


def way(port: int, code: str = "LOAD") -> Way:
    """A first visit."""
    return Way(port, f"/live/{code}", (HELLO,), SYNCED)


def way_by_link(port: int, code: str, key: str) -> Way:
    """By a link, such as a moderator's."""
    return Way(port, f"/live/{code}", (json.dumps({"do": "hello", "ref": 1, "key": key}),), SYNCED)


def way_back(port: int, line: Line, code: str = "LOAD") -> Way:
    """Of a browser that was here before, from where it stands."""
    hello = {"do": "hello", "ref": 1, "token": line.hello["token"], "since": line.screen.at}
    return Way(port, f"/live/{code}", (json.dumps(hello),), SYNCED)


@asynccontextmanager
async def record(url: str) -> AsyncIterator[Store]:
    store = await Store.open(url)
    try:
        yield store
    finally:
        await store.close()


async def seed(url: str, talks: Sequence[dict[str, Any]]) -> None:
    """A conference of these rooms, in a database that may be new."""
    plan = importing.Plan.model_validate(
        {"conference": {"slug": "load", "title": "Load"}, "rooms": list(talks)}
    )
    async with record(url) as store:
        await store.migrate()
        await importing.add(store, plan, datetime.now(UTC))


async def facts(store: Store, code: str) -> Facts:
    programme = await store.programme()
    return next(room for room in programme.rooms if room.code == code)


async def moderators_key(url: str, code: str = "LOAD") -> str:
    async with record(url) as store:
        room = await facts(store, code)
        links = (await store.programme()).links
    link = next(each for each in links if each.room == room.id and each.role == Role.MODERATOR)
    return Keyring(SECRET).link_key(link.id)


async def recorded_votes(url: str, code: str = "LOAD") -> dict[str, int]:
    """Who votes for every question by the log alone, counted without the rules that the server counts by."""
    voters: dict[str, set[str]] = {}
    async with record(url) as store:
        for row in await store.read((await facts(store, code)).id, 0):
            event = event_of(row)
            if isinstance(event, QuestionAsked):
                voters[event.id] = set()
            elif isinstance(event, VotesCast):
                for person, question, on in event.votes:
                    (voters[question].add if on else voters[question].discard)(person)
    return {question: len(people) for question, people in voters.items()}


async def recorded_ballots(url: str, poll: str, code: str = "LOAD") -> list[str]:
    """The last word of every ballot in the first round of a poll, by the log alone; of options, one each."""
    answers: dict[str, str] = {}
    async with record(url) as store:
        for row in await store.read((await facts(store, code)).id, 0):
            event = event_of(row)
            if isinstance(event, BallotsCast):
                answers |= {
                    each: str(answer)
                    for each, of, take, answer, _ in event.ballots
                    if (of, take) == (poll, 1)
                }
    return list(answers.values())


def serving(folder: Path, **environment: str) -> Serving:
    return Serving(folder, "serve", SECRET_KEY=SECRET, **environment)


def sqlite(folder: Path) -> str:
    return database_url("", folder)


def database(url: str) -> str:
    """The same address as the store writes it."""
    return database_url(url, Path())


async def events(url: str, code: str = "LOAD") -> int:
    """How many rows the room's log has."""
    async with record(url) as store:
        return (await facts(store, code)).version
