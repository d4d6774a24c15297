"""Polls of every type to play with, and answers that fit them."""

from typing import Any

from server.domain.model.items import Ballot, Poll
from server.domain.model.people import Person
from server.domain.model.poll_events import PollState, PollType
from server.domain.model.tallies import Results, Tally, results
from server.domain.polls.ballots import ballot_id
from tests.domain.making import MODERATOR, Play

COLOURS = ["Red", "Green", "Blue"]

DEFINITIONS: dict[PollType, dict[str, Any]] = {
    "choice": {"options": COLOURS},
    "multiple": {"options": COLOURS},
    "yesno": {},
    "rating": {},
    "scale": {"low": "never", "high": "always", "steps": 7},
    "ranking": {"options": COLOURS},
    "text": {},
    "words": {},
    "estimate": {"unit": "km", "floor": 0, "ceiling": 100},
    "quiz": {"options": COLOURS, "right": [1], "explanation": "As grass is."},
}

ANSWERS: dict[PollType, tuple[Any, Any]] = {
    "choice": ("o1", "o2"),
    "multiple": (["o1", "o3"], ["o2"]),
    "yesno": ("yes", "no"),
    "rating": (4, 5),
    "scale": (7, 1),
    "ranking": (["o3", "o1", "o2"], ["o1"]),
    "text": ("More trees", "More benches"),
    "words": ("open data", "trees"),
    "estimate": (12.5, 3),
    "quiz": ("o2", "o1"),
}
"""Two different answers to a poll of each type."""


def compose(play: Play, kind: PollType = "choice", /, **fields: Any) -> str:
    """Creates a poll, and returns its id."""
    definition = {"prompt": "Which one?", **DEFINITIONS[kind], **fields}
    poll_id: str = play(MODERATOR, "poll.create", type=kind, **definition)["id"]
    return poll_id


def opened(play: Play, kind: PollType = "choice", /, **fields: Any) -> str:
    poll_id = compose(play, kind, **fields)
    play(MODERATOR, "poll.open", id=poll_id)
    return poll_id


def poll_that_is(state: PollState, play: Play, kind: PollType = "choice", /, **fields: Any) -> str:
    poll_id = compose(play, kind, **fields)
    for do in {"draft": (), "open": ("open",), "closed": ("open", "close"), "deleted": ("delete",)}[state]:
        play(MODERATOR, f"poll.{do}", id=poll_id)
    assert play.room.require_poll(poll_id).state == state
    return poll_id


def answer(play: Play, person: Person, poll_id: str, given: Any, **fields: Any) -> dict[str, Any]:
    return play(person, "poll.answer", id=poll_id, answer=given, **fields)


def refused(play: Play, person: Person, poll_id: str, given: Any) -> tuple[str, str | None]:
    return play.refusal(person, "poll.answer", id=poll_id, answer=given)


def poll(play: Play, poll_id: str) -> Poll:
    return play.room.require_poll(poll_id)


def ballot(play: Play, person: Person, poll_id: str) -> Ballot | None:
    """This person's ballot in the current round."""
    return play.room.ballots.get(ballot_id(person, poll_id, poll(play, poll_id).round_id))


def tally(play: Play, poll_id: str, round_number: int = 0) -> Tally:
    """The tally of the round of this number, counted from 1; by default of the current round."""
    return play.room.tallies.get((poll_id, poll(play, poll_id).round_ids[round_number - 1])) or Tally()


def counted(play: Play, poll_id: str, round_number: int = 0) -> Results:
    return results(poll(play, poll_id), tally(play, poll_id, round_number))
