"""The commands about polls and quizzes. `polls.definition` checks their fields against the poll's type."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from server.domain.model.command import JSON_ARRAY, Command, Id, at_most
from server.domain.model.languages import Language
from server.domain.model.poll_events import PollType, Show
from server.domain.model.text import ExplanationText, MaybeShortText, OptionText, PromptText, ShortText

Number = Annotated[int | float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
WholeNumber = Annotated[int, Field(ge=0, le=10_000)]

LEAST_LIMIT_S, MOST_LIMIT_S = 5, 3600  # for which a timed poll takes answers
MOST_EXTENSION_S = 600


class PollOption(BaseModel):
    """An option as an editor sends it, with its id if the poll has it already."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Id | None = None
    text: OptionText


class TranslationPatch(BaseModel):
    """A poll's texts in another language: the options' as a list in their order, or by option id."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    prompt: PromptText | None = None
    options: (
        Annotated[tuple[OptionText, ...], JSON_ARRAY, at_most(lambda limits: limits.options)]
        | Annotated[dict[Id, OptionText], Field(max_length=100)]
    ) = ()


Options = Annotated[tuple[OptionText | PollOption, ...], JSON_ARRAY, at_most(lambda limits: limits.options)]
Right = Annotated[tuple[WholeNumber, ...], JSON_ARRAY, at_most(lambda limits: limits.options, distinct=True)]


class PollPatch(Command):
    """The fields of a poll's definition that a command sets.

    Null sets a field to the default of the poll's type. An absent field gets that default in a new poll, and
    stays as it is in an edit.
    """

    prompt: PromptText | None = None
    options: Options | None = None
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
    lang: Language | None = None
    translations: Annotated[dict[Language, TranslationPatch], Field(max_length=12)] | None = None


class PollCreate(PollPatch):
    do: Literal["poll.create"]
    type: PollType
    prompt: PromptText


class PollEdit(PollPatch):
    do: Literal["poll.edit"]
    id: Id


class OnPoll(Command):
    id: Id


class PollOpen(OnPoll):
    do: Literal["poll.open"]
    again: bool = False


class PollClose(OnPoll):
    do: Literal["poll.close"]


class PollExtend(OnPoll):
    do: Literal["poll.extend"]
    seconds: Annotated[int, Field(ge=LEAST_LIMIT_S, le=MOST_EXTENSION_S)]


class PollStrike(OnPoll):
    """Takes a quiz off the leaderboard, or (`on` false) counts it again."""

    do: Literal["poll.strike"]
    on: bool


class HidePlayer(Command):
    """Shows a player's nickname to nobody, or (`on` false) to everybody again."""

    do: Literal["quiz.hide"]
    name: ShortText
    on: bool


class PollReveal(OnPoll):
    do: Literal["poll.reveal"]


class PollHide(OnPoll):
    do: Literal["poll.hide"]


class PollReset(OnPoll):
    do: Literal["poll.reset"]


class PollUnreset(OnPoll):
    do: Literal["poll.unreset"]


class PollDelete(OnPoll):
    do: Literal["poll.delete"]


class PollRestore(OnPoll):
    do: Literal["poll.restore"]


class PollCopy(OnPoll):
    do: Literal["poll.copy"]


class PollMove(OnPoll):
    do: Literal["poll.move"]
    to: WholeNumber


class PollWord(OnPoll):
    """Hides a word of a word cloud or shows it again (`hide`), or counts it as the word `into`, or as itself
    again if that is null."""

    do: Literal["poll.word"]
    word: ShortText
    hide: bool | None = None
    into: ShortText | None = None

    def model_post_init(self, context: object) -> None:
        if self.hide is None and "into" not in self.model_fields_set:
            raise PydanticCustomError("invalid", "needs hide or into")


class PollAnswer(OnPoll):
    """An answer to a poll. Its size is bounded here; `polls.validation` checks it against the poll's type."""

    do: Literal["poll.answer"]
    answer: (
        Annotated[str, Field(max_length=20_000)]
        | Number
        | Annotated[tuple[Id, ...], JSON_ARRAY, Field(max_length=100)]
    )
    took_ms: Annotated[int, Field(ge=0, le=2**53)] | None = None


class NamePlayer(Command):
    do: Literal["quiz.name"]
    name: ShortText


class QuizRank(Command):
    """Asks for the sender's own name, points and rank in the room's quizzes."""

    do: Literal["quiz.standing"]


class PollExpire(OnPoll):
    """Closes a poll whose time is up. Sent by the server's clock; no browser can send it."""

    do: Literal["poll.close"] = "poll.close"


class PollSeal(OnPoll):
    """Takes the ballots of a round that is over out of the log. No browser can send it."""

    do: Literal["poll.close"] = "poll.close"  # allowed to whoever may close it
    round_id: int


PollCommand = (
    PollCreate
    | PollEdit
    | PollOpen
    | PollClose
    | PollExtend
    | PollStrike
    | HidePlayer
    | PollReveal
    | PollHide
    | PollReset
    | PollUnreset
    | PollDelete
    | PollRestore
    | PollCopy
    | PollMove
    | PollWord
    | PollAnswer
    | NamePlayer
    | QuizRank
)
