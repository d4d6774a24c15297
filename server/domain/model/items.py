"""The items that a room consists of. Each is frozen, and replaced as a whole when something in it changes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from server.domain.model.events import Clock, Status, TalkState, Translation
from server.domain.model.poll_events import Answer, PollState, PollType, Show

TALK = "room"  # the id of the one item that is about the room itself
LEADERS = "leaders"  # the id of the one item that is about the room's quizzes together

PUBLIC: frozenset[Status] = frozenset({"published", "answering", "answered"})


@dataclass(frozen=True, slots=True)
class Settings:
    premoderated: bool = True
    asking: bool = True
    voting: bool = True
    anonymous: bool = True
    reactions: tuple[str, ...] = ("👏", "❤️", "😂", "🎉", "🤔", "👍")


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk of a room: its description, its state, and the settings and notices of moderators.

    The fields up to `cancelled` are those of `RoomDescribed`. Without a `clock`, nothing happens by itself.
    """

    title: str
    abstract: str
    track: str
    place: str
    speakers: tuple[str, ...]
    languages: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    stream: str | None = None
    url: str | None = None
    clock: Clock | None = None
    cancelled: bool = False
    state: TalkState = "scheduled"
    settings: Settings = field(default_factory=Settings)
    answering: str | None = None  # the id of the question that is being answered
    announcement: str = ""
    note: str = ""
    note_read: bool = False
    blank: bool = False
    muted: tuple[str, ...] = ()  # person ids, in the order in which they were muted
    id: str = TALK

    @property
    def opens_at(self) -> datetime | None:
        """The time at which the clock opens the room; `None` if it does not."""
        clock = self._running_clock
        return None if clock is None else self.starts_at - timedelta(minutes=clock.opens_before_min)

    @property
    def closes_at(self) -> datetime | None:
        """The time at which the clock closes the room; `None` if it does not."""
        clock = self._running_clock
        return None if clock is None else self.ends_at + timedelta(minutes=clock.closes_after_min)

    @property
    def _running_clock(self) -> Clock | None:
        return self.clock if self.clock is not None and self.clock.on and not self.cancelled else None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, or an *entry*: an answer to a poll for open texts.

    `previous_status` is the status to go back to when it is restored or unmerged. `absorbed` are the ids of
    all questions merged into it, directly or by others; `merged` are those of them that were once public.

    An entry has the id of its `poll` and of the round that it was cast in. Its `asker` is the id of a ballot,
    because nobody is told who wrote it.
    """

    id: str
    text: str
    asker: str
    pseudonym: str
    asked_at: datetime
    status: Status
    lang: str | None = None
    name: str | None = None
    sector: str | None = None
    city: str | None = None
    published_at: datetime | None = None
    settled_at: datetime | None = None
    previous_status: Status | None = None
    labels: tuple[str, ...] = ()
    answer: str | None = None
    reason: str | None = None
    into: str | None = None
    absorbed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    original: str | None = None
    skipped: bool = False
    pinned: bool = False
    assigned_to: str = ""
    translations: tuple[Translation, ...] = ()
    archived: bool = False
    poll: str | None = None
    round_id: int | None = None

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC and not self.archived


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll.

    `round_ids` are the rounds that count, the current one last. A reset replaces the current round by a new
    one, and keeps its id in `shelved_round_id` for the undo. `revealed` says whether results are shown, if a
    moderator decided it by hand since the poll was opened. `right` are the ids of a quiz's right options.
    `hidden_words` of a word cloud are not shown. `joined_words` are pairs (word, word that it counts as). All
    these words are folded.

    `scored_round_id` is the round of a quiz that gives points: the one at whose end the right answer was
    first shown. A quiz is `corrected` if its right answer was changed afterwards. A `struck` one counts on no
    leaderboard.
    """

    id: str
    type: PollType
    prompt: str
    options: tuple[Option, ...]
    position: int
    state: PollState = "draft"
    show: Show = "closed"
    changeable: bool = True
    round_ids: tuple[int, ...] = (1,)
    last_round_id: int = 1  # the highest ever used
    shelved_round_id: int | None = None
    revealed: bool | None = None
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
    hidden_words: tuple[str, ...] = ()
    joined_words: tuple[tuple[str, str], ...] = ()
    translations: tuple[Translation, ...] = ()
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    lang: str | None = None
    previous_state: PollState | None = None  # before it was deleted
    last_option: int = 0  # the highest number that an option's id ever had
    scored_round_id: int | None = None
    corrected: bool = False
    struck: bool = False

    @property
    def round_id(self) -> int:
        """The round that ballots count in now."""
        return self.round_ids[-1]

    @property
    def is_practice(self) -> bool:
        """Whether it is a quiz whose answer was shown before its current round."""
        return self.scored_round_id is not None and self.scored_round_id != self.round_id


@dataclass(frozen=True, slots=True)
class Leaders:
    """The points of all players in all closed quizzes, as pairs (player id, points), most points first.

    `quizzes` is the number of these quizzes. `hidden` are the players whose nicknames are hidden.
    """

    scores: tuple[tuple[str, int], ...]
    quizzes: int
    hidden: tuple[str, ...] = ()
    id: str = LEADERS


Item = Talk | Question | Poll | Leaders


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's answer to a poll in one round. Only that person's token leads to its id."""

    poll: str
    round_id: int
    answer: Answer
    words: tuple[tuple[str, str], ...] = ()  # pairs: key, as written
    entry: str | None = None  # the id of the entry that it added
    status: Literal["pending", "published"] | None = None  # the first status of that entry
    player: str | None = None
    took_ms: int | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """A person's part in a room: ids of the questions they asked, in order, and of those they voted for."""

    asked: tuple[str, ...] = ()
    votes: frozenset[str] = frozenset()


NO_PARTICIPATION = Participation()
"""The part of a person who has neither asked nor voted."""
