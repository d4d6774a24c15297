"""The opening handshake of a WebSocket (RFC 6455, section 4.2), from a request that uvicorn has parsed."""

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


def accept_value(key: bytes) -> bytes:
    """The value of Sec-WebSocket-Accept for this Sec-WebSocket-Key."""
    return b64encode(sha1(key + GUID, usedforsecurity=False).digest())


def fast_accept(method: str, http_version: str, fields: Fields) -> bytes | None:
    """The Sec-WebSocket-Accept for a handshake as browsers send it; `None` for any other.

    Whatever is not accepted here goes to `library_accept`, which also words the refusals. Nothing is accepted
    here that the library would refuse.
    """
    once: dict[bytes, bytes] = {}
    origins = 0
    for name, value in fields:
        if name in _ONCE:
            if name in once:
                return None
            once[name] = value
        elif name == b"origin":
            origins += 1
    if method != "GET" or http_version != "1.1" or origins > 1 or len(once) != len(_ONCE):
        return None
    key, version, upgrade, connection = (once[name] for name in _ONCE)
    options = [option.strip() for option in connection.lower().split(b",")]
    valid = version == VERSION and upgrade.lower() == b"websocket" and b"upgrade" in options
    return accept_value(key) if valid and _is_key(key) else None


def _is_key(key: bytes) -> bool:
    try:
        return len(a2b_base64(key, strict_mode=True)) == KEY_BYTES
    except Error:
        return False


def library_accept(
    library: ServerProtocol, method: str, http_version: str, target: bytes, fields: Fields
) -> bytes | None:
    """The Sec-WebSocket-Accept, if the library accepts the request.

    Else `None`, and the library's refusal is in `library.data_to_send()`.
    """
    headers = Headers()
    for name, value in fields:
        headers[name.decode("latin-1")] = value.decode("latin-1").strip(" \t")
    request = Request(target.decode("latin-1"), headers, method, f"HTTP/{http_version}")
    response = library.accept(request)
    if response.status_code == 101:
        return response.headers["Sec-WebSocket-Accept"].encode()
    library.send_response(response)
    return None


def response_head(accepted: bytes, fields: Fields) -> bytes:
    """The response that makes the connection a WebSocket, with these further header fields."""
    lines = b"".join(b"%b: %b\r\n" % field for field in fields)
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: %b\r\n%b\r\n" % (accepted, lines)
    )
