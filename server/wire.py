"""Text to commands, items and recorded events, and back.

Every name that clients see stands here or in the domain.

Pure: no clock, no sockets. What cannot be read is `Refused`, with the ref it came with if that could be read.
"""

import json
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import to_json

from server.domain import events as e
from server.domain.commands import AnyCommand, Command, Language
from server.domain.fold import APPLY
from server.domain.limits import Limits
from server.domain.people import MAY_SEND
from server.domain.refusal import Refused
from server.domain.sync import Difference
from server.domain.text import ShortText

# ---- close codes

BINARY = 1003
NOT_UTF8 = 1007
TOO_BIG = 1009
DRAIN = 1012
NO_HELLO = 4400
KEY_REFUSED = 4401
NO_ROOM = 4404
TOO_SLOW = 4408
TOO_MANY = 4429

VIEWS_SHAPE = 2
"""Raised whenever what `views` shows changes its fields: whoever stands at another shape starts afresh."""

NOT_REMEMBERED = frozenset(
    {"hello", "ping", "react", "question.vote", "question.touch", "poll.answer", "quiz.name", "quiz.standing"}
)
"""Commands that are idempotent by themselves, or passing, and so never stored with their ref; nor with who
sent them where nothing may tell that."""

Ref = int | str


# ---- what browsers send


class Hello(BaseModel):
    """The first frame of every connection."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    do: str
    token: Annotated[str | None, Field(max_length=2048)] = None
    key: Annotated[str | None, Field(max_length=200)] = None
    since: Annotated[str | None, Field(max_length=64)] = None
    name: ShortText | None = None
    locale: Language | None = None
    v: Annotated[str | None, Field(max_length=64)] = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One JSON object from a browser: what it wants, the ref to answer with, and the rest, unread."""

    do: str
    ref: Ref
    fields: dict[str, Any]

    @property
    def key(self) -> str | None:
        """The ref, if it makes this command the same command when it comes again."""
        return self.ref if isinstance(self.ref, str) and self.do not in NOT_REMEMBERED else None


class Unreadable(Refused):
    """A refusal of a frame whose `do` could not be read; `ref` is what to answer with, if anything."""

    def __init__(self, refused: Refused, ref: Ref | None) -> None:
        super().__init__(refused.code, refused.message, field=refused.field)
        self.ref = ref


def read_frame(text: str) -> Frame:
    """Raises `Unreadable`."""
    try:
        data = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Unreadable(Refused("invalid", "not JSON"), None) from None
    if not isinstance(data, dict):
        raise Unreadable(Refused("invalid", "not a JSON object"), None)
    ref = data.pop("ref", None)
    if not _is_ref(ref):
        raise Unreadable(
            Refused(
                "invalid", "ref must be a whole number or a text of 16 to 64 characters of ASCII", field="ref"
            ),
            None,
        )
    do = data.get("do")
    if not isinstance(do, str):
        raise Unreadable(Refused("invalid", "do must be a text", field="do"), ref)
    return Frame(do, ref, data)


def read_command(frame: Frame, limits: Limits) -> Command:
    """Raises `Refused` with `unknown_command`, `unknown_field`, `too_long` or `invalid`."""
    if frame.do not in MAY_SEND:
        raise Refused("unknown_command", "there is no such command", field="do")
    try:
        return _COMMAND.validate_python(frame.fields, context=limits)
    except ValidationError as error:
        _refuse(error, skip=1)


def read_hello(frame: Frame, limits: Limits) -> Hello:
    """Raises `Refused`, with `hello_first` if it is another command."""
    if frame.do != "hello":
        raise Refused("hello_first", "the first frame must be hello", field="do")
    try:
        return Hello.model_validate(frame.fields, context=limits)
    except ValidationError as error:
        _refuse(error, skip=0)


def _no_constants(name: str) -> NoReturn:
    raise ValueError(name)


# Made once: `json.loads` and `json.dumps` make a new one at each call that has options.
_DECODER = json.JSONDecoder(parse_constant=_no_constants)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _is_ref(ref: object) -> bool:
    if isinstance(ref, str):
        return 16 <= len(ref) <= 64 and ref.isascii() and ref.isprintable()
    return isinstance(ref, int) and not isinstance(ref, bool) and abs(ref) < 2**53


