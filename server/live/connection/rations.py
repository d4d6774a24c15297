"""The table of the buckets that limit how much one person may write: one entry for each command."""

from collections.abc import Callable
from enum import StrEnum

from server.domain.model.commands import REASONS, Answer, Command, Decline
from server.domain.model.people import Person, moderates
from server.domain.model.state import State
from server.domain.polls.answer import answers_with_text
from server.live.connection.rates import Buckets
from server.live.tuning import Tuning


class Ration(StrEnum):
    """The bucket that a command takes from, besides the one of frames that every command takes from."""

    FRAME = "no other: it leaves nothing, or a mark of some bytes"
    TEXT = "texts: it leaves a text in the record, also once another takes its place"
    QUESTION = "questions of the person, and of the address: it leaves a question"


RATIONS: dict[str, Ration] = {
    "ping": Ration.FRAME,
    "question.ask": Ration.QUESTION,
    "question.edit": Ration.TEXT,
    "question.withdraw": Ration.FRAME,
    "question.vote": Ration.FRAME,
    "poll.answer": Ration.TEXT,
    "quiz.name": Ration.TEXT,
    "quiz.standing": Ration.FRAME,
    "react": Ration.FRAME,
    "question.take": Ration.FRAME,
    "question.answered": Ration.TEXT,
    "question.skip": Ration.FRAME,
    "speaker.read": Ration.FRAME,
    "question.publish": Ration.FRAME,
    "question.unpublish": Ration.FRAME,
    "question.decline": Ration.TEXT,
    "question.restore": Ration.FRAME,
    "question.pin": Ration.FRAME,
    "question.unpin": Ration.FRAME,
    "question.label": Ration.TEXT,
    "question.assign": Ration.TEXT,
    "question.merge": Ration.FRAME,
    "question.unmerge": Ration.FRAME,
    "question.translate": Ration.TEXT,
    "question.touch": Ration.FRAME,
    "poll.create": Ration.TEXT,
    "poll.edit": Ration.TEXT,
    "poll.open": Ration.FRAME,
    "poll.close": Ration.FRAME,
    "poll.extend": Ration.FRAME,
    "poll.strike": Ration.FRAME,
    "quiz.hide": Ration.TEXT,
    "poll.reveal": Ration.FRAME,
    "poll.hide": Ration.FRAME,
    "poll.reset": Ration.FRAME,
    "poll.unreset": Ration.FRAME,
    "poll.delete": Ration.FRAME,
    "poll.restore": Ration.FRAME,
    "poll.copy": Ration.TEXT,
    "poll.move": Ration.FRAME,
    "poll.word": Ration.TEXT,
    "room.open": Ration.FRAME,
    "room.pause": Ration.FRAME,
    "room.close": Ration.FRAME,
    "room.update": Ration.FRAME,
    "room.describe": Ration.TEXT,
    "person.mute": Ration.FRAME,
    "person.unmute": Ration.FRAME,
    "announce": Ration.TEXT,
    "speaker.note": Ration.TEXT,
    "stage.blank": Ration.FRAME,
}

_HAS_TEXT: dict[str, Callable[[State, Command], bool]] = {
    "poll.answer": answers_with_text,
    "question.answered": lambda state, command: isinstance(command, Answer) and command.text is not None,
    "question.decline": lambda state, command: isinstance(command, Decline) and command.reason not in REASONS,
}
"""For commands that leave a text or a mark: whether this one leaves a text."""


class Rationing:
    """The buckets of a process. Its methods raise `Refused("rate")` when a bucket is empty."""

    def __init__(self, tuning: Tuning, clock: Callable[[], float], *, enabled: bool) -> None:
        self._frames = Buckets(tuning.commands, clock, enabled=enabled)
        self._questions = Buckets(tuning.questions, clock, enabled=enabled)
        self._network_questions = Buckets(tuning.network_questions, clock, enabled=enabled)
        self._texts = Buckets(tuning.texts, clock, enabled=enabled)
        self._moderator_texts = Buckets(tuning.moderator_texts, clock, enabled=enabled)

    def count_frame(self, person: Person) -> None:
        """Counts a frame, also one that cannot be read."""
        self._frames.spend(person.id)

    def count_command(self, person: Person, network: str, state: State, command: Command) -> None:
        """Counts a command by the table. `state` is the room's.

        Moderators have more to write than anybody, and a bucket of their own for it. The bucket of an address
        does not limit them, because others at the same address could empty it.
        """
        match RATIONS[command.do]:
            case Ration.QUESTION:
                self._questions.spend(person.id)
                if not moderates(person):
                    self._network_questions.spend(network)
            case Ration.TEXT:
                has_text = _HAS_TEXT.get(command.do)
                if has_text is None or has_text(state, command):
                    (self._moderator_texts if moderates(person) else self._texts).spend(person.id)
            case Ration.FRAME:
                pass
