"""The one closed list of reasons for which a command is refused."""

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
    """Illegal, and nothing happened: what an asker is told.

    `message` is for developers; pages translate `code`. `details` are further fields of the `no`,
    such as `retry_after_s`, `into` (the question that votes now go to) or `item` (as it stands now).
    """

    def __init__(self, code: Code, message: str, *, field: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message
        self.field = field
        self.details = details
