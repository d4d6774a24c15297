"""Plans of conferences with one thing wrong in each, and the place in the file that an import has to name."""

import json
from collections.abc import Iterator
from typing import Any

PLAN: dict[str, Any] = {
    "conference": {
        "slug": "spring",
        "title": "Spring",
        "languages": ["en", "id"],
        "zones": [{"zone": "Asia/Jakarta", "short": "WIB"}],
    },
    "rooms": [
        {
            "code": "GOV1",
            "title": "Open data",
            "abstract": "Who may read it?",
            "track": "Governance",
            "place": "Aula",
            "speakers": ["Dewi"],
            "languages": ["en"],
            "starts_at": "2020-12-16T08:00:00Z",
            "ends_at": "2020-12-16T09:00:00Z",
            "stream": "https://stream.example/1",
            "url": "https://talks.example/1",
            "clock": {"on": True, "opens_before_min": 10, "closes_after_min": 10},
            "cancelled": False,
            "state": "open",
            "settings": {
                "premoderated": True,
                "asking": True,
                "voting": True,
                "anonymous": True,
                "reactions": ["👏"],
            },
            "announcement": "Welcome",
            "questions": [
                {
                    "text": "How open?",
                    "lang": "en",
                    "status": "answered",
                    "sector": "citizen",
                    "city": "Jakarta",
                    "votes": 3,
                    "labels": ["data"],
                    "reason": "off_topic",
                    "answer": "Very.",
                    "pinned": False,
                }
            ],
            "polls": [
                {
                    "type": "scale",
                    "prompt": "How open?",
                    "show": "answered",
                    "steps": 5,
                    "low": "not",
                    "lang": "en",
                    "translations": {"de": {"prompt": "Wie offen?"}},
                    "state": "open",
                }
            ],
        },
        {
            "code": "GOV2",
            "title": "Closed data",
            "starts_at": "2020-12-16T10:00:00Z",
            "ends_at": "2020-12-16T11:00:00Z",
        },
    ],
}
"""Everything that a plan may say."""

Path = tuple[int | str, ...]

_ABSENT = object()
_NEEDED = ("code", "title", "starts_at", "ends_at")

# What no field of a kind may be. A text is cleaned of controls, so one of controls alone is an empty one.
_TYPES: list[Any] = [{}, {"a": 1}, [[]], [{}]]
_EMPTY = ["", " ", "\0", "\u202e", "\u200b", "\u3164", "\r\n\t"]
_NO_TEXT = [*_TYPES, [], ["x"], 5, 1e300, True, "x" * 100_000, "a" + "\u0301" * 31, "💥" * 5000]
_RESERVED = ["metrics", "Healthz", "JOIN", "Api", "nEw", "Static"]
_NO_CODE = [*_NO_TEXT, None, *_EMPTY, "a\0b", "a\u202eb", "ab\n", "a b", "ä", "x" * 41]
_NO_NUMBER = [*_TYPES, [], None, "5", "", True, False, -1, 1441, 10**30, 10**400, 1.5, 1e300]
_NO_TRUTH = [*_TYPES, [], None, 0, 1, "true", "yes", ""]
_NO_TIME = [
    *_NO_TEXT, None, "", "now", 0, 1608105600, 1e300, "16.12.2020 09:00", "2020-12-16", "09:00:00Z",
    "2020-12-16T08:00:00", "2020-13-16T08:00:00Z", "0001-01-01T00:00:00+07:00", "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00", "3000-01-01T00:00:00Z", "2020-12-16T08:00:00Z\0", "2020-12-16T24:01:00Z",
]  # fmt: skip
_NO_ADDRESS = [
    *_NO_TEXT, "", "example.org", "http://a.example/", "javascript:alert(1)", "https://", "https:///a",
    "https://a b/", "https://a@b/", "https://a\\b", "https://a/\0", "https://a/\u202e", "https://a\u200b/",
    "https://a/\x85", "https://a/" + "x" * 1000,
]  # fmt: skip

