"""Boxes: the ballots of a sealed round as text, in the order of their ids and in no other.

A box has at most `BOX_BALLOTS` ballots, because one that is cast later rewrites its box. It is named by the
first bits of their ids, so that the ids alone decide which ballots share a box.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter

from server.domain.model.poll_events import BallotsCast, CastBallot
from server.domain.polls.ballots import Round
from server.wire.replies import dump

BOX_BALLOTS = 64
ID_BITS = 128
TYPE = BallotsCast.__name__
"""The type of the rows that ballots are taken out of."""

_Recorded = list[Any]  # a ballot as JSON: id, poll, round id, answer, details
_BALLOTS: TypeAdapter[tuple[CastBallot, ...]] = TypeAdapter(tuple[CastBallot, ...])


def take_out(data: str, round_: Round) -> tuple[str, list[_Recorded]]:
    """The data of a row of `TYPE` without the ballots of a round, and these ballots."""
    fields = json.loads(data)
    taken = [ballot for ballot in fields["ballots"] if (ballot[1], ballot[2]) == round_]
    if not taken:
        return data, []
    fields["ballots"] = [ballot for ballot in fields["ballots"] if (ballot[1], ballot[2]) != round_]
    sealed = {tuple(each) for each in fields.get("sealed", ())} | {round_}
    fields["sealed"] = sorted(sealed)
    return dump(fields), taken


def fill_boxes(before: Iterable[str], taken: Iterable[_Recorded]) -> dict[str, str]:
    """The boxes of a round, by name and in that order: with the ballots that `before` have, and later ones.

    `taken` are in the order of their casting; the last one of each id counts.
    """
    ballots: dict[str, _Recorded] = {}
    for box in before:
        ballots.update((ballot[0], ballot) for ballot in json.loads(box))
    ballots.update((ballot[0], ballot) for ballot in taken)
    boxes: dict[str, str] = {}
    _fill(boxes, "", [ballots[each] for each in sorted(ballots)])
    return boxes


def _fill(boxes: dict[str, str], name: str, ballots: Sequence[_Recorded]) -> None:
    """Adds the box `name` of these ballots, which are sorted, or the boxes whose names begin with it."""
    if len(ballots) <= BOX_BALLOTS or len(name) == ID_BITS:
        if ballots:
            boxes[name] = dump(ballots)
        return
    shift = ID_BITS - 1 - len(name)
    halves: tuple[list[_Recorded], list[_Recorded]] = ([], [])
    for ballot in ballots:
        halves[int(ballot[0], 16) >> shift & 1].append(ballot)
    for bit, half in enumerate(halves):
        _fill(boxes, f"{name}{bit}", half)


def read_boxes(boxes: Iterable[str]) -> tuple[CastBallot, ...]:
    """The ballots of a round's boxes. Raises `ValueError` if a later release wrote one."""
    return tuple(ballot for box in boxes for ballot in _BALLOTS.validate_json(box))
