"""Commands about the polls of a walk: one poll of most types, each shown in another way.

Hypothesis draws numbers, see `moves`. The ids here follow from the beginning of a walk there.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from server.domain.model.people import Person, Role
from tests.domain.making import ASKER, MODERATOR, ORGANISER, OTHER, SPEAKER, somebody

SILENT = somebody("silent", Role.ATTENDEE)
"""An attendee who only votes, and so must never be sent anything that is hidden."""

_CURATORS = (MODERATOR, MODERATOR, ORGANISER)
_ANSWERING = (ASKER, ASKER, OTHER, OTHER, SPEAKER, MODERATOR)
_OPTIONS = ["People", "Mobility", "Living"]

BEGINNING: list[tuple[Person, str, dict[str, Any]]] = [
    (
        MODERATOR,
        "poll.create",
        {"type": "choice", "prompt": "Which?", "options": _OPTIONS, "show": "answered"},
    ),
    (MODERATOR, "poll.create", {"type": "text", "prompt": "What?", "show": "answered", "moderated": False}),
    (MODERATOR, "poll.create", {"type": "words", "prompt": "In a word?", "show": "always"}),
    (MODERATOR, "poll.create", {"type": "quiz", "prompt": "Who?", "options": _OPTIONS, "right": [1]}),
    (MODERATOR, "poll.create", {"type": "ranking", "prompt": "How?", "options": _OPTIONS, "show": "hand"}),
    (MODERATOR, "poll.create", {"type": "estimate", "prompt": "How far?", "show": "answered"}),
    *((MODERATOR, "poll.open", {"id": f"p_{number}"}) for number in range(5, 10)),
]
"""The commands that create the polls, after the four questions that a walk begins with."""

TYPES = {"p_5": "choice", "p_6": "text", "p_7": "words", "p_8": "quiz", "p_9": "ranking", "p_10": "estimate"}

_ANSWERS: dict[str, tuple[Any, ...]] = {
    "choice": ("o1", "o2", "o3", "o4"),
    "text": ("answer of ours", "answer of theirs", "answer of nobody"),
    "words": ("trees", "Trees, bikes", "the bicycle", "open data"),
    "quiz": ("o1", "o2"),
    "ranking": (["o1", "o2", "o3"], ["o3"], ["o2", "o1"]),
    "estimate": (0, 1.5, 1000, -4),
}


_OFTEN = {"text": 24, "choice": 14}


def poll(random: Random) -> str:
    return random.choice([*TYPES, "p_5", "p_5", "p_5", "p_6", "p_6", "p_6", "p_99"])


def entry(random: Random) -> str:
    return f"e_{random.randrange(11, 16)}"


def _one_of(*choices: Any) -> Callable[[Random], Any]:
    return lambda random: random.choice(choices)


def _word(random: Random) -> str:
    return random.choice(("trees", "Bikes", "bicycle", "open data"))


def _into(random: Random) -> str | None:
    return random.choice(("trees", "bicycle", None))


Row = tuple[int, Sequence[Person], str, dict[str, Callable[[Random], Any]]]

TABLE: tuple[Row, ...] = (
    *(
        (
            _OFTEN.get(kind, 7),
            _ANSWERING,
            "poll.answer",
            {"id": _one_of(poll_id), "answer": _one_of(*_ANSWERS[kind])},
        )
        for poll_id, kind in TYPES.items()
    ),
    (2, _ANSWERING, "poll.answer", {"id": poll, "answer": _one_of("o77", ["o1"], 3, "nonsense")}),
    (3, _ANSWERING, "quiz.name", {"name": _one_of("Ondel", "Betawi", "Buddy Bear")}),
    (8, _CURATORS, "poll.open", {"id": poll}),
    (4, _CURATORS, "poll.open", {"id": poll, "again": _one_of(True)}),
    (8, _CURATORS, "poll.close", {"id": poll}),
    (3, _CURATORS, "poll.reveal", {"id": poll}),
    (3, _CURATORS, "poll.hide", {"id": poll}),
    (6, _CURATORS, "poll.reset", {"id": _one_of("p_5", "p_6", "p_7", "p_8")}),
    (9, _CURATORS, "poll.unreset", {"id": _one_of("p_5", "p_6")}),
    (2, _CURATORS, "poll.delete", {"id": _one_of("p_5", "p_6", "p_8")}),
    (8, _CURATORS, "poll.restore", {"id": _one_of("p_5", "p_6", "p_8")}),
    (1, _CURATORS, "poll.copy", {"id": poll}),
    (2, _CURATORS, "poll.move", {"id": poll, "to": _one_of(0, 1, 9)}),
    (2, _CURATORS, "poll.edit", {"id": poll, "prompt": _one_of("Well?", "And now?")}),
    (2, _CURATORS, "poll.edit", {"id": poll, "show": _one_of("always", "answered", "closed", "hand")}),
    (2, _CURATORS, "poll.edit", {"id": _one_of("p_5"), "options": _one_of([*_OPTIONS, "Governance"])}),
    (2, _CURATORS, "poll.word", {"id": _one_of("p_7"), "word": _word, "hide": _one_of(True, False)}),
    (2, _CURATORS, "poll.word", {"id": _one_of("p_7"), "word": _word, "into": _into}),
    (3, _CURATORS, "question.unpublish", {"id": entry}),
    (3, _CURATORS, "question.publish", {"id": entry}),
    (1, _CURATORS, "question.decline", {"id": entry, "reason": _one_of("tone")}),
    (6, (ASKER, OTHER, SILENT), "question.vote", {"id": entry, "on": _one_of(True, True, False)}),
    (1, (ASKER, SILENT), "poll.close", {"id": poll}),
)
