"""The load client: frames to the byte, screens, figures."""

import json
import socket
from xml.etree import ElementTree

import pytest
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from tests.load import frames
from tests.load.client import Client, Target
from tests.load.metrics import percentile_ms, table
from tests.load.plots import plot
from tests.load.pool import ClientPool
from tests.load.screens import EchoScreen, ScreenCache, SyncError, stamp


def sync(at: str, **parts: object) -> bytes:
    full = {"full": True} if parts.pop("full", False) else {}
    return json.dumps({"sync": {"at": at, **full}, **parts}).encode()


def question(name: str, votes: int = 0, text: str = "Why?") -> dict[str, object]:
    return {"kind": "question", "id": name, "votes": votes, "text": text}


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65535, 65536])
def test_masked_frames_are_what_the_library_reads(size: int) -> None:
    payload = bytes(i % 251 for i in range(size))
    reader = StreamReader()
    reader.feed_data(frames.frame(payload))
    parsing = Frame.parse(reader.read_exact, mask=True)
    with pytest.raises(StopIteration) as parsed:
        next(parsing)
    assert parsed.value.value == Frame(Opcode.TEXT, payload)


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536])
def test_frames_are_parsed_when_they_are_whole(size: int) -> None:
    payload = b"x" * size
    data = Frame(Opcode.TEXT, payload).serialize(mask=False)
    assert frames.parse(data[:-1], 0) is None
    assert frames.parse(b"before" + data + b"after", 6) == (frames.TEXT, payload, 6 + len(data))


def test_a_screen_is_the_fold_of_its_frames() -> None:
    blank = ScreenCache().blank
    first = blank.transition(sync("a", full=True, put=[question("q1"), question("q2", 3)])).screen
    then = first.transition(sync("b", set={"q1": {"votes": 2}}, gone=["q2"], put=[question("q3", 1)]))
    assert getattr(then.screen, "items", None) == {"q1": question("q1", 2), "q3": question("q3", 1)}
    assert then.counts == (("q1", 0, 2),)


def test_a_stamp_counts_once_whatever_frame_it_is_in() -> None:
    blank = ScreenCache().blank
    asked = question("q1", text=stamp(7))
    first = blank.transition(sync("a", full=True, put=[asked]))
    assert first.stamps == (7,)
    again = first.screen.transition(sync("b", full=True, put=[asked, question("q2", text=stamp(8))]))
    assert again.stamps == (8,)
    assert EchoScreen().transition(f"42{stamp(9)}{stamp(10)}".encode()).stamps == (9, 10)


def test_two_browsers_at_one_version_must_show_the_same() -> None:
    blank = ScreenCache().blank
    full = blank.transition(sync("a", full=True, put=[question("q1")]))
    part = blank.transition(sync("a", put=[question("q1")]))
    assert part.screen is full.screen
    with pytest.raises(SyncError, match="show different items"):
        blank.transition(sync("a", full=True, put=[question("q1", 1)]))


@pytest.mark.parametrize("frame", [sync("a", set={"q1": {"votes": 1}}), sync("a", gone=["q1"])])
def test_a_frame_that_does_not_fit_is_an_error(frame: bytes) -> None:
    with pytest.raises(SyncError, match="never there"):
        ScreenCache().blank.transition(frame)


def test_percentiles_and_tables() -> None:
    ages_us = [1000 * i for i in range(1, 101)]
    assert (percentile_ms(ages_us, 0.5), percentile_ms(ages_us, 0.99)) == (50.0, 99.0)
    assert percentile_ms([], 0.5) is None
    shown = table([{"who": "us", "p50_ms": 1.5}, {"who": "them", "p50_ms": None, "note": "none"}])
    assert shown == "who   p50 ms  note\nus       1.5\nthem          none"


def test_a_plot_has_a_line_for_each_name_with_figures() -> None:
    drawn = plot(
        "Cost & size", {"us": [(100, 9.5), (10_000, 9.0)], "<them>": [(100, 30.0)], "none": [(5, 0)]}
    )
    svg = ElementTree.fromstring(drawn)
    names = [title.text for title in svg.iter("{http://www.w3.org/2000/svg}title")]
    assert names == ["us", "<them>"]
    assert plot("Nothing", {}) == ""


def test_a_first_sync_that_other_clients_had_completes_the_join_as_well() -> None:
    pool = ClientPool()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        client = Client(pool, 0, pool.screens.blank)
        client.target = Target(0, "/live/LOAD", (), b'{"sync"')
        client._socket = ours
        payload = sync("a", full=True)
        chunk = Frame(Opcode.TEXT, payload).serialize(mask=False)
        client.screen.transitions[chunk] = client.screen.transition(payload)
        theirs.send(chunk)
        client._read_frames()
    assert client.is_open
    assert client.screen.at == "a"
