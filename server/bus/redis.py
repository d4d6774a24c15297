"""The bus over Redis pub/sub (by redis-py, which aioredis was merged into).

redis-py reconnects silently, and messages published in between are lost. So a link never reconnects: its
first error ends it, and the owner is told of a gap when the next link is connected.
"""

import asyncio
import random
from contextlib import suppress
from secrets import token_bytes

import anyio
import redis.asyncio as aioredis
import structlog
from redis.exceptions import RedisError

from server.bus.contract import OnGap, OnMessage
from server.bus.link import CONNECT_S, Link
from server.bus.outbox import Outbox

log = structlog.get_logger(__name__)

OUTBOX_BYTES = 4_000_000
FLUSH_S = 1.0  # the longest time that `close` waits for messages to be published
FIRST_PAUSE_S = 0.05
LONGEST_PAUSE_S = 1.0


class RedisBus:
    """A bus over the Redis at `url`, as redis-py reads it. Raises `ValueError` if that is malformed.

    A probe is published every `probe_s`. A link that receives nothing for `silence_s` is given up.
    """

    reaches_other_processes = True

    def __init__(
        self, url: str, *, prefix: str = "suara:", probe_s: float = 1.0, silence_s: float = 3.0
    ) -> None:
        aioredis.ConnectionPool.from_url(url)
        self._url = url
        self._prefix = prefix
        self._probe_s = probe_s
        self._silence_s = silence_s
        self._id = token_bytes(8)
        self._outbox = Outbox(OUTBOX_BYTES)
        self._topics: set[str] = set()
        self._link: Link | None = None
        self._connected_before = False
        self._tried = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def degraded(self) -> bool:
        return self._link is None or not self._link.connected

    @property
    def dropped(self) -> int:
        return self._outbox.dropped

    async def start(self, on_message: OnMessage, on_gap: OnGap) -> None:
        """Connects. Returns after the first attempt; further ones are made in the background."""
        assert self._task is None, "started already"
        self._on_message = on_message
        self._on_gap = on_gap
        self._task = asyncio.create_task(self._run(), name="bus")
        with anyio.move_on_after(CONNECT_S):
            await self._tried.wait()

    async def close(self) -> None:
        if self._task is None:
            return
        if not self.degraded:
            with anyio.move_on_after(FLUSH_S):
                await self._outbox.emptied.wait()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._task = None

    def is_heard(self, topic: str) -> bool:
        return True  # Redis knows, and is not asked

    def publish(self, topic: str, message: bytes) -> None:
        self._outbox.put(topic, self._id + message)

    async def subscribe(self, topic: str) -> None:
        self._topics.add(topic)
        if self._link is not None:
            self._link.topics_changed()
            await self._link.wait_for_subscription(topic)

    async def unsubscribe(self, topic: str) -> None:
        self._topics.discard(topic)
        if self._link is not None:
            self._link.topics_changed()

    async def _run(self) -> None:
        pause = FIRST_PAUSE_S
        logged = False
        while True:
            self._link = link = self._new_link()
            try:
                await link.run()
            except Exception as error:
                if link.was_connected or not logged:
                    _log(error)
                    logged = True
            self._tried.set()
            pause = FIRST_PAUSE_S if link.was_connected else min(2 * pause, LONGEST_PAUSE_S)
            # With jitter, or all processes reconnect to a restarted Redis at the same moment.
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311

    def _new_link(self) -> Link:
        return Link(
            self._url,
            prefix=self._prefix,
            name=self._id.hex(),
            topics=self._topics,
            outbox=self._outbox,
            on_connected=self._on_connected,
            on_gap=self._report_gap,
            on_message=self._receive,
            probe_s=self._probe_s,
            silence_s=self._silence_s,
        )

    def _on_connected(self) -> None:
        self._tried.set()
        log.info("linked to Redis")
        if self._connected_before or self._topics:
            self._report_gap()
        self._connected_before = True

    def _report_gap(self) -> None:
        try:
            self._on_gap()
        except Exception:
            log.exception("a gap on the bus could not be handled")

    def _receive(self, topic: str, message: bytes) -> None:
        if message.startswith(self._id):
            return
        try:
            self._on_message(topic, message[len(self._id) :])
        except Exception:
            log.exception("a bus message could not be received", topic=topic)


def _log(error: Exception) -> None:
    """Logs the end of a link. The loss of Redis is expected, and one line; other errors get a stack trace."""
    causes = error.exceptions if isinstance(error, ExceptionGroup) else (error,)
    if all(isinstance(cause, (RedisError, OSError)) for cause in causes):
        log.warning("Redis is away; each process serves on its own", reason=type(causes[0]).__name__)
    else:
        log.error("the link to Redis died", exc_info=error)
