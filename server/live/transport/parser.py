"""A parser of incoming WebSocket frames (RFC 6455, section 5): their sizes, and payloads of short texts."""

try:
    from websockets.speedups import apply_mask
except ImportError:  # no compiled wheel for this machine
    from websockets.utils import apply_mask

_TEXT_FINAL = 0x81  # FIN and opcode 1, with no reserved bit
_CLOSE_FINAL = 0x88  # FIN and opcode 8, with no reserved bit
_MASKED = 0x80
_MASK_BYTES = 4


def frame_size(data: bytes, at: int) -> int | None:
    """The bytes of the frame that begins at `at`, head included; `None` if the head is not complete yet."""
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


def is_whole_text(frame: bytes) -> bool:
    """Whether a whole frame is a whole text, masked as a browser's must be, and shorter than 64 KB."""
    return frame[0] == _TEXT_FINAL and bool(frame[1] & _MASKED) and frame[1] & 0x7F != 127


def is_close(frame: bytes) -> bool:
    return frame[0] == _CLOSE_FINAL


def text_payload(frame: bytes) -> bytes:
    """The unmasked payload of a frame that `is_whole_text`. It may not be valid UTF-8."""
    mask = 4 if frame[1] & 0x7F == 126 else 2
    return apply_mask(frame[mask + _MASK_BYTES :], frame[mask : mask + _MASK_BYTES])
