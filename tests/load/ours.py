"""Suara's rooms as the benchmarks need them, and the ways into them."""

import json
from typing import Any

from tests.load.line import Line, Way

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
