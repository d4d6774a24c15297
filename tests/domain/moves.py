"""Commands that people of all roles send to one room, nonsense among them, for Hypothesis to choose."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from server.domain.model.people import Person, pseudonym
from tests.domain import poll_moves
from tests.domain.making import ASKER, MODERATOR, ORGANISER, OTHER, ROOM, SPEAKER, STAGE
from tests.domain.poll_moves import SILENT as SILENT

VIEWERS = (ASKER, OTHER, SILENT, SPEAKER, MODERATOR, STAGE)

Move = tuple[Person, str, dict[str, Any]]

_ATTENDEES = (ASKER, OTHER)
_ASKERS = (ASKER, OTHER, SPEAKER, MODERATOR)
_VOTERS = (ASKER, OTHER, SILENT, SPEAKER)
_CURATORS = (MODERATOR, MODERATOR, ORGANISER)
_ON_STAGE = (SPEAKER, MODERATOR)
_EVERYBODY = (*VIEWERS, ORGANISER)
_PSEUDONYMS = (pseudonym(ROOM, "asker"), pseudonym(ROOM, "other"), "nobody")


def _id(random: Random) -> str:
    return random.choice(("q_1", "q_2", "q_3", "q_4", "q_11"))


def _text(random: Random) -> str:
    return f"secret {random.randrange(10**6)}?"


def _ids(random: Random) -> list[str]:
    return [_id(random) for _ in range(random.randint(1, 3))]


def _settings(random: Random) -> dict[str, bool]:
    return {random.choice(("premoderated", "asking", "voting")): random.random() < 0.7}


def _flag(random: Random) -> bool:
    return random.random() < 0.6


def _one_of(*choices: Any) -> Callable[[Random], Any]:
    return lambda random: random.choice(choices)


_TABLE: tuple[poll_moves.Row, ...] = (
    (4, _ASKERS, "question.ask", {"text": _text}),
    (30, _VOTERS, "question.vote", {"id": _id, "on": _flag}),
    (14, _CURATORS, "question.publish", {"id": _id}),
    (3, _CURATORS, "question.publish", {"ids": _ids}),
    (3, _CURATORS, "question.unpublish", {"id": _id}),
    (4, _CURATORS, "question.decline", {"id": _id, "reason": _one_of("tone", "secret of ours")}),
    (1, _CURATORS, "question.decline", {"ids": _ids, "reason": _one_of("unclear")}),
    (6, _CURATORS, "question.restore", {"id": _id}),
    (10, _CURATORS, "question.merge", {"id": _id, "into": _id}),
    (6, _CURATORS, "question.unmerge", {"id": _id}),
    (2, _CURATORS, "question.pin", {"id": _id}),
    (1, _CURATORS, "question.unpin", {"id": _id}),
    (2, _CURATORS, "question.edit", {"id": _id, "text": _text}),
    (1, _CURATORS, "question.label", {"id": _id, "labels": _one_of([], ["Mobility"], ["People", "Living"])}),
    (1, _CURATORS, "question.assign", {"id": _id, "to": _one_of("", "the panel")}),
    (1, _CURATORS, "question.translate", {"id": _id, "lang": _one_of("de", "th"), "text": _text}),
    (4, _ON_STAGE, "question.take", {"id": _id}),
    (2, _ON_STAGE, "question.skip", {"id": _id}),
    (3, _ON_STAGE, "question.answered", {"id": _id}),
    (1, _ON_STAGE, "question.answered", {"id": _id, "text": _text}),
    (1, (SPEAKER,), "speaker.read", {}),
    (3, _ATTENDEES, "question.edit", {"id": _id, "text": _text}),
    (2, _ATTENDEES, "question.withdraw", {"id": _id}),
    (3, _CURATORS, "room.open", {}),
    (2, (ORGANISER, ORGANISER, MODERATOR), "room.describe", {"title": _text, "place": _one_of(None, "Aula")}),
    (1, (ORGANISER,), "room.describe", {"clock": _one_of(None, {"on": True}, {"opens_before_min": 5})}),
    (2, (ORGANISER,), "room.describe", {"cancelled": _flag, "speakers": _one_of([], ["Dewi", "Jörg"])}),
    (1, _CURATORS, "room.pause", {}),
    (1, _CURATORS, "room.close", {}),
    (2, _CURATORS, "room.update", {"settings": _settings}),
    (1, _CURATORS, "person.mute", {"person": _one_of(*_PSEUDONYMS)}),
    (2, _CURATORS, "person.unmute", {"person": _one_of(*_PSEUDONYMS)}),
    (1, _CURATORS, "announce", {"text": _text}),
    (1, _CURATORS, "speaker.note", {"text": _text}),
    (1, _CURATORS, "stage.blank", {"on": _flag}),
    (1, _EVERYBODY, "question.publish", {"id": _id}),
    (1, _EVERYBODY, "question.edit", {"id": _id, "text": _text}),
    (1, _EVERYBODY, "question.vote", {"id": _one_of("q_nonsense", "q_99"), "on": _flag}),
    (1, _EVERYBODY, "room.close", {}),
    *poll_moves.TABLE,
)


def _moves(table: Sequence[poll_moves.Row]) -> st.SearchStrategy[Move]:
    """Moves by number, so that Hypothesis can leave out moves but need not draw each field."""
    weights = [weight for weight, *_ in table]

    def move(number: int) -> Move:
        random = Random(number)
        [(_, people, do, fields)] = random.choices(table, weights)
        return random.choice(people), do, {name: drawn(random) for name, drawn in fields.items()}

    return st.sampled_from(range(100_000)).map(move)


BEGINNING: list[Move] = [
    (ASKER, "question.ask", {"text": "secret of old?"}),
    (OTHER, "question.ask", {"text": "secret of older?"}),
    (SPEAKER, "question.ask", {"text": "secret of the speaker?"}),
    (MODERATOR, "question.publish", {"ids": ["q_1", "q_2"]}),
    (ASKER, "question.ask", {"text": "secret of another?"}),
    *poll_moves.BEGINNING,
]
"""The first moves of a walk, so that few of the later ones have nothing to act on."""

MOVES = st.sampled_from((_moves(_TABLE), _moves(poll_moves.TABLE))).flatmap(
    lambda moves: st.lists(moves, min_size=10, max_size=45).map(lambda taken: BEGINNING + taken)
)
"""Walks of moves about everything, or about polls alone."""
