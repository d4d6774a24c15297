"""One life of the link to Redis: from connecting to the first error on any part of it."""

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
PUBLISH_AT_ONCE = 256
BREATH_S = 0.005  # a flood already in the buffer is read without a single wait; others must run between


class Link:
    """Follows `topics` (shared with its owner: call `topics_changed`) and publishes what is in `outbox`.

    `run` never returns: it raises what ended the link. `on_standing` is called once, when all topics are
    followed; `on_gap` when one is that could not be waited for; `on_message` gets the topic and the bytes.
    """

    def __init__(
        self,
        url: str,
        *,
        prefix: str,
        name: str,
        topics: set[str],
        outbox: Outbox,
        on_standing: Callable[[], None],
        on_gap: Callable[[], None],
        on_message: Callable[[str, bytes], None],
        probe_s: float,
        silence_s: float,
    ) -> None:
        self.standing = False
        self.stood = False  # stays true when the link has ended
        self._url = url
        self._prefix = prefix
        self._probe = f"{prefix}probe:{name}"
        self._topics = topics
        self._outbox = outbox
        self._on_standing = on_standing
        self._on_gap = on_gap
        self._on_message = on_message
        self._probe_s = probe_s
        self._silence_s = silence_s
        self._asked: set[str] = set()
        self._followed: set[str] = set()
        self._waiters: dict[str, asyncio.Event] = {}
        self._missing: set[str] = set()  # counted on already, though not followed yet
        self._changed = asyncio.Event()

    async def run(self) -> None:
        # No retries: redis-py's would reconnect behind our back, and nobody would know of the gap.
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
            await pubsub.subscribe(self._probe)  # last, so that its confirmation confirms all
            self._heard_at = asyncio.get_running_loop().time()
            async with anyio.create_task_group() as parts:
                parts.start_soon(self._read, pubsub)
                parts.start_soon(self._follow, pubsub)
                parts.start_soon(self._publish, client)
                parts.start_soon(self._listen_for_silence, client)
        finally:
            self.standing = False
            for waiter in self._waiters.values():
                waiter.set()
            with anyio.move_on_after(END_S, shield=True):
                await pubsub.aclose()  # type: ignore[no-untyped-call]
                await client.aclose()

    def topics_changed(self) -> None:
        self._changed.set()

    async def followed(self, topic: str) -> None:
        """Waits, while the link stands, for Redis to confirm the topic. If it did not, a gap will be told."""
        if self.standing and topic not in self._followed:
            with anyio.move_on_after(self._silence_s):
                await self._waiters.setdefault(topic, asyncio.Event()).wait()
        if topic not in self._followed:
            self._missing.add(topic)

    async def _read(self, pubsub: PubSub) -> None:
        now = asyncio.get_running_loop().time
        since = now()
        while True:
            message = await pubsub.get_message(timeout=None)
            self._heard_at = now()
            if message is not None:
                self._take_in(message["type"], message["channel"].decode(), message["data"])
            if self._heard_at - since > BREATH_S:
                await asyncio.sleep(0)
                since = now()

    def _take_in(self, kind: str, channel: str, data: bytes) -> None:
        topic = channel.removeprefix(self._prefix)
        if kind == "subscribe" and channel == self._probe:
            self.standing = self.stood = True
            self._missing -= self._followed
            self._on_standing()
        elif kind == "subscribe":
            self._followed.add(topic)
            if waiter := self._waiters.pop(topic, None):
                waiter.set()
            if self.standing and topic in self._missing:
                self._missing.discard(topic)
                self._on_gap()
        elif kind == "message" and topic in self._topics:
            self._on_message(topic, data)

    async def _follow(self, pubsub: PubSub) -> None:
        while True:
            await self._changed.wait()
            await self._follow_changes(pubsub)

    async def _follow_changes(self, pubsub: PubSub) -> None:
        """One command for however many topics came or went."""
        self._changed.clear()
        new, gone = self._topics - self._asked, self._asked - self._topics
        self._asked |= new
        self._asked -= gone
        self._followed -= gone
        if new:
            await pubsub.subscribe(*(self._prefix + topic for topic in new))
        if gone:
            await pubsub.unsubscribe(*(self._prefix + topic for topic in gone))

    async def _publish(self, client: aioredis.Redis) -> None:
        self._outbox.put_back()
        while True:
            waiting = await self._outbox.next_batch(PUBLISH_AT_ONCE)
            async with client.pipeline(transaction=False) as pipe:
                for topic, message in waiting:
                    pipe.publish(self._prefix + topic, message)
                await pipe.execute()

    async def _listen_for_silence(self, client: aioredis.Redis) -> None:
        """Our own probe comes back on the other connection, or that one is dead without being closed."""
        while True:
            await asyncio.sleep(self._probe_s)
            if asyncio.get_running_loop().time() - self._heard_at > self._silence_s:
                raise TimeoutError(f"nothing heard for {self._silence_s} s")
            await client.publish(self._probe, b"")
