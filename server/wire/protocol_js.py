"""The rules and limits that pages need, as text of JavaScript modules. `suara protocol` writes them.

Pure. Every value is read from the rules themselves, so that nothing is typed here a second time.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from textwrap import fill
from typing import Any, get_args

from server.domain.model import commands
from server.domain.model.events import Status, TalkState
from server.domain.model.items import PUBLIC, Poll, Settings
from server.domain.model.limits import Limits
from server.domain.model.poll_commands import LEAST_LIMIT_S, MOST_LIMIT_S, PollCreate
from server.domain.model.poll_events import PollState, PollType, Show
from server.domain.polls.decide import FROM as POLL_FROM
from server.domain.polls.definition import EDITABLE, FIELDS_BY_TYPE, QUIZ_LIMIT_S, STEP_COUNTS, defaults_for
from server.domain.questions.access import ENTRY_COMMANDS, FROM
from server.domain.room.access import FROM as ROOM_FROM
from server.domain.visibility import ViewerKind, results_shown
from server.wire.codes import KEY_REFUSED, NO_ROOM
from server.wire.commands import FRAMES_VERSION, PASSING, WITHOUT_IDEMPOTENCY
from server.wire.lifetimes import REFS_S, TOUCH_S

HEADER = "// Written by `./suara protocol` from the rules in server/. Change them there.\n"
WIDTH = 110

_STATUSES: tuple[Status, ...] = get_args(Status)
_POLL_STATES: tuple[PollState, ...] = get_args(PollState)
_POLL_TYPES: tuple[PollType, ...] = get_args(PollType)
_SHOWS: tuple[Show, ...] = get_args(Show)


@dataclass(frozen=True, slots=True)
class Constant:
    """One `export const`. `value` is JSON; sets must be ordered lists."""

    name: str
    about: str
    value: Any


def everybody() -> list[Constant]:
    """Constants that all pages need. They are part of an attendee's first visit, so there are no others."""
    return [
        Constant(
            "FRAMES_VERSION",
            "Version of the frames that these pages send. The server refuses older ones.",
            FRAMES_VERSION,
        ),
        Constant("SECTORS", "Sectors that an asker can belong to.", list(get_args(commands.Sector))),
        Constant("PUBLIC_STATUSES", "Statuses that everybody sees.", _ordered(PUBLIC, _STATUSES)),
        Constant(
            "ROOM_FROM",
            "Commands of attendees, with the states of the room in which they are allowed.",
            {do: _ordered(states, get_args(TalkState)) for do, states in ROOM_FROM.items()},
        ),
        Constant(
            "CLOSE",
            "Close codes of sockets that must not be opened again.",
            {"key_refused": KEY_REFUSED, "no_room": NO_ROOM},
        ),
        Constant("PASSING", "Commands that are not worth sending later.", sorted(PASSING)),
        Constant(
            "WITHOUT_IDEMPOTENCY",
            "Commands without a remembered ref. They can be sent again under a new number.",
            sorted(WITHOUT_IDEMPOTENCY),
        ),
        Constant("REFS_S", "Time for which the server remembers a ref, in seconds.", REFS_S),
        Constant(
            "LIMITS",
            "Maximum lengths of texts, in graphemes.",
            _limits("question_graphemes", "short_graphemes", "words_graphemes"),
        ),
    ]


