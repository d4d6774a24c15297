"""Refusals of commands, and the closed list of their codes."""

from typing import Any, Literal

Code = Literal[
    "unknown_command",
    "unknown_field",
    "invalid",
    "too_long",
    "forbidden",
    "unknown",
    "wrong_state",
    "closed",
    "muted",
    "merged",
    "changed",
    "rate",
    "quota",
    "full",
    "unavailable",
    "overloaded",
    "token",
    "key",
    "hello_first",
    "no_room",
    "reload",
]


class Refused(Exception):
    """A command that is not allowed. Nothing has changed.

    `message` is for developers; pages translate `code`. `details` are further fields of the `no` that is
    sent, such as `retry_after_s`, `into` (id of the question that votes now go to) or `item` (as it is now).
    """

    def __init__(self, code: Code, message: str, *, field: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message
        self.field = field
        self.details = details
