"""The opening of a WebSocket (RFC 6455, section 4.2), from a request that was read as HTTP already."""

from base64 import b64encode
from binascii import Error, a2b_base64
from collections.abc import Iterable
from hashlib import sha1

from websockets.datastructures import Headers
from websockets.http11 import Request
from websockets.server import ServerProtocol

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # section 1.3
KEY_BYTES = 16
VERSION = b"13"
_ONCE = (b"sec-websocket-key", b"sec-websocket-version", b"upgrade", b"connection")

Fields = Iterable[tuple[bytes, bytes]]  # names in lower case


def accept(key: bytes) -> bytes:
    """What proves that the request was understood: the value of Sec-WebSocket-Accept."""
    return b64encode(sha1(key + GUID, usedforsecurity=False).digest())


def plain(method: str, http_version: str, fields: Fields) -> bytes | None:
    """The answer to a handshake such as browsers send; `None` for any other, which the library may judge.

    So nothing is accepted here that it would refuse, and what is wrong with the rest is said in its words.
    """
    found: dict[bytes, bytes] = {}
    origins = 0
    for name, value in fields:
        if name in _ONCE:
            if name in found:
                return None
            found[name] = value
        elif name == b"origin":
            origins += 1
    if method != "GET" or http_version != "1.1" or origins > 1 or len(found) != len(_ONCE):
        return None
    key, version, upgrade, connection = (found[name] for name in _ONCE)
    options = [option.strip() for option in connection.lower().split(b",")]
    right = version == VERSION and upgrade.lower() == b"websocket" and b"upgrade" in options
    return accept(key) if right and _is_key(key) else None


def _is_key(key: bytes) -> bool:
    try:
        return len(a2b_base64(key, strict_mode=True)) == KEY_BYTES
    except Error:
        return False


def judged(
    library: ServerProtocol, method: str, http_version: str, target: bytes, fields: Fields
) -> bytes | None:
    """The answer, where the library finds it right after all; else its refusal waits to be sent."""
    headers = Headers()
    for name, value in fields:
        headers[name.decode("latin-1")] = value.decode("latin-1").strip(" \t")
    request = Request(target.decode("latin-1"), headers, method, f"HTTP/{http_version}")
    response = library.accept(request)
    if response.status_code == 101:
        return response.headers["Sec-WebSocket-Accept"].encode()
    library.send_response(response)
    return None


def response(accepted: bytes, fields: Fields) -> bytes:
    """The head that makes a connection a WebSocket."""
    further = b"".join(b"%b: %b\r\n" % field for field in fields)
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: %b\r\n%b\r\n" % (accepted, further)
    )
