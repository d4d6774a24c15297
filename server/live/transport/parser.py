"""WebSocket frames as they arrive (RFC 6455, section 5): how long they are, and what the common ones say."""

try:
    from websockets.speedups import apply_mask
except ImportError:  # where there is no wheel for the machine
    from websockets.utils import apply_mask

_TEXT_FINAL = 0x81  # FIN and opcode 1, with no reserved bit
_MASKED = 0x80
_MASK_BYTES = 4


def size(data: bytes, at: int) -> int | None:
    """How many bytes the frame has that begins there, head included; `None` until enough is there to say."""
    if len(data) < at + 2:
        return None
    mask = _MASK_BYTES if data[at + 1] & _MASKED else 0
    length = data[at + 1] & 0x7F
    if length < 126:
        return 2 + mask + length
    extended = 2 if length == 126 else 8
    if len(data) < at + 2 + extended:
        return None
    return 2 + extended + mask + int.from_bytes(data[at + 2 : at + 2 + extended])


def is_text(frame: bytes) -> bool:
    """Whether a whole frame is a whole text, sent as a browser must send it, and not longer than 64 KB."""
    return frame[0] == _TEXT_FINAL and bool(frame[1] & _MASKED) and frame[1] & 0x7F != 127


def payload(frame: bytes) -> bytes:
    """What such a text says, in UTF-8 if the browser kept to it."""
    mask = 4 if frame[1] & 0x7F == 126 else 2
    return apply_mask(frame[mask + _MASK_BYTES :], frame[mask : mask + _MASK_BYTES])
