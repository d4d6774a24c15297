"""Plans: a conference, its rooms and what was asked in them before, as an organiser writes them down."""

from collections import Counter
from functools import cache
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from server.domain.model import commands, events
from server.domain.model.command import JSON_ARRAY
from server.domain.model.description import HttpsAddress, Languages, Minutes, Moment, Speakers
from server.domain.model.poll_commands import (
    LEAST_LIMIT_S,
    MOST_LIMIT_S,
    Number,
    Right,
    TranslationPatch,
    WholeNumber,
)
from server.domain.model.poll_events import PollType, Show
from server.domain.model.text import (
    AbstractText,
    AnswerText,
    ExplanationText,
    MaybeShortText,
    MaybeTitleText,
    NoticeText,
    OptionText,
    PromptText,
    QuestionText,
    ReasonText,
    ShortText,
    TitleText,
)
from server.domain.room.describe import times_refused
from server.errors import UserError

RESERVED = frozenset(
    {"api", "asyncapi", "healthz", "join", "live", "manage", "metrics", "new", "openapi", "problems"}
    | {"protocol", "readyz", "static"}
)
"""The first parts of addresses of ours that could be codes of rooms."""


MOST_ROOMS = 2000
MOST_ZONES = 20


class PlanRejected(UserError):
    """A plan that was refused. Nothing was stored. The message is one sentence: the error and its place."""


@cache
def _zones() -> frozenset[str]:
    """The zones of the IANA database. The others are files of one machine, and browsers do not know them."""
    return frozenset(available_timezones()) - {"localtime", "posixrules", "Factory"}


def _known_zone(name: str) -> str:
    if _zones() and name not in _zones():  # there are machines without any
        raise PydanticCustomError("invalid", "there is no time zone of this name")
    return name


def _free_code(code: str) -> str:
    if code.lower() in RESERVED:
        raise PydanticCustomError("invalid", "another page has this address")
    return code.upper()


class _Plan(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ZonePlan(_Plan):
    zone: Annotated[str, AfterValidator(_known_zone)]
    short: ShortText


class QuestionPlan(_Plan):
    """A question that was asked before; `votes` are of people who never were."""

    text: QuestionText
    lang: commands.Language
    status: Literal["pending", "published", "answering", "answered", "declined"]
    sector: commands.Sector | None = None
    city: ShortText | None = None
    votes: int = Field(default=0, ge=0, le=1000)
    labels: commands.Labels = ()
    reason: ReasonText | None = None
    answer: AnswerText | None = None
    pinned: bool = False


class PollPlan(_Plan):
    """A poll that was prepared before. The rules say which fields its type has."""

    type: PollType
    prompt: PromptText
    options: Annotated[tuple[OptionText, ...], JSON_ARRAY] | None = None
    show: Show | None = None
    changeable: bool | None = None
    min: WholeNumber | None = None
    max: WholeNumber | None = None
    low: MaybeShortText | None = None
    high: MaybeShortText | None = None
    steps: WholeNumber | None = None
    unit: MaybeShortText | None = None
    floor: Number | None = None
    ceiling: Number | None = None
    right: Right | None = None
    explanation: ExplanationText | None = None
    limit_s: Annotated[int, Field(ge=LEAST_LIMIT_S, le=MOST_LIMIT_S)] | None = None
    moderated: bool | None = None
    lang: commands.Language | None = None
    translations: Annotated[dict[commands.Language, TranslationPatch], Field(max_length=12)] | None = None
    state: Literal["draft", "open"] = "draft"

    @property
    def definition(self) -> dict[str, Any]:
        """The fields of the command that makes it."""
        return self.model_dump(exclude={"state"}, exclude_none=True)


class ClockPlan(_Plan):
    on: bool = True
    opens_before_min: Minutes = 10
    closes_after_min: Minutes = 10


class RoomPlan(_Plan):
    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{3,12}$"), AfterValidator(_free_code)]
    title: TitleText
    abstract: AbstractText = ""
    track: MaybeShortText = ""
    place: MaybeTitleText = ""
    speakers: Speakers = ()
    languages: Languages = ("en",)
    starts_at: Moment
    ends_at: Moment
    stream: HttpsAddress | None = None
    url: HttpsAddress | None = None
    clock: ClockPlan | None = None
    cancelled: bool = False
    state: events.TalkState = "scheduled"
    settings: commands.SettingsPatch = commands.SettingsPatch()
    announcement: NoticeText = ""
    questions: Annotated[tuple[QuestionPlan, ...], JSON_ARRAY] = ()
    polls: Annotated[tuple[PollPlan, ...], JSON_ARRAY] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        is_open = self.state == "open" and not self.cancelled
        if not is_open and any(poll.state == "open" for poll in self.polls):
            raise PydanticCustomError("invalid", "a poll is open only while its room is")
        if (why := times_refused(self.starts_at, self.ends_at)) is not None:
            raise PydanticCustomError("invalid", "{why}", {"why": why})
        return self

    @property
    def description(self) -> events.RoomDescribed:
        facts = {name: getattr(self, name) for name in events.RoomDescribed.model_fields}
        clock = None if self.clock is None else events.Clock(**self.clock.model_dump())
        return events.RoomDescribed(**{**facts, "clock": clock})


def _with_distinct_codes(rooms: tuple[RoomPlan, ...]) -> tuple[RoomPlan, ...]:
    [(code, times), *_] = Counter(room.code for room in rooms).most_common(1) or [("", 0)]
    if times > 1:
        raise PydanticCustomError(
            "invalid", "{times} rooms have the code {code}", {"times": times, "code": code}
        )
    return rooms


class GatheringPlan(_Plan):
    """The conference itself."""

    slug: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,38}$")
    title: TitleText
    languages: Languages = ("en",)
    zones: Annotated[tuple[ZonePlan, ...], JSON_ARRAY, Field(max_length=MOST_ZONES)] = ()


class ConferencePlan(_Plan):
    """One conference and its rooms, in the order in which they are shown."""

    conference: GatheringPlan
    rooms: Annotated[
        tuple[RoomPlan, ...], JSON_ARRAY, Field(max_length=MOST_ROOMS), AfterValidator(_with_distinct_codes)
    ]
