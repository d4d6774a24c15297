"""Rooms that the benchmarks import, and the targets by which clients join them."""

import json
from typing import Any

from tests.load.client import Client, Target
from tests.load.release import Plan

HELLO = '{"do":"hello","ref":1}'
SYNCED = b'{"sync"'
SETTINGS = {"premoderated": False, "asking": True, "voting": True}


def plan(code: str, questions: int = 0, text: str = "What of question {}?", **fields: Any) -> Plan:
    """An open room where questions are published at once. `text` is filled with each question's number."""
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


def attendee(port: int, code: str = "LOAD") -> Target:
    """A first visit."""
    return Target(port, f"/live/{code}", (HELLO,), SYNCED)


def by_key(port: int, code: str, key: str) -> Target:
    """A first visit by a link, such as a moderator's."""
    return Target(port, f"/live/{code}", (json.dumps({"do": "hello", "ref": 1, "key": key}),), SYNCED)


def returning(port: int, client: Client, code: str = "LOAD") -> Target:
    """A later connection of a client, from the `at` that its screen has."""
    hello = {"do": "hello", "ref": 1, "token": client.hello_ok["token"], "since": client.screen.at}
    return Target(port, f"/live/{code}", (json.dumps(hello),), SYNCED)
