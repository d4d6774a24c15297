"""Keys, tokens and cursors: made here or worth nothing."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from server.tokens import Cursor, Keyring, Token

NOW = datetime(2020, 12, 16, 8, 0, tzinfo=UTC)
KEYRING = Keyring("a secret that only this test knows")
ANOTHER = Keyring("a secret of some other server's")
TOKEN = Token("p_1", "c_1", bytes(range(16)), NOW + timedelta(days=30), "l_1")
CURSOR = Cursor(b"\x00\xffepo", 7, b"mark", 0, 1)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_token_says_who_somebody_is_until_it_expires() -> None:
    for token in (TOKEN, Token("p_1", "c_1", bytes(16), NOW + timedelta(seconds=1))):
        assert KEYRING.read(KEYRING.sign(token), NOW) == token
        assert KEYRING.read(KEYRING.sign(token), token.expires_at) is None


def test_a_token_never_names_a_role() -> None:
    claims = json.loads(base64.urlsafe_b64decode(KEYRING.sign(TOKEN).split(".")[1] + "=="))
    assert claims.keys() == {"sub", "conference", "ballot", "exp", "link"}


def test_a_token_of_another_secret_is_none() -> None:
    assert ANOTHER.read(KEYRING.sign(TOKEN), NOW) is None


HEADER, BODY, SIGNATURE = KEYRING.sign(TOKEN).split(".")


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "..", "a.b.c", "é.é.é", "x" * 2048, "\ud800",
        f"{HEADER}.{BODY}", f"{HEADER}.{BODY}.", f"{HEADER}.{BODY}.{SIGNATURE}x",
        f"{HEADER}.{BODY}.{SIGNATURE[:-2]}", f"{HEADER}.{encoded({'sub': 'p_2'})}.{SIGNATURE}",
        f"{encoded({'alg': 'none'})}.{BODY}.", f"{encoded({'alg': 'none'})}.{BODY}.{SIGNATURE}",
        f"{encoded({'alg': 'HS512'})}.{BODY}.{SIGNATURE}",
        f"{encoded({'alg': ['HS256']})}.{BODY}.{SIGNATURE}",
        f"{encoded([])}.{BODY}.{SIGNATURE}", f"{encoded(None)}.{BODY}.{SIGNATURE}",
        f"{encoded({'alg': 'HS256', 'crit': ['x']})}.{BODY}.{SIGNATURE}",
        f"{encoded({'alg': 'dir', 'enc': 'A128GCM'})}.a.b.c.d",
    ],
)  # fmt: skip
def test_what_was_not_signed_here_is_no_token(text: str) -> None:
    assert KEYRING.read(text, NOW) is None


def test_a_token_is_written_as_the_library_would() -> None:
    key = OctKey.import_key(KEYRING._derive("token"))
    ours = KEYRING.sign(TOKEN)
    assert jwt.encode({"alg": "HS256"}, jwt.decode(ours, key, algorithms=["HS256"]).claims, key) == ours


@pytest.mark.parametrize("alg", ["HS384", "HS512"])
def test_another_algorithm_is_none_even_with_the_right_key(alg: str) -> None:
    key = OctKey.import_key(KEYRING._derive("token"))
    claims = jwt.decode(KEYRING.sign(TOKEN), key).claims
    assert KEYRING.read(jwt.encode({"alg": "HS256"}, claims, key), NOW) == TOKEN
    assert KEYRING.read(jwt.encode({"alg": alg}, claims, key, algorithms=[alg]), NOW) is None


@pytest.mark.parametrize("missing", ["sub", "conference", "ballot", "exp"])
def test_a_token_that_says_too_little_is_none(missing: str) -> None:
    key = OctKey.import_key(KEYRING._derive("token"))
    claims = jwt.decode(KEYRING.sign(TOKEN), key).claims
    del claims[missing]
    assert KEYRING.read(jwt.encode({"alg": "HS256"}, claims, key), NOW) is None


def test_a_key_opens_its_link_and_no_other() -> None:
    key = KEYRING.link_key("l_1")
    assert KEYRING.link_of(key) == "l_1"
    assert ANOTHER.link_of(key) is None
    assert KEYRING.link_of(key.replace("l_1", "l_2")) is None


@pytest.mark.parametrize(
    "key",
    ["", ".", "l_1", "l_1.", ".x", "l_1.é", "\ud800.x", KEYRING.link_key("l_1")[:-1],
     KEYRING.link_key("l_1") + ".", KEYRING.link_key(""), KEYRING.admin_key()],
)  # fmt: skip
def test_what_was_not_made_here_is_no_key(key: str) -> None:
    assert KEYRING.link_of(key) is None
    assert KEYRING.is_admin_key(key) is (key == KEYRING.admin_key())


def test_a_place_is_equal_for_all_who_stand_there_and_tells_nothing() -> None:
    assert KEYRING.seal_cursor(CURSOR) == KEYRING.seal_cursor(Cursor(b"\x00\xffepo", 7, b"mark", 0, 1))
    assert KEYRING.open_cursor(KEYRING.seal_cursor(CURSOR)) == CURSOR
    others = [
        Cursor(CURSOR.epoch, 8, b"mark", 0, 1),
        Cursor(CURSOR.epoch, 7, b"else", 0, 1),
        Cursor(CURSOR.epoch, 7, b"mark", 2, 1),
        Cursor(b"other", 7, b"mark", 0, 1),
        CURSOR,
    ]
    places = {KEYRING.seal_cursor(each) for each in others}
    assert {len(place) for place in places} == {22}
    assert len(places) == 5
    assert len({place[:4] for place in places}) == 5


@pytest.mark.parametrize("at", ["", "x", "=", "\n", "é" * 22, "\ud800", "a" * 21, "a" * 23, "a" * 64])
def test_what_is_no_place_is_none(at: str) -> None:
    assert KEYRING.open_cursor(at) is None


def test_a_place_of_another_secret_is_of_another_epoch() -> None:
    place = ANOTHER.open_cursor(KEYRING.seal_cursor(CURSOR))
    assert place is not None
    assert place.epoch != CURSOR.epoch


def test_a_hint_is_read_by_who_has_the_secret_and_for_its_topic_alone() -> None:
    signed = KEYRING.sign_hint("room:r_1", b"hint")
    assert KEYRING.verified_hint("room:r_1", signed) == b"hint"
    assert KEYRING.verified_hint("room:r_2", signed) is None
    assert ANOTHER.verified_hint("room:r_1", signed) is None
    for changed in (signed[:-1], signed[1:], signed[:16], signed[:15], b"", signed + b"!"):
        assert KEYRING.verified_hint("room:r_1", changed) is None
    assert KEYRING.verified_hint("", KEYRING.sign_hint("", b"")) == b""
