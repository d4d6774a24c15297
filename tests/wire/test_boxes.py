"""Boxes of ballots: sorted by id, of bounded size, and with the last word of everybody."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from server.domain.model.items import Ballot
from server.domain.model.poll_events import Answer
from server.domain.polls.ballots import Round, ballots_cast, read_ballot
from server.wire import fill_boxes, read_boxes, read_event, take_out, write_event
from server.wire.boxes import BOX_BALLOTS

AT = datetime(2020, 12, 16, 8, tzinfo=UTC)
IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
ANSWERS = st.one_of(
    st.sampled_from(["o1", "o2"]),
    st.lists(st.sampled_from(["o1", "o2", "o3"]), unique=True, max_size=3).map(tuple),
    st.integers(-5, 5),
    st.floats(-5, 5, allow_nan=False).filter(lambda number: not number.is_integer()),
)
ROUNDS = st.sampled_from([("p_1", 1), ("p_1", 2), ("p_2", 1)])


def _ballot(round_: Round, answer: Answer, word: str) -> Ballot:
    return Ballot(*round_, answer, ((word, word.upper()),) if word else ())


BALLOTS = st.builds(_ballot, ROUNDS, ANSWERS, st.sampled_from(["", "straße"]))
FIRST = ("p_1", 1)


@given(st.lists(st.dictionaries(IDS, BALLOTS, max_size=200), max_size=4))
def test_taken_out_of_rows_and_read_from_boxes_they_are_what_was_cast(rows: list[dict[str, Ballot]]) -> None:
    boxes: dict[str, str] = {}
    cast: dict[str, Ballot] = {}
    for ballots in rows:
        _, _, data = write_event(ballots_cast(AT, ballots))
        without, taken = take_out(data, FIRST)
        boxes = fill_boxes(boxes.values(), taken)
        cast |= {
            each: ballot for each, ballot in ballots.items() if (ballot.poll, ballot.round_id) == ("p_1", 1)
        }
        left = read_event("BallotsCast", 1, without)
        others = {each: ballot for each, ballot in ballots.items() if each not in cast}
        sealed = (FIRST,) if taken else None
        assert left == ballots_cast(AT, others).model_copy(update={"sealed": sealed})
        assert take_out(without, FIRST) == (without, [])
    read = list(map(read_ballot, read_boxes(boxes.values())))
    assert dict(read) == cast
    assert [each for each, _ in read] == sorted(cast)
    assert all(len(json.loads(box)) <= BOX_BALLOTS for box in boxes.values())
    assert list(boxes) == sorted(boxes)


def test_many_ballots_are_split_by_the_first_bits_of_their_ids() -> None:
    ids = [f"{first:02x}" + "0" * 30 for first in range(256)]
    _, taken = take_out(
        write_event(ballots_cast(AT, dict.fromkeys(ids, Ballot("p_1", 1, "o1"))))[2], ("p_1", 1)
    )
    assert list(fill_boxes([], taken)) == ["00", "01", "10", "11"]


def test_of_two_ballots_of_one_person_the_later_counts() -> None:
    id_ = "ab" * 16
    boxes: dict[str, str] = {}
    for answer in ("o1", "o2"):
        _, _, data = write_event(ballots_cast(AT, {id_: Ballot("p_1", 1, answer)}))
        boxes = fill_boxes(boxes.values(), take_out(data, FIRST)[1])
    assert read_boxes(boxes.values()) == ((id_, "p_1", 1, "o2", None),)
