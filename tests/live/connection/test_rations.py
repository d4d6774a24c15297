"""The table of rations: every command has one, and none that carries a text goes without."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from server.domain.model.commands import AnyCommand, Command
from server.domain.model.people import MAY_SEND
from server.live.connection.rations import RATIONS, Ration

MARK = 64  # the length of the longest field that is no text of a person's own: an id, an emoji, a version
_NOT_FIELDS = {"items", "properties", "$defs", "additionalProperties"}


def models() -> dict[str, type[Command]]:
    """The model of each command that a browser may send."""
    union = get_args(AnyCommand)[0]
    return {get_args(model.model_fields["do"].annotation)[0]: model for model in get_args(union)}


def free_texts(schema: Any, within: str = "") -> Iterator[str]:
    """Names of the fields in which a person may write something longer than a mark."""
    if isinstance(schema, list):
        for each in schema:
            yield from free_texts(each, within)
    elif isinstance(schema, dict):
        closed = schema.keys() & {"enum", "const", "pattern"} or schema.get("maxLength", MARK + 1) <= MARK
        if schema.get("type") == "string" and not closed:
            yield within
        for name, each in schema.items():
            yield from free_texts(
                each, name if isinstance(each, dict) and name not in _NOT_FIELDS else within
            )


def test_texts_of_people_are_told_from_marks() -> None:
    fields = {do: set(free_texts(TypeAdapter(model).json_schema())) for do, model in models().items()}
    assert fields["question.ask"] == {"text", "name", "city"}
    assert fields["poll.create"] >= {"prompt", "text", "explanation"}
    assert fields["question.vote"] == fields["question.publish"] == fields["react"] == set()


def test_every_command_has_a_ration() -> None:
    assert RATIONS.keys() == MAY_SEND.keys() == models().keys()


@pytest.mark.parametrize("do", sorted(MAY_SEND))
def test_a_command_that_carries_a_text_takes_from_a_bucket_for_texts_or_questions(do: str) -> None:
    texts = list(free_texts(TypeAdapter(models()[do]).json_schema()))
    assert not texts or RATIONS[do] is not Ration.FRAME, texts
