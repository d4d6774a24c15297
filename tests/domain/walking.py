"""Random walks: how many there are depends on the profile of Hypothesis. One command follows another."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from server.domain.batch import Batch, Key
from server.domain.model.decision import Reply
from server.domain.model.people import Person
from server.domain.model.poll_events import RoundSealed
from server.domain.model.refusal import Refused
from server.domain.polls.sealing import rounds_to_seal
from tests.domain.making import Play, command
from tests.domain.moves import Move

SPLITS = st.integers(0, 10**6).map(Random)  # decides where ticks or batches end


def walk(test: Callable[..., None]) -> Callable[..., None]:
    """Marks a test of random walks: `./suara test --long` runs more of them."""
    marked: Callable[..., None] = pytest.mark.walk(settings(deadline=None)(test))
    return marked


def step(play: Play, move: Move, batch: Batch | None = None) -> Reply:
    """Carries a move out, or lets a batch decide it. Returns the reply, or the body of the refusal."""
    who, do, fields = move
    if batch is not None:
        return decide_in_batch(play, who, do, batch=batch, **fields)
    try:
        return play(who, do, **fields)
    except Refused as refused:
        return refusal_body(refused)
    finally:
        for poll, round_id in rounds_to_seal(play.room):  # as the server does after each batch
            play.happen(RoundSealed(poll=poll, round_id=round_id))


def decide_in_batch(
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
    """The reply to a command that a batch decides, or the body of its refusal."""
    batch = batch or Batch(play.room)
    try:
        return batch.decide(who, command(do, **fields), play.later(), play.new_id, key=key, seen=seen)
    except Refused as refused:
        return refusal_body(refused)


def refusal_body(refused: Refused) -> dict[str, Any]:
    return {"no": refused.code, "field": refused.field, **refused.details}
