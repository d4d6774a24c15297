"""The contract that every bus keeps."""

from collections.abc import Callable
from typing import Protocol

OnMessage = Callable[[str, bytes], None]  # topic, message
OnGap = Callable[[], None]


class Bus(Protocol):
    """Messages to the other processes. They may come late or never; those of one process come in order.

    A process never receives its own messages.
    """

    @property
    def reaches_other_processes(self) -> bool:
        """Whether it is a bus between processes at all."""

    @property
    def degraded(self) -> bool:
        """Whether the other processes cannot be reached now. All methods still work."""

    @property
    def dropped(self) -> int:
        """The number of messages that were published and will never be sent."""

    async def start(self, on_message: OnMessage, on_gap: OnGap) -> None:
        """Starts to receive. `on_gap` is called after each connection before which messages may be lost."""

    async def close(self) -> None: ...

    def is_heard(self, topic: str) -> bool:
        """Whether another process may be subscribed to the topic. If not, there is nothing to publish."""

    def publish(self, topic: str, message: bytes) -> None:
        """Sends a message to the other subscribers of the topic. Never waits and never raises."""

    async def subscribe(self, topic: str) -> None:
        """Subscribes to a topic. Never raises.

        Messages published after it returns arrive, or `on_gap` is called.
        """

    async def unsubscribe(self, topic: str) -> None:
        """Takes effect in the order of the calls: a topic subscribed to again afterwards is subscribed to."""
