"""The commands that people may send to a room. Nothing else of what a browser sends is read."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from server.domain.model.command import JSON_ARRAY, Id, at_most
from server.domain.model.command import Command as Command
from server.domain.model.description import Describe as Describe
from server.domain.model.languages import Language as Language
from server.domain.model.poll_commands import PollCommand
from server.domain.model.text import (
    AnswerText,
    Emoji,
    MaybeShortText,
    NoticeText,
    QuestionText,
    ReasonText,
    ShortText,
)

Sector = Literal["citizen", "ngo", "university", "startup", "business", "government"]
REASONS = ("answered_already", "off_topic", "duplicate", "unclear", "not_a_question", "tone")
"""Codes of reasons to decline a question. Pages translate them; any other text is a moderator's own words."""

Ids = Annotated[
    tuple[Id, ...], Field(min_length=1), JSON_ARRAY, at_most(lambda limits: limits.bulk, distinct=True)
]
Labels = Annotated[tuple[ShortText, ...], JSON_ARRAY, at_most(lambda limits: limits.labels, distinct=True)]
Reactions = Annotated[tuple[Emoji, ...], JSON_ARRAY, at_most(lambda limits: limits.reactions, distinct=True)]


class Ping(Command):
    do: Literal["ping"]


class Ask(Command):
    do: Literal["question.ask"]
    text: QuestionText
    name: ShortText | None = None
    lang: Language | None = None
    sector: Sector | None = None
    city: ShortText | None = None


class Withdraw(Command):
    do: Literal["question.withdraw"]
    id: Id


class Vote(Command):
    do: Literal["question.vote"]
    id: Id
    on: bool


class Editing(Command):
    """A command on questions that the sender looks at while editing.

    `seen` is the sealed version (`at`) that the sender's page had, if it says so. The command is refused if
    one of the questions has changed since.
    """

    seen: str | None = Field(default=None, max_length=64)

    @property
    def targets(self) -> tuple[str, ...]:
        """The questions that must not have changed since `seen`."""
        return (self.id,) if isinstance(self, OnOne) else ()


class OnOne(Editing):
    """A command on one question."""

    id: Id


class Edit(OnOne):
    do: Literal["question.edit"]
    text: QuestionText


class Bulk(Editing):
    """A command on one question (`id`) or on several (`ids`), never both."""

    id: Id | None = None
    ids: Ids | None = None

    @property
    def targets(self) -> tuple[str, ...]:
        return self.ids or ((self.id,) if self.id else ())

    def model_post_init(self, context: object) -> None:
        if (self.id is None) == (self.ids is None):
            raise PydanticCustomError("invalid", "needs either id or ids")


class Publish(Bulk):
    do: Literal["question.publish"]


class Decline(Bulk):
    do: Literal["question.decline"]
    reason: ReasonText


class Unpublish(OnOne):
    do: Literal["question.unpublish"]


class Restore(OnOne):
    do: Literal["question.restore"]


class Pin(OnOne):
    do: Literal["question.pin"]


class Unpin(OnOne):
    do: Literal["question.unpin"]


class Take(OnOne):
    do: Literal["question.take"]


class Skip(OnOne):
    do: Literal["question.skip"]


class Answer(OnOne):
    do: Literal["question.answered"]
    text: AnswerText | None = None


class Label(OnOne):
    do: Literal["question.label"]
    labels: Labels


class Assign(OnOne):
    do: Literal["question.assign"]
    to: MaybeShortText


class Merge(OnOne):
    do: Literal["question.merge"]
    into: Id


class Unmerge(OnOne):
    do: Literal["question.unmerge"]


class Translate(OnOne):
    do: Literal["question.translate"]
    lang: Language
    text: QuestionText


class Touch(OnOne):
    do: Literal["question.touch"]


class SpeakerRead(Command):
    do: Literal["speaker.read"]


class OpenRoom(Command):
    do: Literal["room.open"]


class PauseRoom(Command):
    do: Literal["room.pause"]


class CloseRoom(Command):
    do: Literal["room.close"]


class SettingsPatch(BaseModel):
    """The settings to change. Settings that are absent stay as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    premoderated: bool | None = None
    asking: bool | None = None
    voting: bool | None = None
    anonymous: bool | None = None
    reactions: Reactions | None = None


class UpdateRoom(Command):
    do: Literal["room.update"]
    settings: SettingsPatch


class Mute(Command):
    do: Literal["person.mute"]
    person: Id


class Unmute(Command):
    do: Literal["person.unmute"]
    person: Id


class Announce(Command):
    do: Literal["announce"]
    text: NoticeText


class Note(Command):
    do: Literal["speaker.note"]
    text: NoticeText


class Blank(Command):
    do: Literal["stage.blank"]
    on: bool


class React(Command):
    do: Literal["react"]
    emoji: Annotated[str, Field(max_length=64)]


AnyCommand = Annotated[
    Ping
    | Ask
    | Edit
    | Withdraw
    | Vote
    | Publish
    | Unpublish
    | Decline
    | Restore
    | Pin
    | Unpin
    | Take
    | Skip
    | Answer
    | Label
    | Assign
    | Merge
    | Unmerge
    | Translate
    | Touch
    | SpeakerRead
    | OpenRoom
    | PauseRoom
    | CloseRoom
    | UpdateRoom
    | Describe
    | Mute
    | Unmute
    | Announce
    | Note
    | Blank
    | React
    | PollCommand,
    Field(discriminator="do"),
]
