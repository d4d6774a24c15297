"""The events about polls and quizzes.

Nothing here names a person. A ballot's id and a player's id are made from bytes that only that person's token
holds, so that no row tells who chose what. The row that holds them names no sender either (`SIGNED`).
"""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from server.domain.model.events import Event, Translation

PollType = Literal[
    "choice", "multiple", "yesno", "rating", "scale", "ranking", "text", "words", "estimate", "quiz"
]
PollState = Literal["draft", "open", "closed", "deleted"]
Show = Literal["always", "answered", "closed", "hand"]

Answer = Annotated[str | int | float | tuple[str, ...], Field(union_mode="smart")]
"""An option's id, a number, a text, or several option ids: a ranking's best first, others in poll order."""


class PollDefinition(BaseModel):
    """All that a poll asks and how. `options` are pairs (option id, text)."""

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
    translations: tuple[Translation, ...] = ()
    lang: str | None = None


class PollCreated(PollDefinition, Event):
    id: str
    type: PollType


class PollEdited(PollDefinition, Event):
    id: str


class PollOpened(Event):
    """The poll is open, and its ballots count in `round_id`: a new round, unless the poll had it already."""

    id: str
    at: datetime
    round_id: Annotated[int, Field(alias="take")]
    closes_at: datetime | None = None


class PollClosed(Event):
    id: str
    at: datetime


class PollExtended(Event):
    """An open poll has more time: it closes at `closes_at`."""

    id: str
    closes_at: datetime


class QuizStruck(Event):
    """The quiz counts on no leaderboard (`on`), or does again."""

    id: str
    on: bool


class PlayerHidden(Event):
    """The nickname of a player is shown to nobody but moderators (`on`), or to everybody again."""

    player: str
    on: bool


class PollRevealed(Event):
    """Results are shown (`on`) or hidden by hand, until the poll is opened next. This overrides `show`."""

    id: str
    on: bool


class PollReset(Event):
    """The ballots of the current round no longer count. From here on ballots count in `round_id`."""

    id: str
    round_id: Annotated[int, Field(alias="take")]


class PollUnreset(Event):
    """The ballots that counted before the last reset count again."""

    id: str


class PollDeleted(Event):
    id: str
    at: datetime


class PollRestored(Event):
    id: str
    state: PollState


class PollMoved(Event):
    """The ids of all polls of the room, in their new order."""

    ids: tuple[str, ...]


class WordCurated(Event):
    """One folded word of a word cloud: whether it is hidden, and the word that it counts as, if any."""

    id: str
    word: str
    hidden: bool
    into: str | None = None


class BallotDetails(BaseModel):
    """The parts of a ballot besides its answer, in polls for words, for open texts and in quizzes."""

    model_config = ConfigDict(frozen=True)

    words: tuple[tuple[str, str], ...] | None = None  # pairs: as counted, as written
    entry: str | None = None
    status: Literal["pending", "published"] | None = None  # of the entry
    player: str | None = None
    took_ms: int | None = None
    points: int | None = None


CastBallot = tuple[str, str, int, Answer, BallotDetails | None]
"""Ballot id, poll, round id, answer, details."""


class BallotsCast(Event):
    """The ballots of a run, the last one of each id.

    They are in the order of their ids, and `at` is cut to the minute, so that neither order nor time tells
    which ballot came from which person. They are plain tuples for the reason given at `VotesCast`.

    `sealed` are the rounds whose ballots were here and are kept in boxes now, as (poll, round id).
    """

    SIGNED: ClassVar[bool] = False

    at: datetime
    ballots: tuple[CastBallot, ...]
    sealed: tuple[tuple[str, int], ...] | None = None


class RoundSealed(Event):
    """The ballots of a round that were cast before this event are kept in boxes, and no more in the log."""

    SIGNED: ClassVar[bool] = False

    poll: str
    round_id: int = Field(alias="round")


class PlayerNamed(Event):
    """A player chose this nickname. The player's id names no person."""

    SIGNED: ClassVar[bool] = False

    player: str
    name: str
