"""Text to commands and recorded events, and replies, syncs and recorded events to text.

Every name that clients see is defined here or in the domain.
"""

from server.wire.boxes import fill_boxes, read_boxes, take_out
from server.wire.codes import (
    BINARY,
    COME_AGAIN,
    DRAIN,
    KEY_REFUSED,
    NO_HELLO,
    NO_ROOM,
    NOT_UTF8,
    TOO_BIG,
    TOO_MANY,
    TOO_SLOW,
    http_status,
)
from server.wire.commands import (
    FRAMES_VERSION,
    WITHOUT_IDEMPOTENCY,
    Frame,
    Hello,
    Ref,
    Unreadable,
    decode,
    frame_of,
    read_command,
    read_frame,
    read_hello,
)
from server.wire.events import UnreadableEvent, read_event, write_event
from server.wire.replies import dump, write_bye, write_live, write_no, write_ok
from server.wire.steps import VIEWS_SHAPE, Step

__all__ = [
    "BINARY",
    "COME_AGAIN",
    "DRAIN",
    "FRAMES_VERSION",
    "KEY_REFUSED",
    "NOT_UTF8",
    "NO_HELLO",
    "NO_ROOM",
    "TOO_BIG",
    "TOO_MANY",
    "TOO_SLOW",
    "VIEWS_SHAPE",
    "WITHOUT_IDEMPOTENCY",
    "Frame",
    "Hello",
    "Ref",
    "Step",
    "Unreadable",
    "UnreadableEvent",
    "decode",
    "dump",
    "fill_boxes",
    "frame_of",
    "http_status",
    "read_boxes",
    "read_command",
    "read_event",
    "read_frame",
    "read_hello",
    "take_out",
    "write_bye",
    "write_event",
    "write_live",
    "write_no",
    "write_ok",
]  # fmt: skip
