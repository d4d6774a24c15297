"""Texts signed or enciphered under `SECRET_KEY`: link keys, people's tokens, and cursors."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

LIFETIME = timedelta(days=30)
EPOCH_BYTES, VERSION_BYTES, MARK_BYTES = 5, 5, 4  # of a cursor, besides a byte for the kind and the shape
HINT_MAC_BYTES = 16
_HEADER = b'{"typ":"JWT","alg":"HS256"}'


@dataclass(frozen=True, slots=True)
class Token:
    """The identity of a person in one conference. It has no role: the link tells that at each hello.

    `ballot_secret` is 16 random bytes that make a person's ballots theirs; the server never stores them.
    """

    person: str
    conference: str
    ballot_secret: bytes
    expires_at: datetime
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The position of a browser in a room's history: the plain form of `at`.

    `epoch` are the first 5 bytes of the room's, and `mark` are 4 bytes of the batch at that version. The same
    versions of another history have other marks.
    """

    epoch: bytes
    version: int
    mark: bytes
    kind: int
    shape: int


class Keyring:
    """Keys for each use, derived from one secret so that none can stand in for another."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._token_key = self._derive("token")
        self._hint_key = self._derive("hint")
        self._signing = OctKey.import_key(self._token_key)
        # One block, so there is nothing to chain: equal cursors must give equal texts, and the key makes
        # the block a random permutation of them.
        # The text is part of the key: with another one, every open page would need a full sync.
        cursors = Cipher(algorithms.AES(self._derive("stand")), modes.ECB())  # noqa: S305
        # Made once: making a context costs more than a block, and in this mode a context keeps nothing.
        self._encrypt_block = cursors.encryptor().update
        self._decrypt_block = cursors.decryptor().update

    # ---- links

    def link_key(self, link: str) -> str:
        """The key that opens a link: its id, and 128 bits of HMAC. Nothing secret is stored."""
        return f"{link}.{_text(self._mac('link', link)[:16])}"

    def link_of(self, key: str) -> str | None:
        """The link that this is the key of, if it is one."""
        if not key.isascii():
            return None
        link, _, _ = key.partition(".")
        right = hmac.compare_digest(self.link_key(link), key)
        return link if link and right else None

    def admin_key(self) -> str:
        """The key of commands that run beside the server and call it. They know the secret too."""
        return _text(self._mac("own", ""))

    def is_admin_key(self, key: str) -> bool:
        return hmac.compare_digest(self.admin_key().encode(), key.encode(errors="replace"))

    # ---- people

    def sign(self, token: Token) -> str:
        claims = {
            "sub": token.person,
            "conference": token.conference,
            "ballot": _text(token.ballot_secret),
            "exp": int(token.expires_at.timestamp()),
        }
        if token.link is not None:
            claims["link"] = token.link
        # A compact JWS by hand (RFC 7515, section 3.1): every join needs one, and it is two encodings and a
        # hash. What comes back is somebody else's text, and is read by the library.
        payload = _encode(claims).encode()
        signed = f"{_text(_HEADER)}.{_text(payload)}"
        return f"{signed}.{_text(hmac.digest(self._token_key, signed.encode(), hashlib.sha256))}"

    def read(self, text: str, now: datetime) -> Token | None:
        """The token, if it was signed here and has not expired."""
        try:
            claims = jwt.decode(text, self._signing, algorithms=["HS256"]).claims
            token = Token(
                person=str(claims["sub"]),
                conference=str(claims["conference"]),
                ballot_secret=_bytes(claims["ballot"]),
                expires_at=datetime.fromtimestamp(claims["exp"], UTC),
                link=claims.get("link"),
            )
        except (JoseError, ValueError, KeyError, TypeError, OverflowError):
            return None
        return token if token.expires_at > now else None

    # ---- cursors

    def seal_cursor(self, cursor: Cursor) -> str:
        """One enciphered block: equal for everybody of a kind, and silent about how much happened."""
        version = cursor.version.to_bytes(VERSION_BYTES)
        block = cursor.epoch + version + cursor.mark + bytes((cursor.kind, cursor.shape))
        assert len(block) == 16
        return _text(self._encrypt_block(block))

    def open_cursor(self, at: str) -> Cursor | None:
        """The cursor, if the text is one. Any 16 bytes decipher to something, so check its epoch and mark."""
        try:
            block = _bytes(at)
        except ValueError:
            return None
        if len(block) != 16:
            return None
        plain = self._decrypt_block(block)
        return Cursor(plain[:5], int.from_bytes(plain[5:10]), plain[10:14], *plain[14:])

    # ---- hints

    def sign_hint(self, topic: str, hint: bytes) -> bytes:
        """The hint behind 16 bytes of HMAC. A hint to one room is none to another."""
        return self._hint_mac(topic, hint) + hint

    def verified_hint(self, topic: str, message: bytes) -> bytes | None:
        """The hint, if it was signed with this secret for this topic."""
        mac, hint = message[:HINT_MAC_BYTES], message[HINT_MAC_BYTES:]
        return hint if hmac.compare_digest(mac, self._hint_mac(topic, hint)) else None

    def _hint_mac(self, topic: str, hint: bytes) -> bytes:
        signed = topic.encode() + b"\0" + hint
        return hmac.digest(self._hint_key, signed, hashlib.sha256)[:HINT_MAC_BYTES]

    def _derive(self, use: str) -> bytes:
        return self._mac("key", use)

    def _mac(self, use: str, value: str) -> bytes:
        return hmac.digest(self._secret, f"{use}\0{value}".encode(), hashlib.sha256)


_encode = json.JSONEncoder(separators=(",", ":")).encode  # made once; `json.dumps` makes one at each call


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
