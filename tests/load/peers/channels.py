"""Django Channels with one group, over the Redis pub/sub layer at `PEER_REDIS_URL`."""

import os
from importlib import import_module
from typing import Any

from tests.load.peers.serving import serve

LAYER = "channels_redis.pubsub.RedisPubSubChannelLayer"
# By name: a peer may be missing, and types must not depend on it.
django: Any = import_module("django")
import_module("django.conf").settings.configure(
    ALLOWED_HOSTS=["*"],
    CHANNEL_LAYERS={"default": {"BACKEND": LAYER, "CONFIG": {"hosts": [os.environ["PEER_REDIS_URL"]]}}},
)
django.setup()
websocket: Any = import_module("channels.generic.websocket")


class Consumer(websocket.AsyncWebsocketConsumer):  # type: ignore[misc]
    groups = ("room",)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send("room", {"type": "said", "text": text_data})

    async def said(self, event: dict[str, str]) -> None:
        await self.send(text_data=event["text"])


if __name__ == "__main__":
    serve(Consumer.as_asgi())
