"""The link to Redis: one pair of connections, until the first error on either."""

import asyncio
from collections.abc import Callable

import anyio
import redis.asyncio as aioredis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from server.bus.outbox import Outbox

CONNECT_S = 2.0
END_S = 1.0
PUBLISH_BATCH = 256
YIELD_S = 0.005  # messages in the buffer are read without any wait; after this time other tasks must run


class Link:
    """Subscribes to `topics` and publishes the messages in `outbox`.

    The owner changes the set `topics` and then calls `topics_changed`. `on_connected` is called once, when
    all topics are subscribed. `on_gap` is called when Redis confirms a topic for which
    `wait_for_subscription` did not wait to the end. `on_message` gets the topic and the message.
    """

    def __init__(
        self,
        url: str,
        *,
        prefix: str,
        name: str,
        topics: set[str],
        outbox: Outbox,
        on_connected: Callable[[], None],
        on_gap: Callable[[], None],
        on_message: Callable[[str, bytes], None],
        probe_s: float,
        silence_s: float,
    ) -> None:
        self.connected = False
        self.was_connected = False  # stays true after the link has ended
        self._url = url
        self._prefix = prefix
        self._probe = f"{prefix}probe:{name}"
        self._topics = topics
        self._outbox = outbox
        self._on_connected = on_connected
        self._on_gap = on_gap
        self._on_message = on_message
        self._probe_s = probe_s
        self._silence_s = silence_s
        self._requested: set[str] = set()
        self._subscribed: set[str] = set()
        self._waiters: dict[str, asyncio.Event] = {}
        self._unconfirmed: set[str] = set()  # their owner relies on them, but Redis has not confirmed them
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Runs the link. Never returns: raises the first error, which ends the link."""
        # No retries: redis-py would reconnect silently, and the gap would go unnoticed.
        client = aioredis.Redis.from_url(
            self._url,
            decode_responses=False,
            socket_timeout=self._silence_s,
            socket_connect_timeout=CONNECT_S,
            socket_keepalive=True,
            health_check_interval=0,
            retry=Retry(NoBackoff(), 0, supported_errors=()),
        )
        pubsub = client.pubsub()
        try:
            await self._follow_changes(pubsub)
            await pubsub.subscribe(self._probe)  # last, so that its confirmation comes after all others
            self._received_at = asyncio.get_running_loop().time()
            async with anyio.create_task_group() as parts:
                parts.start_soon(self._read, pubsub)
                parts.start_soon(self._follow, pubsub)
                parts.start_soon(self._publish, client)
                parts.start_soon(self._probe_regularly, client)
        finally:
            self.connected = False
            for waiter in self._waiters.values():
                waiter.set()
            with anyio.move_on_after(END_S, shield=True):
                await pubsub.aclose()  # type: ignore[no-untyped-call]
                await client.aclose()

    def topics_changed(self) -> None:
        self._changed.set()

    async def wait_for_subscription(self, topic: str) -> None:
        """Waits for Redis to confirm a topic, while the link is connected.

        If it does not in time, `on_gap` is called when it does.
        """
        if self.connected and topic not in self._subscribed:
            with anyio.move_on_after(self._silence_s):
                await self._waiters.setdefault(topic, asyncio.Event()).wait()
        if topic not in self._subscribed:
            self._unconfirmed.add(topic)

    async def _read(self, pubsub: PubSub) -> None:
        now = asyncio.get_running_loop().time
        since = now()
        while True:
            message = await pubsub.get_message(timeout=None)
            self._received_at = now()
            if message is not None:
                self._receive(message["type"], message["channel"].decode(), message["data"])
            if self._received_at - since > YIELD_S:
                await asyncio.sleep(0)
                since = now()

    def _receive(self, kind: str, channel: str, data: bytes) -> None:
        topic = channel.removeprefix(self._prefix)
        if kind == "subscribe" and channel == self._probe:
            self.connected = self.was_connected = True
            self._unconfirmed -= self._subscribed
            self._on_connected()
        elif kind == "subscribe":
            self._subscribed.add(topic)
            if waiter := self._waiters.pop(topic, None):
                waiter.set()
            if self.connected and topic in self._unconfirmed:
                self._unconfirmed.discard(topic)
                self._on_gap()
        elif kind == "message" and topic in self._topics:
            self._on_message(topic, data)

    async def _follow(self, pubsub: PubSub) -> None:
        while True:
            await self._changed.wait()
            await self._follow_changes(pubsub)

    async def _follow_changes(self, pubsub: PubSub) -> None:
        """Subscribes and unsubscribes all changed topics, with one command each."""
        self._changed.clear()
        added, removed = self._topics - self._requested, self._requested - self._topics
        self._requested |= added
        self._requested -= removed
        self._subscribed -= removed
        if added:
            await pubsub.subscribe(*(self._prefix + topic for topic in added))
        if removed:
            await pubsub.unsubscribe(*(self._prefix + topic for topic in removed))

    async def _publish(self, client: aioredis.Redis) -> None:
        self._outbox.put_back()
        while True:
            waiting = await self._outbox.next_batch(PUBLISH_BATCH)
            async with client.pipeline(transaction=False) as pipe:
                for topic, message in waiting:
                    pipe.publish(self._prefix + topic, message)
                await pipe.execute()

    async def _probe_regularly(self, client: aioredis.Redis) -> None:
        """Publishes probes, which come back on the subscribing connection.

        Raises `TimeoutError` if nothing comes back for `silence_s`: a connection can be dead without being
        closed.
        """
        while True:
            await asyncio.sleep(self._probe_s)
            if asyncio.get_running_loop().time() - self._received_at > self._silence_s:
                raise TimeoutError(f"nothing heard for {self._silence_s} s")
            await client.publish(self._probe, b"")