_WRONG: dict[str, list[Any]] = {
    "conference": [None, 5, "x", [], True],
    "conference.slug": [*_NO_CODE, "Spring", "-a", "a", "a_b"],
    "conference.title": [*_NO_TEXT, None, *_EMPTY, "x" * 201],
    "conference.languages": [None, 5, True, "en", [], {}, ["en"] * 21],
    "conference.languages.0": [*_NO_CODE, "xx", "english", "EN", "en_GB"],
    "conference.zones": [None, 5, "x", {}, [{"zone": "UTC", "short": "UTC"}] * 21],
    "conference.zones.0": [None, 5, "x", [], True],
    "conference.zones.0.zone": [*_NO_CODE, "Mars/Olympus", "asia/jakarta", "WIB", "Factory", "localtime"],
    "conference.zones.0.short": [*_NO_TEXT, None, *_EMPTY, "x" * 61],
    "rooms": [None, 5, "x", {}, True],
    "rooms.0": [None, 5, "x", [], True],
    "rooms.0.code": [
        *_NO_CODE,
        "GO",
        "GOV-1",
        "X" * 13,
        "metrics",
        "Healthz",
        "JOIN",
        "Api",
        "new",
        "Static",
    ],
    "rooms.0.title": [*_NO_TEXT, None, *_EMPTY, "x" * 201],
    "rooms.0.abstract": [*_NO_TEXT, None, "x" * 2001],
    "rooms.0.track": [*_NO_TEXT, None, "x" * 61],
    "rooms.0.place": [*_NO_TEXT, None, "x" * 201],
    "rooms.0.speakers": [None, 5, "Dewi", {}, True, [f"S{n}" for n in range(31)]],
    "rooms.0.speakers.0": [*_NO_TEXT, None, *_EMPTY, "x" * 61],
    "rooms.0.languages": [None, 5, "en", [], {}],
    "rooms.0.languages.0": [*_NO_CODE, "xx", "EN"],
    "rooms.0.starts_at": _NO_TIME,
    "rooms.0.ends_at": _NO_TIME,
    "rooms.0.stream": _NO_ADDRESS,
    "rooms.0.url": _NO_ADDRESS,
    "rooms.0.clock": [5, "x", [], True],
    "rooms.0.clock.on": _NO_TRUTH,
    "rooms.0.clock.opens_before_min": _NO_NUMBER,
    "rooms.0.clock.closes_after_min": _NO_NUMBER,
    "rooms.0.cancelled": _NO_TRUTH,
    "rooms.0.state": [*_NO_CODE, "OPEN", "ended"],
    "rooms.0.settings": [None, 5, "x", [], True],
    "rooms.0.settings.premoderated": [each for each in _NO_TRUTH if each is not None],
    "rooms.0.settings.reactions": [5, "👏", {}, [chr(0x1F600 + n) for n in range(9)]],
    "rooms.0.settings.reactions.0": [*_NO_CODE, "a", "👏👏"],
    "rooms.0.announcement": [*_NO_TEXT, None, "x" * 501],
    "rooms.0.questions": [None, 5, "x", {}, True],
    "rooms.0.questions.0": [None, 5, "x", [], True],
    "rooms.0.questions.0.text": [*_NO_TEXT, None, *_EMPTY, "x" * 501],
    "rooms.0.questions.0.lang": [*_NO_CODE, "english", "EN"],
    "rooms.0.questions.0.status": [*_NO_CODE, "merged", "withdrawn", "Published", "deleted"],
    "rooms.0.questions.0.sector": [*(each for each in _NO_CODE if each is not None), "army", "Citizen"],
    "rooms.0.questions.0.city": [*_NO_TEXT, *_EMPTY, "x" * 61],
    "rooms.0.questions.0.votes": [*_NO_NUMBER, 1001],
    "rooms.0.questions.0.labels": [None, 5, "x", {}, [str(n) for n in range(13)]],
    "rooms.0.questions.0.labels.0": [*_NO_TEXT, None, *_EMPTY, "x" * 61],
    "rooms.0.questions.0.reason": [*_NO_TEXT, *_EMPTY, "x" * 201],
    "rooms.0.questions.0.answer": [*_NO_TEXT, *_EMPTY, "x" * 2001],
    "rooms.0.questions.0.pinned": _NO_TRUTH,
    "rooms.0.polls": [None, 5, "x", {}, True],
    "rooms.0.polls.0": [None, 5, "x", [], True],
    "rooms.0.polls.0.type": [*_NO_CODE, "vote", "Scale"],
    "rooms.0.polls.0.prompt": [*_NO_TEXT, None, *_EMPTY, "x" * 501],
    "rooms.0.polls.0.show": [*(each for each in _NO_CODE if each is not None), "never"],
    "rooms.0.polls.0.low": [*_NO_TEXT, "x" * 61],
    "rooms.0.polls.0.lang": [*(each for each in _NO_CODE if each is not None), "EN"],
    "rooms.0.polls.0.translations": [5, "x", [], True],
    "rooms.0.polls.0.translations.de": [None, 5, "x", [], True],
    "rooms.0.polls.0.translations.de.prompt": [*_NO_TEXT, *_EMPTY],
    "rooms.0.polls.0.state": [*_NO_CODE, "closed", "Open"],
}

