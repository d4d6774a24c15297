"""The state of a room that commands are decided against and events are applied to."""

from collections.abc import Collection, ItemsView, Iterator, MutableMapping
from typing import Any, Literal, TypeVar

from server.domain.model.items import (
    NO_PARTICIPATION,
    TALK,
    Ballot,
    Item,
    Participation,
    Poll,
    Question,
    Talk,
)
from server.domain.model.limits import Limits
from server.domain.model.nicknames import nickname_keys
from server.domain.model.tallies import Tally

PersonalPart = Literal["asked", "votes"]
T = TypeVar("T")


class State:
    """Items, people and tallies, with a journal of the changes since it was last emptied.

    `tally` has for each question the number of people who voted for it or for a question merged into it,
    and for each poll the number of people who answered in its current round. `ballots` are those of all
    rounds, by ballot id. `players` are nicknames by player id; `names` are player ids by the
    keys of nicknames. `hidden_players` are the ids of those whose nickname is hidden.

    The journal is `changed_items` (with the items before), `changed_tallies`, `changed_people` and
    `changed_ballots`.
    """

    def __init__(
        self,
        room_id: str,
        limits: Limits,
        items: MutableMapping[str, Item],
        people: MutableMapping[str, Participation],
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
        self.hidden_players: dict[str, None] = {}
        self.changed_items: dict[str, Item | None] = {}
        self.changed_tallies: dict[str, None] = {}  # a set in order, so that every fold of a log is the same
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
        """The question that an event names. It must exist."""
        question = self.question(question_id)
        assert question is not None, f"the log names {question_id} before it was asked"
        return question

    def questions(self) -> Iterator[Question]:
        return (item for item in self.items.values() if isinstance(item, Question))

    def poll(self, poll_id: str | None) -> Poll | None:
        item = None if poll_id is None else self.items.get(poll_id)
        return item if isinstance(item, Poll) else None

    def require_poll(self, poll_id: str) -> Poll:
        """The poll that an event names. It must exist."""
        poll = self.poll(poll_id)
        assert poll is not None, f"the log names {poll_id} before it was made"
        return poll

    def polls(self) -> Iterator[Poll]:
        """All polls. Does not search the many questions, because every join asks for the polls."""
        return map(self.require_poll, self.poll_ids)

    def poll_of(self, item: Item) -> Poll | None:
        """The poll that the item is an answer to, if it is an entry."""
        return self.poll(item.poll) if isinstance(item, Question) else None

    def participation(self, person_id: str) -> Participation:
        return self.people.get(person_id, NO_PARTICIPATION)

    def put(self, item: Item) -> None:
        self.changed_items.setdefault(item.id, self.items.get(item.id))
        self.items[item.id] = item
        if isinstance(item, Poll):
            self.poll_ids[item.id] = None

    def set_tally(self, item_id: str, people: int) -> None:
        """Sets the tally of a question or poll.

        An equal number is not recorded as a change: its frame would tell everybody of something that only
        moderators may see, such as the merging of a question that was never public.
        """
        if self.tally.get(item_id) != people:
            self.tally[item_id] = people
            self.changed_tallies[item_id] = None

    def put_participation(self, person_id: str, person: Participation, part: PersonalPart) -> None:
        self.people[person_id] = person
        self.changed_people.setdefault(person_id, set()).add(part)

    def tally_of(self, poll: Poll, round_id: int) -> Tally:
        """The tally of a round's ballots. It is empty here: only a `Room` counts ballots."""
        return Tally(poll.joined_words)

    def cast_ballot(self, ballot_id: str, ballot: Ballot) -> None:
        self.changed_ballots[ballot_id] = None
        self.ballots[ballot_id] = ballot

    def unsealed_rounds(self) -> Collection[tuple[str, int]]:
        """The rounds, as (poll, round id), that have ballots in the log. Only a `Room` knows them."""
        return ()

    def miss_ballots(self, round_: tuple[str, int]) -> None:
        """Notes that ballots of a round were cast that are not here. Only a `Room` has to know."""

    def seal_round(self, round_: tuple[str, int]) -> None:
        """Notes that a round's ballots have left the log."""

    def recount_words(self, poll: Poll) -> None:
        """Counts a poll's ballots again after its `joined_words` changed. Only a `Room` has tallies to do."""

    def name_player(self, player: str, name: str) -> None:
        for key in nickname_keys(self.players[player]) if player in self.players else ():
            if self.names.get(key) == player:  # earlier releases let two players have names that look alike
                self.free_name(key)
        self.players[player] = name
        self.names.update(dict.fromkeys(nickname_keys(name), player))

    def hide_player(self, player: str, *, on: bool) -> None:
        """Hides a player's nickname, or shows it again."""
        if on:
            self.hidden_players[player] = None
        else:
            self.hidden_players.pop(player, None)

    def free_name(self, key: str) -> None:
        """Frees a key of a nickname. Otherwise the names of a player who keeps renaming would pile up."""
        self.names.pop(key, None)


class _Overlay(dict[str, T]):
    """A mapping over another. Values put here hide those beneath; the mapping beneath never changes.

    A `dict` that looks beneath in `__missing__`, and not a `ChainMap`, because every vote makes a dozen
    look-ups.
    """

    __slots__ = ("_beneath",)

    def __init__(self, beneath: MutableMapping[str, T]) -> None:
        super().__init__()
        self._beneath = beneath

    def __missing__(self, key: str) -> T:
        return self._beneath[key]

    def get(self, key: str, default: Any = None) -> Any:
        here = dict.get(self, key)  # None is never put here
        return self._beneath.get(key, default) if here is None else here

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._beneath

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._beneath if not super(_Overlay, self).__contains__(key))
        yield from super().__iter__()

    def __len__(self) -> int:
        beneath = self._beneath
        return len(beneath) + sum(key not in beneath for key in dict.keys(self))

    def values(self) -> Collection[T]:  # type: ignore[override]  # as of any mapping, not of one dict
        """All values. Those beneath are returned as they are while nothing was put here, which is the common
        case: most commands are alone in their batch."""
        if not dict.__len__(self):
            return self._beneath.values()
        hidden = super().__contains__
        beneath = [value for key, value in self._beneath.items() if not hidden(key)]
        return [*beneath, *super().values()]

    def items(self) -> ItemsView[str, T]:  # type: ignore[override]
        return ItemsView(self)


class Draft(State):
    """A room with an overlay of changes that the room itself does not get."""

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
        self.hidden_players.update(room.hidden_players)
        self._unsealed_rounds = room.unsealed_rounds()

    def unsealed_rounds(self) -> Collection[tuple[str, int]]:
        """Those of the room: a round with ballots in the draft alone is sealed after these are stored."""
        return self._unsealed_rounds

    def seal_round(self, round_: tuple[str, int]) -> None:
        self._unsealed_rounds = [each for each in self._unsealed_rounds if each != round_]

    def free_name(self, key: str) -> None:
        self.names[key] = ""  # an overlay cannot delete what is beneath it

    def put_participation(self, person_id: str, person: Participation, part: PersonalPart) -> None:
        self.people[person_id] = person  # not recorded in the journal: a draft's journal is never used
