"""WebSocket frames of a browser (RFC 6455), as far as a load client needs them."""

import os
from base64 import b64encode

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
HANDSHAKE_END = b"\r\n\r\n"


def handshake(host: str, path: str) -> bytes:
    """The opening request of a page that came from `host`, which includes the port."""
    key = b64encode(os.urandom(16)).decode()
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """A final frame with a mask, which section 5.3 demands of clients."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, 0x80 | size))
    elif size < 65536:
        head = bytes((0x80 | opcode, 0x80 | 126)) + size.to_bytes(2)
    else:
        head = bytes((0x80 | opcode, 0x80 | 127)) + size.to_bytes(8)
    mask = os.urandom(4)
    # One exclusive-or of two big numbers, because a loop over bytes would cost more than all the rest.
    key = int.from_bytes((mask * (size // 4 + 1))[:size])
    return head + mask + (int.from_bytes(payload) ^ key).to_bytes(size)


def parse(data: bytes, start: int) -> tuple[int, bytes, int] | None:
    """The unmasked frame at `start`: opcode, payload, start of the next. `None` if it is not whole yet."""
    body = start + 2
    if len(data) < body:
        return None
    size = data[start + 1] & 0x7F
    if size > 125:
        body += 2 if size == 126 else 8
        if len(data) < body:
            return None
        size = int.from_bytes(data[start + 2 : body])
    end = body + size
    if len(data) < end:
        return None
    return data[start] & 0x0F, data[body:end], end
