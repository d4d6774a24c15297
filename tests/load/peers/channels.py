"""Django Channels with one group, over the Redis pub/sub layer at `PEER_REDIS_URL`."""

import os

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from tests.load.peers.serving import serve

LAYER = "channels_redis.pubsub.RedisPubSubChannelLayer"
settings.configure(
    ALLOWED_HOSTS=["*"],
    CHANNEL_LAYERS={"default": {"BACKEND": LAYER, "CONFIG": {"hosts": [os.environ["PEER_REDIS_URL"]]}}},
)
django.setup()


class Consumer(AsyncWebsocketConsumer):
    groups = ("room",)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send("room", {"type": "said", "text": text_data})

    async def said(self, event: dict[str, str]) -> None:
        await self.send(text_data=event["text"])


if __name__ == "__main__":
    serve(Consumer.as_asgi())