def moderators() -> list[Constant]:
    """Constants that only moderators' pages need."""
    return [
        Constant(
            "QUESTION_FROM",
            "Commands on a question, with the statuses in which they are allowed.",
            {do: _ordered(statuses, _STATUSES) for do, statuses in FROM.items()},
        ),
        Constant(
            "ENTRY_COMMANDS",
            "Commands that are allowed for an entry too, which is an answer to a text poll.",
            _ordered(ENTRY_COMMANDS, FROM),
        ),
        Constant("BULK_COMMANDS", "Commands that take several `ids`.", _bulk()),
        Constant("REASONS", "Codes of reasons to decline a question.", list(commands.REASONS)),
        Constant("TOUCH_S", "Time for which one touch shows a moderator at work, in seconds.", TOUCH_S),
        Constant("REACTIONS", "Reactions of a room by default.", list(Settings().reactions)),
        Constant(
            "POLL_FROM",
            "Commands on a poll, with the states in which they are allowed.",
            {do: _ordered(states, _POLL_STATES) for do, states in POLL_FROM.items()},
        ),
        Constant(
            "RESULTS_SEEN_BY",
            "Audience of a poll's results among attendees, by `show` and state.",
            {show: {state: _seen_by(show, state) for state in EDITABLE} for show in _SHOWS},
        ),
        Constant(
            "RESULTS_BY_HAND",
            "Audience after `poll.reveal` (true) and after `poll.hide` (false).",
            {str(on).lower(): _seen_by("closed", "open", revealed=on) for on in (True, False)},
        ),
        Constant("POLL_FIELDS", "Fields of `poll.create`.", _fields_of_create()),
        Constant(
            "POLL_FIELDS_OF_TYPE",
            "Fields that only polls of some types have, by type.",
            {
                kind: [field for field, types in FIELDS_BY_TYPE.items() if kind in types]
                for kind in _POLL_TYPES
            },
        ),
        Constant(
            "POLL_EDITABLE",
            "Fields that an edit may change, by the poll's state.",
            {state: _ordered(fields, _fields_of_create()) for state, fields in EDITABLE.items()},
        ),
        Constant(
            "POLL_DEFAULTS",
            "Values of a new poll's fields by default, by type.",
            {kind: _defaults(kind) for kind in _POLL_TYPES},
        ),
        Constant(
            "POLL_STEPS", "Allowed numbers of steps, by type.", {k: list(n) for k, n in STEP_COUNTS.items()}
        ),
        Constant(
            "POLL_LIMIT_S",
            "Limits for the time of a poll, and a quiz's time by default, in seconds.",
            {"least": LEAST_LIMIT_S, "most": MOST_LIMIT_S, "quiz": QUIZ_LIMIT_S},
        ),
        Constant(
            "MODERATOR_LIMITS",
            "Maximum lengths of texts in graphemes, and maximum counts.",
            _limits(
                "reason_graphemes",
                "notice_graphemes",
                "answer_graphemes",
                "explanation_graphemes",
                "reactions",
                "options",
            ),
        ),
    ]


FILES: dict[str, Callable[[], list[Constant]]] = {
    "core/protocol.js": everybody,
    "core/moderation.js": moderators,
}
"""The generated modules by their path under `static/js/`, with the function that lists their constants."""


def module(constants: Iterable[Constant]) -> str:
    """The text of a module that exports these constants. Lists and objects in them are frozen."""
    return HEADER + "".join(_export(each) for each in constants)


# ---- values from the rules


def _ordered(values: Iterable[str], order: Iterable[str]) -> list[str]:
    """The values in the order of `order`."""
    chosen = set(values)
    return [each for each in order if each in chosen]


def _limits(*names: str) -> dict[str, int]:
    limits = Limits()
    return {name: getattr(limits, name) for name in names}


def _bulk() -> list[str]:
    return sorted(
        do for each in commands.Bulk.__subclasses__() for do in get_args(each.model_fields["do"].annotation)
    )


def _fields_of_create() -> list[str]:
    return [field for field in PollCreate.model_fields if field != "do"]


def _defaults(kind: PollType) -> dict[str, Any]:
    fields = defaults_for(kind, premoderated=False)
    shown = {field: fields[field] for field in ("show", "changeable", "steps", "limit_s")}
    return {field: value for field, value in shown.items() if value is not None}


def _seen_by(show: Show, state: PollState, *, revealed: bool | None = None) -> str:
    poll = Poll("p", "choice", "", (), 0, state=state, show=show, revealed=revealed)
    if results_shown(poll, ViewerKind.ATTENDEE):
        return "everyone"
    return "answered" if results_shown(poll, ViewerKind.RESPONDENT) else "nobody"


# ---- values as JavaScript


def _export(constant: Constant) -> str:
    about = constant.about.replace("\n", "\n * ")
    return f"\n/** {about} */\nexport const {constant.name} = {_literal(constant.value)};\n"


def _literal(value: Any, indent: str = "") -> str:
    """The value as a literal, on one line if it fits.

    Else a list is wrapped, and each field of an object gets a line of its own.
    """
    inner = indent + "  "
    if isinstance(value, list):
        items = ", ".join(map(_literal, value))
        if len(indent) + len(items) > WIDTH - len("export const _ = Object.freeze([]);"):
            items = f"\n{fill(items, WIDTH, initial_indent=inner, subsequent_indent=inner)},\n{indent}"
        return f"Object.freeze([{items}])"
    if isinstance(value, Mapping):
        fields = [f"{_key(name)}: {_literal(each, inner)}" for name, each in value.items()]
        line = ", ".join(fields)
        if len(indent) + len(line) <= WIDTH and not any(isinstance(each, list) for each in value.values()):
            return f"Object.freeze({{ {line} }})"
        lines = "".join(f"\n{inner}{field}," for field in fields)
        return f"Object.freeze({{{lines}\n{indent}}})"
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name, ensure_ascii=False)