def _refuse(error: ValidationError, skip: int) -> NoReturn:
    """The first thing that is wrong, with the worst first: a field that does not exist."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    found.sort(key=lambda each: each["type"] != "extra_forbidden")
    first = found[0]
    path = [str(part) for part in first["loc"][skip:]]
    field = path[0] if path else None
    if first["type"] == "extra_forbidden":
        raise Refused("unknown_field", "there is no such field", field=path[-1][:60]) from None
    if first["type"] in ("too_long", "string_too_long"):
        raise Refused("too_long", first["msg"], field=field) from None
    raise Refused("invalid", first["msg"], field=field) from None


_COMMAND: TypeAdapter[Command] = TypeAdapter(AnyCommand)


# ---- what browsers get


def dump(value: object) -> str:
    return _encode(value)


def write_ok(ref: Ref, ok: dict[str, Any]) -> str:
    # Of every vote. A fifth of what `dump` takes for so little, and what it can't write is in no `ok`.
    return to_json({"ref": ref, "ok": ok}).decode()


def write_no(ref: Ref | None, refused: Refused) -> str:
    no: dict[str, Any] = {"code": refused.code, "message": refused.message}
    if refused.field is not None:
        no["field"] = refused.field
    no.update((name, value) for name, value in refused.facts.items() if value is not None)
    return dump({"ref": ref, "no": no})


def write_live(
    people: int, reactions: dict[str, int] | None = None, working: dict[str, str] | None = None
) -> str:
    live: dict[str, Any] = {"people": people, "reactions": reactions or {}}
    if working is not None:
        live["working"] = working
    return dump({"live": live})


def write_bye(code: str, reconnect_in_s: float | None = None) -> str:
    bye: dict[str, Any] = {"code": code}
    if reconnect_in_s is not None:
        bye["reconnect_in_s"] = round(reconnect_in_s, 2)
    return dump({"bye": bye})


class Step:
    """A difference that many share, its items encoded once whoever gets them with something of their own."""

    __slots__ = ("_at", "_head", "_puts", "_shared", "common")

    def __init__(self, at: str, common: Difference) -> None:
        self.common = common
        self._at = at
        self._puts = ",".join(map(dump, common.put))
        self._shared: str | None = None

    def shared(self) -> str:
        """The frame for everybody who has no personal part at this step."""
        if self._shared is None:
            self._shared = self.joined(self.common, self._at)
        return self._shared

    def joined(self, whole: Difference, at: str) -> str:
        """The frame for one person: `whole` is the common part and theirs, in that order."""
        puts = [self._puts] if self._puts else []
        puts += map(dump, whole.put[len(self.common.put) :])
        sync = {"at": at, "full": True} if whole.full else {"at": at}
        parts = ['"sync":' + dump(sync)]
        if puts:
            parts.append('"put":[' + ",".join(puts) + "]")
        parts += [
            f'"{name}":' + dump(value)
            for name, value in (("set", whole.set), ("gone", whole.gone), ("mine", whole.mine))
            if value
        ]
        return "{" + ",".join(parts) + "}"


# ---- recorded events

_EVENTS: dict[str, type[e.Event]] = {event.__name__: event for event in APPLY}


class UnreadableEvent(Exception):
    """A row of the log that this process does not know: written by a later release."""


def write_event(event: e.Event) -> tuple[str, int, str]:
    """Its type, its shape and its data, as a row of the log holds them."""
    return type(event).__name__, event.SHAPE, event.model_dump_json(exclude_none=True)


def read_event(type_name: str, shape: int, data: str) -> e.Event:
    """Reads every shape ever written. Raises `UnreadableEvent`; rows are never skipped."""
    event = _EVENTS.get(type_name)
    if event is None or shape != event.SHAPE:
        raise UnreadableEvent(f"{type_name} of shape {shape}")
    try:
        return event.model_validate_json(data)
    except ValidationError as error:
        raise UnreadableEvent(f"{type_name} of shape {shape} with other fields") from error
