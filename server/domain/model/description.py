"""The command that changes the description of a talk: `room.describe`."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from server.domain.model.command import JSON_ARRAY, Command, at_most
from server.domain.model.languages import KnownLanguage
from server.domain.model.text import AbstractText, MaybeShortText, MaybeTitleText, ShortText, TitleText

YEARS = range(1970, 3000)
_NOT_GIVEN = datetime.min.replace(tzinfo=UTC)


def _moment(given: Any) -> datetime:
    """The time in UTC. Raises `PydanticCustomError` unless it is ISO 8601 with an offset, in a usual year."""
    try:
        at = given if isinstance(given, datetime) else datetime.fromisoformat(given)
        # `fromisoformat` passes over a NUL at the end.
        if at.tzinfo is not None and at.year in YEARS and (at is given or given.isprintable()):
            return at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise PydanticCustomError("invalid", "needs a time with its offset, such as 2020-12-16T08:00:00Z")


Moment = Annotated[datetime, BeforeValidator(_moment)]
HttpsAddress = Annotated[
    str,
    Field(max_length=1000),
    StringConstraints(pattern=r"^https://[^\s/?#@\\\p{C}]+([/?#][^\s\\\p{C}]*)?$"),
]
Speakers = Annotated[
    tuple[ShortText, ...], JSON_ARRAY, at_most(lambda limits: limits.speakers, distinct=True)
]
Languages = Annotated[
    tuple[KnownLanguage, ...],
    Field(min_length=1),
    JSON_ARRAY,
    at_most(lambda limits: limits.languages, distinct=True),
]
Minutes = Annotated[int, Field(ge=0, le=1440)]


class ClockPatch(BaseModel):
    """The settings of the clock to change. Those that are absent stay as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    on: bool | None = None
    opens_before_min: Minutes | None = None
    closes_after_min: Minutes | None = None


class Describe(Command):
    """The fields of a talk's description to change. Those that are absent stay as they are.

    `None` clears a field that a talk can be without. Read `given` and not the fields: their defaults mean
    nothing.
    """

    do: Literal["room.describe"]
    title: TitleText = ""
    abstract: AbstractText | None = None
    track: MaybeShortText | None = None
    place: MaybeTitleText | None = None
    speakers: Speakers | None = None
    languages: Languages = ()
    starts_at: Moment = _NOT_GIVEN
    ends_at: Moment = _NOT_GIVEN
    stream: HttpsAddress | None = None
    url: HttpsAddress | None = None
    clock: ClockPatch | None = None
    cancelled: bool = False

    @property
    def given(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.model_fields_set if name != "do"}
