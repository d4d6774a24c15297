"""Commands about three polls of any types, shown in any way, and nonsense, for Hypothesis to choose."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from server.domain.model.people import Person, Role
from tests.domain.making import STAGE
from tests.domain.moves import Move

ANA, BUDI, CHAI = (Person(name, Role.ATTENDEE, name.encode() * 4) for name in ("ana", "budi", "chai"))
MODERATOR = Person("moderator", Role.MODERATOR, b"moderator's own.")
SPEAKER = Person("speaker", Role.SPEAKER, b"speaker's bytes.")
VIEWERS = (ANA, BUDI, CHAI, SPEAKER, MODERATOR, STAGE)

_POLLS = ("p_1", "p_2", "p_3", "p_4")
_SHOWS = ("always", "answered", "answered", "closed", "hand")


def _id(random: Random) -> str:
    return random.choice(_POLLS)


def _entry(random: Random) -> str:
    return f"e_{random.randint(4, 14)}"


def _answer(random: Random) -> Any:
    return random.choice(
        ("o1", "o2", "yes", "no", ["o1"], ["o2", "o1"], ["o3", "o2"], 1, 2, 4, 7.5, "Trees", "trees!")
    )


def _one_of(*choices: Any) -> Callable[[Random], Any]:
    return lambda random: random.choice(choices)


_OPTIONS = ["Trams", "Bicycles", "Ferries"]
_EACH: tuple[dict[str, Any], ...] = (
    {"type": "choice", "options": _OPTIONS},
    {"type": "multiple", "options": _OPTIONS, "max": 2},
    {"type": "yesno", "options": []},
    {"type": "rating"},
    {"type": "scale", "low": "never", "high": "always"},
    {"type": "ranking", "options": _OPTIONS},
    {"type": "text", "moderated": False},
    {"type": "text", "moderated": True},
    {"type": "words"},
    {"type": "estimate"},
    {"type": "quiz", "options": _OPTIONS, "right": [1]},
)

_TABLE: tuple[tuple[int, Sequence[Person], str, dict[str, Callable[[Random], Any]]], ...] = (
    (45, (ANA, BUDI, CHAI, ANA, BUDI, SPEAKER, MODERATOR), "poll.answer", {"id": _id, "answer": _answer}),
    (14, (MODERATOR,), "poll.open", {"id": _id}),
    (4, (MODERATOR,), "poll.open", {"id": _id, "again": _one_of(True)}),
    (8, (MODERATOR,), "poll.close", {"id": _id}),
    (3, (MODERATOR,), "poll.reveal", {"id": _id}),
    (3, (MODERATOR,), "poll.hide", {"id": _id}),
    (4, (MODERATOR,), "poll.reset", {"id": _id}),
    (3, (MODERATOR,), "poll.unreset", {"id": _id}),
    (2, (MODERATOR,), "poll.delete", {"id": _id}),
    (3, (MODERATOR,), "poll.restore", {"id": _id}),
    (2, (MODERATOR,), "poll.move", {"id": _id, "to": _one_of(0, 1)}),
    (1, (MODERATOR,), "poll.copy", {"id": _id}),
    (2, (MODERATOR,), "poll.edit", {"id": _id, "prompt": _one_of("Which?", "Which one?")}),
    (2, (MODERATOR,), "poll.edit", {"id": _id, "show": _one_of(*_SHOWS)}),
    (2, (MODERATOR,), "poll.word", {"id": _id, "word": _one_of("trees", "o1"), "hide": _one_of(True, False)}),
    (1, (MODERATOR,), "poll.word", {"id": _id, "word": _one_of("trees"), "into": _one_of("o1", None)}),
    (2, (ANA, BUDI), "quiz.name", {"name": _one_of("Ana", "Budi", "Kiki")}),
    (5, (MODERATOR,), "question.publish", {"id": _entry}),
    (2, (MODERATOR,), "question.unpublish", {"id": _entry}),
    (2, (MODERATOR,), "question.decline", {"id": _entry, "reason": _one_of("tone")}),
    (2, (MODERATOR,), "question.restore", {"id": _entry}),
    (8, (ANA, BUDI, CHAI), "question.vote", {"id": _entry, "on": _one_of(True, True, False)}),
    (2, (ANA,), "poll.open", {"id": _id}),
    (2, (MODERATOR,), "room.open", {}),
    (1, (MODERATOR,), "room.close", {}),
)  # fmt: skip
_WEIGHTS = [weight for weight, *_ in _TABLE]


def _move(number: int) -> Move:
    random = Random(number)
    [(_, people, do, fields)] = random.choices(_TABLE, _WEIGHTS)
    return random.choice(people), do, {name: drawn(random) for name, drawn in fields.items()}


def _beginning(number: int) -> list[Move]:
    """Three polls, two of them open."""
    random = Random(number)
    create: list[Move] = []
    for _ in range(3):
        fields = {"prompt": "Which?", "show": random.choice(_SHOWS), "changeable": random.random() < 0.8}
        create.append((MODERATOR, "poll.create", {**fields, **random.choice(_EACH)}))
    return [*create, (MODERATOR, "poll.open", {"id": "p_1"}), (MODERATOR, "poll.open", {"id": "p_2"})]


_MOVES = st.lists(st.sampled_from(range(100_000)).map(_move), min_size=10, max_size=40)
POLL_MOVES = st.tuples(st.integers(0, 10**6).map(_beginning), _MOVES).map(lambda both: both[0] + both[1])
