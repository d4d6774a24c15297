"""The parser agrees with the library about any frames, however the network splits them."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from server.live.transport import parser

TEXTS = st.text(max_size=300) | st.sampled_from(["", "x" * 125, "x" * 126, "ไทย" * 9000])


def sent(opcode: Opcode, payload: bytes, *, fin: bool = True, mask: bool = True) -> bytes:
    extensions: list[Any] = []
    return Frame(opcode, payload, fin).serialize(mask=mask, extensions=extensions)


@given(TEXTS)
def test_a_text_says_what_was_sent_and_is_as_long_as_it_is(text: str) -> None:
    frame = sent(Opcode.TEXT, text.encode())
    assert parser.frame_size(b"before" + frame + b"after", 6) == len(frame)
    assert parser.is_whole_text(frame) == (len(text.encode()) < 65536)
    if parser.is_whole_text(frame):
        assert parser.text_payload(frame).decode() == text


@given(TEXTS, st.integers(0, 13))
def test_a_head_that_is_cut_off_tells_no_length_or_the_right_one(text: str, cut: int) -> None:
    frame = sent(Opcode.TEXT, text.encode())
    assert parser.frame_size(frame[:cut], 0) in (None, len(frame))


def test_only_whole_masked_texts_are_texts() -> None:
    others: list[Callable[[], bytes]] = [
        lambda: sent(Opcode.TEXT, b"x", fin=False),
        lambda: sent(Opcode.TEXT, b"x", mask=False),
        lambda: sent(Opcode.BINARY, b"x"),
        lambda: sent(Opcode.PING, b"x"),
        lambda: sent(Opcode.CONT, b"x"),
        lambda: bytes([0xC1]) + sent(Opcode.TEXT, b"x")[1:],  # a reserved bit, as compressed ones have
        lambda: sent(Opcode.TEXT, os.urandom(70_000)),
    ]
    assert [parser.is_whole_text(make()) for make in others] == [False] * len(others)
