"""The load client's own parts: frames to the byte, what screens hold, how figures are made."""

import json
import socket
from xml.etree import ElementTree

import pytest
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from tests.load import framing
from tests.load.client import Crowd
from tests.load.line import Line, Way
from tests.load.measuring import percentile_ms, table
from tests.load.plots import plot
from tests.load.screens import Inexact, Places, Wall, stamp


def sync(at: str, **parts: object) -> bytes:
    full = {"full": True} if parts.pop("full", False) else {}
    return json.dumps({"sync": {"at": at, **full}, **parts}).encode()


def question(name: str, votes: int = 0, text: str = "Why?") -> dict[str, object]:
    return {"kind": "question", "id": name, "votes": votes, "text": text}


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65535, 65536])
def test_masked_frames_are_what_the_library_reads(size: int) -> None:
    payload = bytes(i % 251 for i in range(size))
    reader = StreamReader()
    reader.feed_data(framing.frame(payload))
    parsing = Frame.parse(reader.read_exact, mask=True)
    with pytest.raises(StopIteration) as parsed:
        next(parsing)
    assert parsed.value.value == Frame(Opcode.TEXT, payload)


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536])
def test_frames_are_parsed_when_they_are_whole(size: int) -> None:
    payload = b"x" * size
    data = Frame(Opcode.TEXT, payload).serialize(mask=False)
    assert framing.parse(data[:-1], 0) is None
    assert framing.parse(b"before" + data + b"after", 6) == (framing.TEXT, payload, 6 + len(data))


def test_a_screen_is_the_fold_of_its_frames() -> None:
    outside = Places().outside
    first = outside.step(sync("a", full=True, put=[question("q1"), question("q2", 3)])).screen
    step = first.step(sync("b", set={"q1": {"votes": 2}}, gone=["q2"], put=[question("q3", 1)]))
    assert getattr(step.screen, "items", None) == {"q1": question("q1", 2), "q3": question("q3", 1)}
    assert step.raised == (("q1", 0, 2),)


def test_a_stamp_counts_once_whichever_way_it_comes() -> None:
    outside = Places().outside
    asked = question("q1", text=stamp(7))
    step = outside.step(sync("a", full=True, put=[asked]))
    assert step.stamps == (7,)
    again = step.screen.step(sync("b", full=True, put=[asked, question("q2", text=stamp(8))]))
    assert again.stamps == (8,)
    assert Wall().step(f"42{stamp(9)}{stamp(10)}".encode()).stamps == (9, 10)


def test_two_who_stand_at_one_place_must_hold_the_same() -> None:
    outside = Places().outside
    step = outside.step(sync("a", full=True, put=[question("q1")]))
    other_way = outside.step(sync("a", put=[question("q1")]))
    assert other_way.screen is step.screen
    with pytest.raises(Inexact, match="hold different things"):
        outside.step(sync("a", full=True, put=[question("q1", 1)]))


@pytest.mark.parametrize("frame", [sync("a", set={"q1": {"votes": 1}}), sync("a", gone=["q1"])])
def test_what_does_not_fit_is_not_taken_in(frame: bytes) -> None:
    with pytest.raises(Inexact, match="never there"):
        Places().outside.step(frame)


def test_percentiles_and_tables() -> None:
    ages_us = [1000 * i for i in range(1, 101)]
    assert (percentile_ms(ages_us, 0.5), percentile_ms(ages_us, 0.99)) == (50.0, 99.0)
    assert percentile_ms([], 0.5) is None
    shown = table([{"who": "us", "p50_ms": 1.5}, {"who": "them", "p50_ms": None, "note": "none"}])
    assert shown == "who   p50 ms  note\nus       1.5\nthem          none"


def test_a_plot_has_a_line_for_each_who_has_figures() -> None:
    drawn = plot(
        "Cost & size", {"us": [(100, 9.5), (10_000, 9.0)], "<them>": [(100, 30.0)], "none": [(5, 0)]}
    )
    svg = ElementTree.fromstring(drawn)
    names = [title.text for title in svg.iter("{http://www.w3.org/2000/svg}title")]
    assert names == ["us", "<them>"]
    assert plot("Nothing", {}) == ""


def test_a_first_sync_that_others_had_before_lets_one_in_all_the_same() -> None:
    crowd = Crowd()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        line = Line(crowd, 0, crowd.places.outside)
        line.way = Way(0, "/live/LOAD", (), b'{"sync"')
        line._socket = ours
        payload = sync("a", full=True)
        chunk = Frame(Opcode.TEXT, payload).serialize(mask=False)
        line.screen.steps[chunk] = line.screen.step(payload)
        theirs.send(chunk)
        line._reading()
    assert line.is_open
    assert line.screen.at == "a"
