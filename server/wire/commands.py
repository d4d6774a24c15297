"""Frames from browsers as commands. Pure: no clock, no sockets."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from server.domain.model.command import Command
from server.domain.model.commands import AnyCommand
from server.domain.model.languages import Language
from server.domain.model.limits import Limits
from server.domain.model.people import MAY_SEND
from server.domain.model.refusal import Refused
from server.domain.model.text import ShortText

PASSING = frozenset({"hello", "ping", "react", "question.touch", "quiz.standing"})
"""Commands that leave nothing in the log."""

WITHOUT_IDEMPOTENCY = PASSING | {"question.vote", "poll.answer", "quiz.name"}
"""Commands that are passing or idempotent by themselves, so that their ref is never stored."""

FRAMES_VERSION = 1
"""The number of the last incompatible change of frames. Raising it makes older pages reload."""

Ref = int | str
"""The client's number or text for a command. The reply carries it too."""


class Hello(BaseModel):
    """The first frame of every connection."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    do: str
    token: Annotated[str | None, Field(max_length=2048)] = None
    key: Annotated[str | None, Field(max_length=200)] = None
    since: Annotated[str | None, Field(max_length=64)] = None
    name: ShortText | None = None
    locale: Language | None = None  # pages of before send it, and nothing reads it
    v: int | Annotated[str, Field(max_length=64)] | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether a page uses older frames. Pages older than these numbers send a text; programs that are no
        page may leave `v` out."""
        return self.v is not None and (isinstance(self.v, str) or self.v < FRAMES_VERSION)


@dataclass(frozen=True, slots=True)
class Frame:
    """One JSON object from a browser: the command's name `do`, its ref, and its fields, not validated."""

    do: str
    ref: Ref
    fields: dict[str, Any]

    @property
    def key(self) -> str | None:
        """The idempotency key: the ref, if two commands with one ref must not both be carried out."""
        return self.ref if isinstance(self.ref, str) and self.do not in WITHOUT_IDEMPOTENCY else None


class Unreadable(Refused):
    """A refusal of a frame that has no readable `do`. `ref` is the frame's, if it could be read."""

    def __init__(self, refused: Refused, ref: Ref | None) -> None:
        super().__init__(refused.code, refused.message, field=refused.field)
        self.ref = ref


def read_frame(text: str) -> Frame:
    """The frame in this text. Raises `Unreadable`."""
    return frame_of(decode(text))


def decode(text: str) -> Any:
    """The value that a JSON text stands for. Raises `Unreadable`."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Unreadable(Refused("invalid", "not JSON"), None) from None


def frame_of(data: Any) -> Frame:
    """A frame that is decoded already. Raises `Unreadable`."""
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
    """The command of a frame.

    Raises `Refused` with the code `unknown_command`, `unknown_field`, `too_long` or `invalid`.
    """
    if frame.do not in MAY_SEND:
        raise Refused("unknown_command", "there is no such command", field="do")
    try:
        return _validate_command(frame.fields, context=limits)
    except ValidationError as error:
        _refuse(error, skip=1)


def read_hello(frame: Frame, limits: Limits) -> Hello:
    """The hello of a frame. Raises `Refused`, with the code `hello_first` if it is another command."""
    if frame.do != "hello":
        raise Refused("hello_first", "the first frame must be hello", field="do")
    try:
        return Hello.model_validate(frame.fields, context=limits)
    except ValidationError as error:
        _refuse(error, skip=0)


def _no_constants(name: str) -> NoReturn:
    raise ValueError(name)


# Made once, because `json.loads` makes a new decoder at each call with options.
_DECODER = json.JSONDecoder(parse_constant=_no_constants)


def _is_ref(ref: object) -> bool:
    if isinstance(ref, str):
        return 16 <= len(ref) <= 64 and ref.isascii() and ref.isprintable()
    return isinstance(ref, int) and not isinstance(ref, bool) and abs(ref) < 2**53


def _refuse(error: ValidationError, skip: int) -> NoReturn:
    """Raises `Refused` for the first error; a field that does not exist goes before all others."""
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    errors.sort(key=lambda each: each["type"] != "extra_forbidden")
    first = errors[0]
    path = [str(part) for part in first["loc"][skip:]]
    field = path[0] if path else None
    if first["type"] == "extra_forbidden":
        raise Refused("unknown_field", "there is no such field", field=path[-1][:60]) from None
    if first["type"] in ("too_long", "string_too_long"):
        raise Refused("too_long", first["msg"], field=field) from None
    raise Refused("invalid", first["msg"], field=field) from None


# The validator itself: the adapter's method around it does nothing that is needed here.
_validate_command: Callable[..., Command] = TypeAdapter(AnyCommand).validator.validate_python
