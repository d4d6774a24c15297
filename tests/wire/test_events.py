"""Rows of the log: every shape of every event that was ever written can be read, today and in a year."""

import json
from pathlib import Path
from typing import Any

import pytest

from server.domain.model.events import Event
from server.domain.rules import APPLY
from server.wire import UnreadableEvent, read_event, write_event

ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("events.json").read_text())
EVENTS = {event.__name__: event for event in Event.__subclasses__()}


def shapes(type_name: str) -> set[int]:
    return {row["shape"] for row in ROWS if row["type"] == type_name}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['type']}-{row['shape']}")
def test_every_row_is_read_and_means_the_same_when_written_again(row: dict[str, Any]) -> None:
    event = read_event(row["type"], row["shape"], json.dumps(row["data"]))
    assert type(event) is EVENTS[row["type"]]
    written = write_event(event)
    assert written[:2] == (row["type"], event.SHAPE)
    assert read_event(*written) == event
    if row["shape"] == event.SHAPE:
        assert json.loads(written[2]).keys() == row["data"].keys()


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_has_an_example_of_each_shape_and_one_with_every_field_of_the_newest(name: str) -> None:
    """A new field without a new shape fails here: add the shape, and a further example."""
    event = EVENTS[name]
    assert shapes(name) == set(range(1, event.SHAPE + 1))
    fullest = [set(row["data"]) for row in ROWS if (row["type"], row["shape"]) == (name, event.SHAPE)]
    written = {field.alias or name for name, field in event.model_fields.items() if not field.exclude}
    assert written in fullest


def test_every_event_can_be_applied() -> None:
    assert set(APPLY) == set(EVENTS.values())


@pytest.mark.parametrize(
    ("type_name", "shape", "data"),
    [
        ("BallotShredded", 1, "{}"),
        ("NoteRead", 2, "{}"),
        ("NoteRead", 0, "{}"),
        ("Announced", 1, "{}"),
        ("Announced", 1, '{"text":1}'),
        ("Announced", 1, "not JSON"),
        ("Announced", 1, ""),
        ("RoomStateChanged", 1, '{"state":"ajar"}'),
        ("Event", 1, "{}"),
    ],
)
def test_what_a_later_release_wrote_is_said_to_be_unreadable(type_name: str, shape: int, data: str) -> None:
    with pytest.raises(UnreadableEvent):
        read_event(type_name, shape, data)
