"""How walks are taken: as many as the profile of Hypothesis says, one command after the other."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from server.domain.batch import Batch, Key
from server.domain.model.decision import Reply
from server.domain.model.people import Person
from server.domain.model.refusal import Refused
from tests.domain.making import Play, command
from tests.domain.moves import Move

SPLITS = st.integers(0, 10**6).map(Random)  # where ticks or batches fall


def walk(test: Callable[..., None]) -> Callable[..., None]:
    """Marks a test of random walks: `./suara test --long` takes more of them."""
    marked: Callable[..., None] = pytest.mark.walk(settings(deadline=None)(test))
    return marked


def step(play: Play, move: Move, batch: Batch | None = None) -> Reply:
    """Carry a move out, or have a batch decide it; what its asker is told."""
    who, do, fields = move
    if batch is not None:
        return decided(play, who, do, batch=batch, **fields)
    try:
        return play(who, do, **fields)
    except Refused as refused:
        return told(refused)


def decided(
    play: Play,
    who: Person,
    do: str,
    /,
    *,
    batch: Batch | None = None,
    key: Key | None = None,
    seen: int | None = None,
    **fields: Any,
) -> Reply:
    """What somebody is told whose command goes into a batch."""
    batch = batch or Batch(play.room)
    try:
        return batch.decide(who, command(do, **fields), play.later(), play.new_id, key=key, seen=seen)
    except Refused as refused:
        return told(refused)


def told(refused: Refused) -> dict[str, Any]:
    return {"no": refused.code, "field": refused.field, **refused.details}
