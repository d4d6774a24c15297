"""Any frame is either valid or refused by a `no` that can be written."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.model.limits import Limits
from server.domain.model.people import MAY_SEND
from server.domain.model.refusal import Refused
from server.wire import Frame, Unreadable, dump, read_command, read_frame, read_hello, write_no

No = tuple[int | str | None, str, str | None]


def no(text: str) -> No:
    """The ref, code and field of the refusal. Fails if the refusal cannot be written."""
    ref: int | str | None = None
    try:
        frame = read_frame(text)
        ref = frame.ref
        if frame.do == "hello":
            read_hello(frame, Limits())
        else:
            read_command(frame, Limits())
    except Refused as refused:
        ref = refused.ref if isinstance(refused, Unreadable) else ref
        told = json.loads(write_no(ref, refused).encode())
        assert told["ref"] == ref
        return ref, refused.code, told["no"].get("field")
    raise AssertionError("it was read")


@pytest.mark.parametrize(
    "text",
    ["", "x", "{", "[", "[]", "null", "1", '"ping"', '{"do":"ping","ref":1}{}', "[" * 50_000,
     '{"a":' * 50_000, '{"do":"ping","ref":NaN}', '{"do":"ping","ref":Infinity}', "\ufeff{}",
     '{"do":"ping","ref":%s}' % ("9" * 5000)],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_what_is_no_json_object_has_no_ref_to_answer_with(text: str) -> None:
    assert no(text) == (None, "invalid", None)


@pytest.mark.parametrize(
    "ref",
    ["null", "true", "1.0", "1e400", "9007199254740992", '""', '"short"', "[1]", "{}",
     '"%s"' % ("x" * 65), '"%s"' % ("é" * 20), '"%s"' % ("\\u0000" * 20), '"%s"' % ("\\ud800" * 20)],
)  # fmt: skip
def test_an_odd_ref_is_not_given_back(ref: str) -> None:
    assert no('{"do":"ping","ref":' + ref + "}") == (None, "invalid", "ref")
    assert no('{"do":"ping"}') == (None, "invalid", "ref")


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ('"x":1', "invalid", "do"),
        ('"do":1', "invalid", "do"),
        ('"do":null', "invalid", "do"),
        ('"do":"question.applaud"', "unknown_command", "do"),
        ('"do":"\\ud800"', "unknown_command", "do"),
        ('"do":"ping","colour":1', "unknown_field", "colour"),
        ('"do":"question.vote","colour":1', "unknown_field", "colour"),
        ('"do":"question.vote","id":"q_1"', "invalid", "on"),
        ('"do":"question.vote","id":"q_1","on":1', "invalid", "on"),
        ('"do":"question.vote","id":"q_1","on":"true"', "invalid", "on"),
        ('"do":"question.vote","id":7,"on":true', "invalid", "id"),
        ('"do":"question.vote","id":["q_1"],"on":true', "invalid", "id"),
        ('"do":"question.vote","id":"","on":true', "invalid", "id"),
        ('"do":"question.vote","id":"\\ud800","on":true', "invalid", "id"),
        ('"do":"question.vote","id":"%s","on":true' % ("q" * 41), "too_long", "id"),
        ('"do":"question.ask","text":null', "invalid", "text"),
        ('"do":"question.ask","text":"\\u3164"', "invalid", "text"),
        ('"do":"question.ask","text":"\\ud800"', "invalid", "text"),
        ('"do":"question.ask","text":"%s"' % ("x" * 501), "too_long", "text"),
        ('"do":"question.publish"', "invalid", None),
        ('"do":"question.publish","ids":"q_1"', "invalid", "ids"),
        ('"do":"question.publish","ids":[]', "invalid", "ids"),
        ('"do":"question.publish","ids":' + dump([f"q_{n}" for n in range(201)]), "too_long", "ids"),
        ('"do":"question.publish","id":"q_1","seen":"%s"' % ("x" * 65), "too_long", "seen"),
        ('"do":"room.update","settings":{"colour":1}', "unknown_field", "colour"),
        ('"do":"room.update","settings":{"asking":"no"}', "invalid", "settings"),
        ('"do":"room.update","settings":[]', "invalid", "settings"),
        ('"do":"hello","key":1', "invalid", "key"),
        ('"do":"hello","role":"moderator"', "unknown_field", "role"),
        ('"do":"hello","token":"%s"' % ("x" * 2049), "too_long", "token"),
        ('"do":"hello","name":" "', "invalid", "name"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(fields: str, code: str, field: str | None) -> None:
    assert no('{"ref":1,' + fields + "}") == (1, code, field)


def test_the_first_frame_must_be_hello() -> None:
    with pytest.raises(Refused) as refused:
        read_hello(Frame("ping", 1, {"do": "ping"}), Limits())
    assert refused.value.code == "hello_first"


@pytest.mark.parametrize("ref", ["AAAABBBBCCCCDDDD", "a+b/c=" * 4, "5f0c7f3e-8a53-4c3f-9f0e-1c2d3e4f5a6b"])
def test_a_long_text_as_ref_makes_a_command_unrepeatable_where_that_is_needed(ref: str) -> None:
    assert read_frame(dump({"do": "question.ask", "ref": ref})).key == ref
    for do in ("hello", "ping", "question.vote"):
        assert read_frame(dump({"do": do, "ref": ref})).key is None
    assert read_frame('{"do":"question.ask","ref":1}').key is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_NAMES = ("id", "ids", "text", "on", "into", "reason", "labels", "to", "settings", "person", "seen", "x")


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(MAY_SEND)), st.dictionaries(st.sampled_from(_NAMES), _JSON, max_size=5))
def test_nothing_but_a_refusal_comes_of_any_json(do: str, fields: dict[str, object]) -> None:
    text = json.dumps({**fields, "do": do, "ref": 1})
    try:
        read_command(read_frame(text), Limits())
    except Refused as refused:
        write_no(1, refused).encode()
