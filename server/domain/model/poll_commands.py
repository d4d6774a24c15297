"""What people may ask of polls. What a poll's type makes of the fields is decided in `composing`."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from server.domain.model.command import JSON_ARRAY, Command, Id, at_most
from server.domain.model.languages import Language
from server.domain.model.poll_events import PollType, Show
from server.domain.model.text import ExplanationText, MaybeShortText, OptionText, PromptText, ShortText

Number = Annotated[int | float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Whole = Annotated[int, Field(ge=0, le=10_000)]

LEAST_LIMIT_S, MOST_LIMIT_S = 5, 3600  # for which a timed poll takes answers


class PollOption(BaseModel):
    """An option as an editor sends it: with its id if it is there already."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Id | None = None
    text: OptionText


class Translated(BaseModel):
    """The options' texts in their order, or by their ids."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    prompt: PromptText | None = None
    options: (
        Annotated[tuple[OptionText, ...], JSON_ARRAY, at_most(lambda limits: limits.options)]
        | Annotated[dict[Id, OptionText], Field(max_length=100)]
    ) = ()


Options = Annotated[tuple[OptionText | PollOption, ...], JSON_ARRAY, at_most(lambda limits: limits.options)]
Right = Annotated[tuple[Whole, ...], JSON_ARRAY, at_most(lambda limits: limits.options, distinct=True)]


class PollPatch(Command):
    """What a poll asks and how. A field that is absent or null is as the type has it by default; of an edit,
    what is absent stays."""

    prompt: PromptText | None = None
    options: Options | None = None
    show: Show | None = None
    changeable: bool | None = None
    min: Whole | None = None
    max: Whole | None = None
    low: MaybeShortText | None = None
    high: MaybeShortText | None = None
    steps: Whole | None = None
    unit: MaybeShortText | None = None
    floor: Number | None = None
    ceiling: Number | None = None
    right: Right | None = None
    explanation: ExplanationText | None = None
    limit_s: Annotated[int, Field(ge=LEAST_LIMIT_S, le=MOST_LIMIT_S)] | None = None
    moderated: bool | None = None
    lang: Language | None = None
    translations: Annotated[dict[Language, Translated], Field(max_length=12)] | None = None


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
    to: Whole


class PollWord(OnPoll):
    """Hide a word of a cloud or show it again (`hide`), count it as another or as itself again (`into`)."""

    do: Literal["poll.word"]
    word: ShortText
    hide: bool | None = None
    into: ShortText | None = None

    def model_post_init(self, context: object) -> None:
        if self.hide is None and "into" not in self.model_fields_set:
            raise PydanticCustomError("invalid", "needs hide or into")


class PollAnswer(OnPoll):
    """Sizes are bounded here and again as the poll's type has it, in `answers`."""

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


class Standing(Command):
    """How somebody does in the quizzes: told to them alone, and only when they ask."""

    do: Literal["quiz.standing"]


class PollExpire(OnPoll):
    """The clock's: no browser can send it."""

    do: Literal["poll.close"] = "poll.close"


PollCommand = (
    PollCreate
    | PollEdit
    | PollOpen
    | PollClose
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
    | Standing
)