_RAW: list[tuple[str, bytes]] = [
    ("line 1, column 1", b""),
    ("line 1, column 1", b"conference: spring\nrooms: []\n"),
    ("line 1, column 1", b"code,title\nGOV1,Open data\n"),
    ("the top", b"null"),
    ("the top", b"[]"),
    ("the top", b"[" * 100_000),
    ("the top", b'{"a":' * 100_000),
    ("the top", b'{"conference":NaN}'),
    ("the top", b'{"conference":' + b"9" * 5000 + b"}"),
    ("byte 1", b"\xff\xfe{\0}\0"),
    ("byte 17", b'{"conference":"a\xc3"}'),
    ("conference", b'{"conference":{},"conference":{}}'),
    ("conference.slug", b'{"conference":{"slug":"a","slug":"a"}}'),
    ("rooms.0.code", b'{"rooms":[{"code":"GOV1","title":"x","code":"GOV2"}]}'),
    ("conference.title", b'{"conference":{"title":"\\ud800"}}'),
    ("conference.'\\ud800'", b'{"conference":{"\\ud800":1}}'),
    (
        "'a\\nb\\x1b[31m\\u202e'",
        b'{"a\\nb\\u001b[31m\\u202e":1,"rooms":[],"conference":{"slug":"ab","title":"x"}}',
    ),
    (f"{'x' * 40}…", b'{"conference":{"slug":"ab","title":"x"},"rooms":[],"' + b"x" * 100_000 + b'":1}'),
]  # fmt: skip


def _changed(path: Path, value: Any) -> dict[str, Any]:
    """The plan with this value there, or without any if it is `_ABSENT`."""
    plan: dict[str, Any] = json.loads(json.dumps(PLAN))
    inner: Any = plan
    for part in path[:-1]:
        inner = inner[part]
    if value is _ABSENT:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return plan


def _path(where: str) -> Path:
    return tuple(int(part) if part.isdigit() else part for part in where.split("."))


def _objects(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all objects in a plan."""
    if isinstance(value, dict):
        yield path
        for name, each in value.items():
            yield from _objects(each, (*path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _objects(each, (*path, number))


def _whole() -> Iterator[tuple[str, dict[str, Any]]]:
    for where, values in _WRONG.items():
        for value in values:
            yield where, _changed(_path(where), value)
    for path in _objects(PLAN):
        unknown = (*path, "colour")
        yield ".".join(map(str, unknown)), _changed(unknown, "red")
    for where in ("conference.slug", "conference.title", *(f"rooms.1.{name}" for name in _NEEDED)):
        yield where, _changed(_path(where), _ABSENT)
    yield "rooms", _changed(("rooms", 1, "code"), "gov1")
    yield "rooms.0", _changed(("rooms", 0, "state"), "closed")
    yield "rooms.0", _changed(("rooms", 0, "cancelled"), True)
    for ends_at in ("2020-12-16T08:00:00Z", "2020-12-16T14:59:59+07:00", "2020-12-17T08:00:01Z"):
        yield "rooms.0", _changed(("rooms", 0, "ends_at"), ends_at)


NONSENSE: list[tuple[str, bytes]] = [*_RAW, *((where, json.dumps(plan).encode()) for where, plan in _whole())]
"""Each file with the place that is wrong in it."""
