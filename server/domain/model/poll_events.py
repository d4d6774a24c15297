"""What happened to the polls of a room. As all events: every fact that is needed to apply it again next year.

Nothing here names a person. A ballot's id and a player's are made from bytes that only that person's token
holds, so that no row tells who chose what; the row that holds them names no sender either (`SIGNED`).
"""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from server.domain.model.events import Event

PollType = Literal[
    "choice", "multiple", "yesno", "rating", "scale", "ranking", "text", "words", "estimate", "quiz"
]
PollState = Literal["draft", "open", "closed", "deleted"]
Show = Literal["always", "answered", "closed", "hand"]

Answer = Annotated[str | int | float | tuple[str, ...], Field(union_mode="smart")]
"""An option's id, a number, a text; several ids: of a ranking best first, else in the poll's own order."""


class PollDefinition(BaseModel):
    """What a poll asks and how, whole. `options` are (id, text), `translations` (language, prompt, options)
    with those in their turn."""

    model_config = ConfigDict(frozen=True)

    prompt: str
    options: tuple[tuple[str, str], ...] = ()
    show: Show = "closed"
    changeable: bool = True
    min: int | None = None
    max: int | None = None
    low: str = ""
    high: str = ""
    steps: int | None = None
    unit: str = ""
    floor: int | float | None = None
    ceiling: int | float | None = None
    right: tuple[str, ...] = ()
    explanation: str = ""
    limit_s: int | None = None
    moderated: bool = False
    translations: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = ()
    lang: str | None = None


class PollCreated(PollDefinition, Event):
    id: str
    type: PollType


class PollEdited(PollDefinition, Event):
    id: str


class PollOpened(Event):
    """`round_id` is the round that ballots count in now: a new one if the poll has not had it before."""

    id: str
    at: datetime
    round_id: Annotated[int, Field(alias="take")]
    closes_at: datetime | None = None


class PollClosed(Event):
    id: str
    at: datetime


class PollRevealed(Event):
    """Results are shown (`on`) or hidden by hand, whatever the poll says, until it is opened next."""

    id: str
    on: bool


class PollReset(Event):
    """The current round's ballots are put aside; from here on they count in `round_id`."""

    id: str
    round_id: Annotated[int, Field(alias="take")]


class PollUnreset(Event):
    """The ballots that the last reset put aside count again."""

    id: str


class PollDeleted(Event):
    id: str
    at: datetime


class PollRestored(Event):
    id: str
    state: PollState


class PollMoved(Event):
    """All polls of the room in their new order."""

    ids: tuple[str, ...]


class WordCurated(Event):
    """One folded word of a cloud: hidden or not, and which other word it counts as, if any."""

    id: str
    word: str
    hidden: bool
    into: str | None = None


class BallotDetails(BaseModel):
    """What a ballot consists of besides the answer: of words, of an open text or of a quiz."""

    model_config = ConfigDict(frozen=True)

    words: tuple[tuple[str, str], ...] | None = None  # as counted, as written
    entry: str | None = None
    status: Literal["pending", "published"] | None = None  # of the entry
    player: str | None = None
    took_ms: int | None = None
    points: int | None = None


class BallotsCast(Event):
    """A run of ballots: the last word of each as (ballot id, poll, take, answer, what else), by ballot id.

    In that order, and `at` cut to the minute, so that neither tells who of those present sent which.
    """

    SIGNED: ClassVar[bool] = False

    at: datetime
    ballots: tuple[tuple[str, str, int, Answer, BallotDetails | None], ...]


class PlayerNamed(Event):
    """What somebody plays quizzes as: a nickname of their choice beside an id that names no person."""

    SIGNED: ClassVar[bool] = False

    player: str
    name: str
