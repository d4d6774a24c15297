"""The promises of a bus. Every implementation keeps them."""

from collections.abc import Callable
from typing import Protocol

OnMessage = Callable[[str, bytes], None]  # topic, message
OnGap = Callable[[], None]


class Bus(Protocol):
    """Messages to the other processes: perhaps late, perhaps never, in the order one process published them.

    A process never receives its own.
    """

    @property
    def degraded(self) -> bool:
        """True while the other processes cannot be reached. Everything still works here."""

    async def start(self, on_message: OnMessage, on_gap: OnGap) -> None:
        """`on_gap` is called after every (re)connection before which messages may have been lost."""

    async def close(self) -> None: ...

    def publish(self, topic: str, message: bytes) -> None:
        """Never waits and never raises."""

    async def subscribe(self, topic: str) -> None:
        """Once this returns, what others publish arrives (or `on_gap` will be called). Never raises."""

    async def unsubscribe(self, topic: str) -> None: ...
