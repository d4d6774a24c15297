"""The state of a room that commands are decided against and events are applied to."""

from collections.abc import Collection, ItemsView, Iterator, MutableMapping
from typing import Any, Literal, TypeVar

from server.domain.model.items import NOBODY, TALK, Ballot, Item, Participant, Poll, Question, Talk
from server.domain.model.limits import Limits
from server.domain.model.tallies import Tally
from server.domain.model.text import folded

PersonalPart = Literal["asked", "votes"]
T = TypeVar("T")


class State:
    """Items, people and tallies, with a journal of what was replaced since it was last emptied.

    `tally` counts, for each question, the distinct people who vote for it or for anything merged into it;
    for each poll, the people who have answered in the round that counts now. `ballots` are those of all
    rounds, by ballot id. `players` are nicknames by player id, `names` the ids by folded nickname.
    """

    def __init__(
        self,
        room_id: str,
        limits: Limits,
        items: MutableMapping[str, Item],
        people: MutableMapping[str, Participant],
        tally: MutableMapping[str, int],
        ballots: MutableMapping[str, Ballot],
        players: MutableMapping[str, str],
        names: MutableMapping[str, str],
    ) -> None:
        self.id = room_id
        self.limits = limits
        self.items = items
        self.people = people
        self.tally = tally
        self.ballots = ballots
        self.players = players
        self.names = names
        self.poll_ids: dict[str, None] = {}
        self.changed_items: dict[str, Item | None] = {}
        self.counted: dict[str, None] = {}  # a set with an order, so that every fold of a log is the same
        self.changed_people: dict[str, set[PersonalPart]] = {}
        self.changed_ballots: dict[str, None] = {}

    @property
    def talk(self) -> Talk:
        talk = self.items[TALK]
        assert isinstance(talk, Talk)
        return talk

    def question(self, question_id: str) -> Question | None:
        item = self.items.get(question_id)
        return item if isinstance(item, Question) else None

    def require_question(self, question_id: str) -> Question:
        """The question that an event names, which must be there."""
        question = self.question(question_id)
        assert question is not None, f"the log names {question_id} before it was asked"
        return question

    def questions(self) -> Iterator[Question]:
        return (item for item in self.items.values() if isinstance(item, Question))

    def poll(self, poll_id: str | None) -> Poll | None:
        item = None if poll_id is None else self.items.get(poll_id)
        return item if isinstance(item, Poll) else None

    def require_poll(self, poll_id: str) -> Poll:
        """The poll that an event names, which must be there."""
        poll = self.poll(poll_id)
        assert poll is not None, f"the log names {poll_id} before it was made"
        return poll

    def polls(self) -> Iterator[Poll]:
        """Without a look at the many questions: every join asks for them."""
        return map(self.require_poll, self.poll_ids)

    def poll_of(self, item: Item) -> Poll | None:
        """The poll that this is an answer to."""
        return self.poll(item.poll) if isinstance(item, Question) else None

    def person(self, person_id: str) -> Participant:
        return self.people.get(person_id, NOBODY)

    def put(self, item: Item) -> None:
        self.changed_items.setdefault(item.id, self.items.get(item.id))
        self.items[item.id] = item
        if isinstance(item, Poll):
            self.poll_ids[item.id] = None

    def count(self, question_id: str, votes: int) -> None:
        """A count that comes out the same is no change: a frame would tell everybody of what only
        moderators see, such as the merging of a question that was never public."""
        if self.tally.get(question_id) != votes:
            self.tally[question_id] = votes
            self.counted[question_id] = None

    def put_person(self, person_id: str, person: Participant, facet: PersonalPart) -> None:
        self.people[person_id] = person
        self.changed_people.setdefault(person_id, set()).add(facet)

    def tally_of(self, poll: Poll, round_id: int) -> Tally:
        """What a round's ballots come to; a room's alone are counted."""
        return Tally(poll.joined)

    def cast_ballot(self, ballot_id: str, ballot: Ballot) -> None:
        self.changed_ballots[ballot_id] = None
        self.ballots[ballot_id] = ballot

    def recount_words(self, poll: Poll) -> None:
        """Other words count as one than before; a room's tallies are made anew, others have none."""

    def name_player(self, player: str, name: str) -> None:
        if player in self.players:
            self.free_name(folded(self.players[player]))
        self.players[player] = name
        self.names[folded(name)] = player

    def free_name(self, name: str) -> None:
        """Nobody's any more: somebody may call themselves one thing after the other for ever."""
        self.names.pop(name, None)


class _Overlay(dict[str, T]):
    """A mapping over another: what is put here hides what is beneath, which never changes by it.

    A dictionary with the look-up beneath in `__missing__`, because every vote makes a dozen look-ups.
    """

    __slots__ = ("_beneath",)

    def __init__(self, beneath: MutableMapping[str, T]) -> None:
        super().__init__()
        self._beneath = beneath

    def __missing__(self, key: str) -> T:
        return self._beneath[key]

    def get(self, key: str, default: Any = None) -> Any:
        here = dict.get(self, key)  # nothing that is put is None
        return self._beneath.get(key, default) if here is None else here

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._beneath

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._beneath if not super(_Overlay, self).__contains__(key))
        yield from super().__iter__()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def values(self) -> Collection[T]:  # type: ignore[override]  # as of any mapping, not of one dict
        """Those beneath as they are, where nothing hides any: a command is alone more often than not."""
        if not dict.__len__(self):
            return self._beneath.values()
        hidden = super().__contains__
        beneath = [value for key, value in self._beneath.items() if not hidden(key)]
        return [*beneath, *super().values()]

    def items(self) -> ItemsView[str, T]:  # type: ignore[override]
        return ItemsView(self)


class Draft(State):
    """A small overlay over a room: what is put here, the room never sees."""

    def __init__(self, room: State) -> None:
        super().__init__(
            room.id,
            room.limits,
            _Overlay(room.items),
            _Overlay(room.people),
            _Overlay(room.tally),
            _Overlay(room.ballots),
            _Overlay(room.players),
            _Overlay(room.names),
        )
        self.poll_ids.update(room.poll_ids)

    def free_name(self, name: str) -> None:
        self.names[name] = ""  # a layer can't forget what is beneath it

    def put_person(self, person_id: str, person: Participant, facet: PersonalPart) -> None:
        self.people[person_id] = person  # and no note of it: a draft settles nothing
